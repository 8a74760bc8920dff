package lectern.application.port;

import java.time.Instant;
import java.util.List;
import lectern.domain.Request;

/**
 * The head of a line: tickets to be decided together, first come first.
 *
 * <p>It is a run of attends, or exactly one other request. So whoever decides it again, because the one who did before died
 * after the commit, comes to the same decisions.
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
