package lectern.domain;

import java.time.Instant;
import java.util.Set;

/**
 * A command on an existing lecture. Its type tells the write path everything that it needs to know about the command. The steps
 * of adding one are in docs/extending.md.
 *
 * @param <E> the event of the command when it is accepted
 */
public sealed interface LectureCommand<E extends LectureEvent> permits StudentCommand, OwnerCommand {

    /** The user who sends it. The commands of one user take effect in the order in which they were sent. */
    User sender();

    /** The students whose attendances the decision depends on. */
    Set<Student> students();

    /**
     * Whether the attendances of its students are read before it is decided. If not, it is first decided without a read, as if its
     * students were newcomers, and the append verifies that they are. True where the students usually attend already.
     */
    boolean readsAttendancesFirst();

    /** Whether it may share a batch with other commands. If not, it is decided in a batch of its own: see ADR 17. */
    boolean isBatched();

    /**
     * Whether a rejection for this reason needs no ticket. It is then decided on a fresh read, outside the order of the line. That is
     * correct only where the reason follows from the lecture's state alone, and not from the time or from what the sender did before.
     */
    boolean isRefusedWithoutTicket(Rejection reason);

    /** Decides it. Changes nothing: an accepted command takes effect when its event is {@linkplain Lecture#apply applied}. */
    Decision<E> decide(Lecture lecture, Instant at);
}
