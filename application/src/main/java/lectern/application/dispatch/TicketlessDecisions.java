package lectern.application.dispatch;

import static lectern.domain.Decision.rejected;

import java.time.InstantSource;
import java.util.Optional;
import lectern.application.port.Lectures;
import lectern.domain.Decision;
import lectern.domain.Lecture;
import lectern.domain.LectureCommand;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.Rejection;

/**
 * Decides at once the commands that need no ticket: rejections that follow from the lecture's state alone, and all commands on a
 * closed lecture. They change nothing, so they need no place in the order of the line.
 *
 * <p>They are always decided on a read that began after the command arrived. The remembered state only tells whether the read is
 * worthwhile. A command whose sender has another one waiting here takes a ticket, so that the sender's commands keep their order
 * ({@link SenderOrder}).
 */
class TicketlessDecisions {

    private final Lectures lectures;
    private final LectureStates states;
    private final InstantSource clock;

    TicketlessDecisions(Lectures lectures, LectureStates states, InstantSource clock) {
        this.lectures = lectures;
        this.states = states;
        this.clock = clock;
    }

    /**
     * Decides a command if it needs no ticket.
     *
     * @return empty if it has to wait for its turn
     * @throws lectern.application.port.ServiceUnavailable if the read fails. An unverified decision is never returned
     */
    <E extends LectureEvent> Optional<Decision<E>> decide(LectureId id, LectureCommand<E> command) {
        var known = states.find(id);
        if (known.isPresent() && decideOn(known.get().lecture(), command).isEmpty()) {
            return Optional.empty();
        }
        var found = lectures.find(id, command.students());
        if (found.isEmpty()) {
            return Optional.of(rejected(new Rejection.LectureNotFound()));
        }
        states.remember(found.get());
        return decideOn(found.get().lecture(), command);
    }

    final <E extends LectureEvent> Optional<Decision<E>> decideOn(Lecture lecture, LectureCommand<E> command) {
        var decision = lecture.decide(command, clock.instant());
        boolean needsNoTicket = lecture.state().isClosed()
                || (decision instanceof Decision.Rejected<E>(var reason) && command.isRefusedWithoutTicket(reason));
        return needsNoTicket ? Optional.of(decision) : Optional.empty();
    }
}
