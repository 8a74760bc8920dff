package lectern.application.port;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import lectern.domain.LectureId;

/**
 * The line at each lecture, and the turn to serve it: one for all instances.
 *
 * <p>The turn is a lease. The instance that takes it names it with a nonce that was never used before. From then on it <em>owns</em>
 * the line, until another instance takes the turn or the turn is given back. It stays the owner after its lease has run out, as long
 * as no other instance has taken the turn. Each call is atomic, and calls for different lectures don't wait for each other.
 *
 * <p>The content of the line may be lost at any moment, all of it at once. Unless that happens, tickets come to their turn in the
 * order in which they joined, through any instance. The line does not interpret commands.
 *
 * <p>Joining, settling and releasing throw {@link Unreachable} when there is no answer in time, when the answer can't be read, or when
 * the line can't do it. The call may then have taken effect, in full or in part, or not at all. It does not take effect later.
 */
public interface LectureLine {

    /** The name of this instance in the ids of its tickets. No other instance has or ever had the same name. */
    String instance();

    /** From now on, passes messages about this instance's tickets to the listener. */
    void listen(Listener listener);

    /** Whether the line can be used, as far as is known without a call. */
    boolean isReachable();

    /**
     * Puts tickets at the end of the line, in this order, and takes the turn if it is free or already the caller's. A ticket that is
     * already in the line stays where it is.
     *
     * @param nonce names the turn if it is taken
     * @param tickets the tickets that join
     * @param waiting tickets that joined before and have no answer yet
     */
    Joined join(LectureId lecture, String nonce, List<Ticket> tickets, Collection<Ticket.Id> waiting);

    /**
     * Takes answered tickets out of the line, by their ids, sends their answers, lets more tickets join as {@link #join} does, and
     * keeps the turn for the next batch.
     *
     * <p>Does nothing at all when the caller does not own the line: then another instance has the turn and will answer the same
     * tickets. Answers to tickets of the caller's own instance are not sent, since the caller has them. When the line is empty, the
     * turn is given back.
     *
     * @param answers in the order of the tickets
     */
    Settled settle(LectureId lecture, String nonce, SequencedMap<Ticket.Id, Answer> answers, List<Ticket> tickets);

    /** Gives the turn back, if it is still the caller's, and wakes another instance that has tickets in the line. */
    void release(LectureId lecture, String nonce);

    /**
     * The result of joining.
     *
     * @param refused the tickets that did not join, since the line is full; all others are in the line
     * @param vanished the waiting tickets that are not in the line: answered, or lost
     * @param batch the head of the line, if the turn is the caller's now
     */
    record Joined(Set<Ticket.Id> refused, Set<Ticket.Id> vanished, Optional<Batch> batch) {}

    /** The result of settling. */
    sealed interface Settled {

        /** Nothing was done: another instance owns the line now. */
        record Refused() implements Settled {}

        /**
         * The answers are sent.
         *
         * @param refused the tickets that did not join, since the line is full; all others are in the line
         * @param batch the next batch; empty when the line is empty and the turn was given back
         */
        record Done(Set<Ticket.Id> refused, Optional<Batch> batch) implements Settled {}
    }

    /** Receives messages about the tickets of one instance. Calls may come from any thread, late, or never. */
    interface Listener {

        /** Answers to tickets of this instance. */
        void answered(LectureId lecture, Map<Ticket.Id, Answer> answers);

        /** The turn at a line with tickets of this instance was given back: it may be taken at once. */
        void turnIsFree(LectureId lecture);
    }

    /** There was no answer in time, or the line of that lecture is out of order. The message names no users. */
    final class Unreachable extends RuntimeException {

        public Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
