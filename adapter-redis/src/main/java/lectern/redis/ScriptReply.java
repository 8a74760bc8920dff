package lectern.redis;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lectern.application.port.Ticket;

/** The reply of a script of the line, read from front to back. A reply that can't be read causes a {@link RuntimeException}. */
final class ScriptReply {

    private final String word;
    private final long micros;
    private final Iterator<String> rest;

    /** A ticket at the head of the line, as it is in Redis. */
    record Entry(Ticket.Id id, Instant joinedAt, boolean isOverdue, String content) {}

    ScriptReply(List<String> words) {
        rest = words.iterator();
        word = rest.next();
        micros = Long.parseLong(rest.next());
    }

    String word() {
        return word;
    }

    /** The time at the server. */
    long micros() {
        return micros;
    }

    Set<Ticket.Id> ids() {
        var ids = new LinkedHashSet<Ticket.Id>();
        for (int left = count(); left > 0; left--) {
            ids.add(TicketIds.parse(rest.next()));
        }
        return ids;
    }

    List<Entry> entries() {
        var entries = new ArrayList<Entry>();
        for (int left = count(); left > 0; left--) {
            entries.add(new Entry(
                    TicketIds.parse(rest.next()),
                    instant(Long.parseLong(rest.next())),
                    rest.next().equals("1"),
                    rest.next()));
        }
        return entries;
    }

    int count() {
        return Integer.parseInt(rest.next());
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
