package lectern.application.port;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import lectern.domain.Capacity;
import lectern.domain.LectureId;

/**
 * The line at each lecture, and the turn to serve it: one for all instances.
 *
 * <p>The turn is a lease. Whoever takes it names it with a nonce of their own, never used before, and <em>owns</em> the line
 * from then on until another takes it or it is given back: also when the lease has run out, as long as nobody has noticed.
 * Each call is atomic, and calls for different lectures don't wait for each other.
 *
 * <p>What is in the line may vanish at any moment, all of it at once. As long as it doesn't, tickets come to their turn in the
 * order in which they joined, whichever instance they joined through.
 *
 * <p>An instance may find tickets that it cannot read, of a kind that only a newer version knows, or spoilt ones. What stands before
 * the content of a ticket is read by every version: its id, when it joined, and when its patience is over. A batch ends before a
 * ticket that cannot be read. If it is at the head, the batch is empty: then the caller gives the turn back, and does not take it
 * again before its next tick, so that an instance that can read the ticket serves it. Once its patience is over it is handed out to
 * any instance as {@link Batch.Entry.Overdue}. So it holds up those behind it for no longer than that.
 *
 * <p>Joining, settling and releasing throw {@link Unreachable} when there was no answer in time, or the line could not do it: then it
 * has taken effect, perhaps in part, or it has not, but it will not do so later.
 */
public interface LectureLine {

    /** What this instance is called in the ids of its tickets: a name that no other instance has or had. */
    String instance();

    /** Has the listener told what concerns this instance's tickets, from now on. */
    void listen(Listener listener);

    /** Whether the line can be used, as far as is known without asking. */
    boolean isReachable();

    /**
     * Puts tickets at the end of the line, in this order, and takes the turn if it is free or is the caller's already.
     *
     * <p>A ticket that is in the line already stays where it is. An attend that does not insist is refused with
     * {@link Fate.Full} while every seat is said to be taken; any ticket is refused with {@link Fate.LineFull} when the line
     * is as long as it may be.
     *
     * @param nonce what the turn is called if it is taken
     * @param tickets the ones to join
     * @param waiting tickets that joined before, and have not been answered
     */
    Joined join(LectureId lecture, String nonce, List<Ticket> tickets, Collection<Ticket.Id> waiting);

    /**
     * Takes answered tickets out of the line, sends their answers on their way, lets more tickets join, and holds on to the turn
     * for the next batch, which begins behind them.
     *
     * <p>Puts more tickets in as {@link #join} does. Does nothing at all when the caller does not own the line any more: then the turn is somebody else's, who will
     * answer the same tickets. Answers to tickets of the caller's own instance are not sent: the caller has them. When the
     * line is empty, the turn is given back.
     */
    Settled settle(LectureId lecture, String nonce, Settlement settlement, List<Ticket> tickets);

    /** Gives the turn back, if it is still the caller's, and wakes another instance that has tickets in the line. */
    void release(LectureId lecture, String nonce);

    /**
     * What is done with a batch, or with the first part of it.
     *
     * @param answers one for each ticket from the first one on, in their order
     * @param room what is known now of the seats
     */
    record Settlement(SequencedMap<Ticket.Id, Answer> answers, Room room) {}

    /** What is known of a lecture's seats: a hint to refuse by, never one to admit by. */
    sealed interface Room {

        /** Every seat is taken. */
        record None(Capacity capacity) implements Room {}

        /** A seat is free, or it is not known. */
        record Some() implements Room {}
    }

    /** What becomes of a ticket that was to join and could not. */
    sealed interface Fate {

        /** Every seat is said to be taken. */
        record Full(Capacity capacity) implements Fate {}

        /** The line is as long as it may be. */
        record LineFull() implements Fate {}
    }

    /**
     * What became of joining.
     *
     * @param refused the tickets that did not join, and why; all others are in the line
     * @param vanished those of the waiting ones that are in the line no more: answered, or lost
     * @param batch the head of the line, if the turn is the caller's now; without entries when the first ticket cannot be read here
     */
    record Joined(Map<Ticket.Id, Fate> refused, Set<Ticket.Id> vanished, Optional<Batch> batch) {}

    /** What became of settling. */
    sealed interface Settled {

        /** Nothing: the line is another's now. */
        record Refused() implements Settled {}

        /**
         * The answers are on their way.
         *
         * @param refused the tickets that did not join, and why; all others are in the line
         * @param batch what to serve next; absent when the line is empty, and the turn was given back
         */
        record Done(Map<Ticket.Id, Fate> refused, Optional<Batch> batch) implements Settled {}
    }

    /** Receives what concerns the tickets of one instance. Calls may come from any thread, late, or never. */
    interface Listener {

        /** Answers to tickets of this instance. One that it cannot read is {@link Answer.Unserved}. */
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
