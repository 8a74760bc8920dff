package lectern.application.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import lectern.application.port.Answer;
import lectern.application.port.Ticket;
import lectern.domain.Decision;
import lectern.domain.LectureCommand;
import lectern.domain.LectureEvent;

/**
 * A command of this instance that waits for its decision. Only its first outcome counts.
 *
 * @param <E> the event of the command when it is accepted
 */
final class PendingCommand<E extends LectureEvent> {

    private final CompletableFuture<Outcome<E>> outcome = new CompletableFuture<>();
    private final LectureCommand<E> command;
    private final Instant deadline;
    private Ticket.Id id;

    /**
     * @param id of its first ticket, if it gets one
     * @param deadline when the caller stops waiting
     */
    PendingCommand(Ticket.Id id, LectureCommand<E> command, Instant deadline) {
        this.id = id;
        this.command = command;
        this.deadline = deadline;
    }

    LectureCommand<E> command() {
        return command;
    }

    CompletableFuture<Outcome<E>> outcome() {
        return outcome;
    }

    boolean isDone() {
        return outcome.isDone();
    }

    synchronized Ticket.Id id() {
        return id;
    }

    synchronized Ticket ticket(Instant now) {
        return new Ticket(id, command, Duration.between(now, deadline));
    }

    /**
     * Takes the next ticket. An answer to the previous ticket may still be on its way. It is ignored from now on, since the command
     * is decided again, perhaps differently.
     *
     * @return false when the command already has its outcome
     */
    synchronized boolean takeNextTicket() {
        if (isDone()) {
            return false;
        }
        id = id.next();
        return true;
    }

    synchronized void answered(Ticket.Id ticket, Answer answer) {
        if (!ticket.equals(id)) {
            return;
        }
        switch (answer) {
            case Answer.Decided(var decision) -> decided(decision);
            case Answer.Unserved _ -> unserved();
        }
    }

    /** @param decision on this command, so its event has the type of this command */
    @SuppressWarnings("unchecked")
    void decided(Decision<?> decision) {
        complete(new Outcome.Decided<>((Decision<E>) decision));
    }

    void lineFull() {
        complete(new Outcome.LineFull<>());
    }

    void notJoined() {
        complete(new Outcome.NotJoined<>());
    }

    void unserved() {
        complete(new Outcome.Unserved<>());
    }

    private void complete(Outcome<E> with) {
        boolean _ = outcome.complete(with);
    }
}
