package lectern.application.port;

import java.time.Instant;
import java.util.List;
import lectern.domain.LectureCommand;

/**
 * The head of a line: tickets to be decided, in their order, all of them or only the first ones. How many are decided at once is for the instance that has the turn.
 *
 * <p>It ends before a ticket that this instance cannot read, since a newer one wrote it. So it is empty when such a ticket is at the head: the turn is for an
 * instance that can read it. Once the ticket is overdue it is {@link Entry.Overdue} to every instance.
 */
public record Batch(List<Entry> entries) {

    public Batch {
        entries = List.copyOf(entries);
    }

    /** A ticket in the line. Times are by the clock of the line, so that a decision does not depend on the instance that takes it. */
    public sealed interface Entry {

        Ticket.Id id();

        /**
         * A ticket to decide.
         *
         * @param joinedAt when it joined: the time that its command is decided for
         */
        record Due(Ticket.Id id, LectureCommand<?> command, Instant joinedAt) implements Entry {}

        /** A ticket whose patience was over when its turn came. It is not decided. */
        record Overdue(Ticket.Id id) implements Entry {}
    }
}
