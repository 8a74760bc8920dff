package lectern.application.port;

import java.time.Instant;
import java.util.List;
import lectern.domain.Request;

/**
 * The head of a line: tickets to be decided, first come first, all of them or only the first ones.
 *
 * <p>They are of any kind. How many go together without harm is for whoever decides them to see.
 */
public record Batch(List<Entry> entries) {

    public Batch {
        entries = List.copyOf(entries);
    }

    /**
     * A ticket in the line, by the clock of whoever keeps the line, so that it does not matter who serves it.
     *
     * @param joinedAt when it joined: the time that its request is decided for
     * @param overdue whether its caller had lost patience when it came to its turn: then it is not to be decided
     */
    public record Entry(Ticket.Id id, Request<?> request, Instant joinedAt, boolean overdue) {}
}
