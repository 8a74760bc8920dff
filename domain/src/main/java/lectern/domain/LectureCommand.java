package lectern.domain;

import java.time.Instant;
import java.util.Set;

/**
 * A command on one lecture that was opened. Its type says all that the write path has to know of it, so a new command is added here and in {@link Lecture}.
 *
 * @param <E> the event of the command when it is accepted
 */
public sealed interface LectureCommand<E extends LectureEvent> permits StudentCommand, OwnerCommand {

    /** The user who sends it. The commands of one user take effect in the order in which they were sent. */
    User sender();

    /** The students whose attendances decide it. */
    Set<Student> students();

    /**
     * Whether its students usually attend already. Others are decided as newcomers first, without a read, and the append verifies
     * that they are.
     */
    boolean isByAttendees();

    /** Whether it is decided in one batch with other commands, or in a batch of its own: see ADR 17. */
    boolean isBatched();

    /**
     * Whether a refusal for this reason needs no ticket: it is decided on a fresh read, out of the line's order. That is right only where
     * the reason follows from the lecture's state alone, and not from the time or from what the sender did before.
     */
    boolean isRefusedWithoutTicket(Rejection reason);

    /** Decides it. Changes nothing: an accepted command takes effect when its event is {@linkplain Lecture#apply applied}. */
    Decision<E> decide(Lecture lecture, Instant at);
}
