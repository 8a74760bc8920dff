package lectern.application.port;

import java.time.Instant;
import java.util.List;
import lectern.domain.Request;

/**
 * The head of a line: tickets to be decided, first come first, all of them or only the first ones.
 *
 * <p>They are of any kind. How many go together without harm is for whoever decides them to see.
 *
 * <p>It ends before a ticket that this instance cannot read and that is not overdue. It is empty when such a ticket is at the head.
 */
public record Batch(List<Entry> entries) {

    public Batch {
        entries = List.copyOf(entries);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** A ticket in the line, by the clock of whoever keeps the line, so that it does not matter who serves it. */
    public sealed interface Entry {

        Ticket.Id id();

        /**
         * A ticket whose request is to be decided.
         *
         * @param joinedAt when it joined: the time that its request is decided for
         */
        record Due(Ticket.Id id, Request<?> request, Instant joinedAt) implements Entry {}

        /** A ticket whose caller had lost patience when it came to its turn: it is answered unserved, and nobody reads its request. */
        record Overdue(Ticket.Id id) implements Entry {}
    }
}
