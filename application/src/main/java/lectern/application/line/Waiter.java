package lectern.application.line;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import lectern.application.Recent;
import lectern.application.port.Answer;
import lectern.application.port.LectureLine;
import lectern.application.port.Ticket;
import lectern.domain.Decision;
import lectern.domain.LectureClosed;
import lectern.domain.LectureEvent;
import lectern.domain.Request;
import lectern.domain.StudentAttended;
import lectern.domain.StudentLeft;

/**
 * A caller of this instance who waits for an answer, and gets at most one.
 *
 * @param <E> what happens when the request is accepted
 */
final class Waiter<E extends LectureEvent> {

    private final CompletableFuture<Outcome<E>> outcome = new CompletableFuture<>();
    private final Request<E> request;
    private final boolean insists;
    private final Instant deadline;
    private Ticket.Id id;

    /** @param deadline when the caller stops waiting */
    Waiter(Ticket.Id id, Request<E> request, boolean insists, Instant deadline) {
        this.id = id;
        this.request = request;
        this.insists = insists;
        this.deadline = deadline;
    }

    CompletableFuture<Outcome<E>> outcome() {
        return outcome;
    }

    boolean isAnswered() {
        return outcome.isDone();
    }

    synchronized Ticket.Id id() {
        return id;
    }

    synchronized Ticket ticket(Instant now) {
        return new Ticket(id, request, insists, Duration.between(now, deadline));
    }

    /**
     * Turns to another ticket. An answer to the one before may be on its way still; it must not be told any more, since the
     * request will be decided again, perhaps otherwise.
     *
     * @return false when the answer has come: then there is nothing to wait for
     */
    synchronized boolean tryAnotherTicket() {
        if (isAnswered()) {
            return false;
        }
        id = id.next();
        return true;
    }

    synchronized void answered(Ticket.Id answered, Answer answer) {
        if (!answered.equals(id)) {
            return;
        }
        switch (answer) {
            case Answer.Decided(var decision)
            when isOfThisRequest(decision) -> complete(new Outcome.Decided<>(Waiter.<E>ofThisRequest(decision)));
            case Answer.Decided _, Answer.Unserved _ -> complete(new Outcome.Unserved<>());
        }
    }

    /** Whether the event of a decision is one that comes of this request. It comes over a wire, so it may be any. */
    private boolean isOfThisRequest(Decision<?> decision) {
        return switch (decision) {
            case Decision.Accepted<?>(var event) -> isOfThisRequest(event);
            case Decision.Repeated<?>(var event) -> isOfThisRequest(event);
            case Decision.Rejected<?> _ -> true;
        };
    }

    private boolean isOfThisRequest(LectureEvent event) {
        return switch (request) {
            case Request.Attend _ -> event instanceof StudentAttended;
            case Request.Leave _ -> event instanceof StudentLeft;
            case Request.Close _ -> event instanceof LectureClosed;
        };
    }

    /** @param since the {@linkplain Recent#mark() mark} from which on it is so */
    synchronized void refused(LectureLine.Fate fate, long since) {
        switch (fate) {
            case LectureLine.Fate.Full(var capacity) -> complete(new Outcome.SaidToBeFull<>(capacity, since));
            case LectureLine.Fate.LineFull _ -> complete(new Outcome.LineFull<>());
        }
    }

    synchronized void notJoined() {
        complete(new Outcome.NotJoined<>());
    }

    synchronized void unserved() {
        complete(new Outcome.Unserved<>());
    }

    private void complete(Outcome<E> with) {
        boolean _ = outcome.complete(with);
    }

    @SuppressWarnings("unchecked")
    private static <E extends LectureEvent> Decision<E> ofThisRequest(Decision<?> decision) {
        return (Decision<E>) decision;
    }
}
