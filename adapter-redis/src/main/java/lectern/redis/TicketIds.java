package lectern.redis;

import lectern.application.port.Ticket;

/** The ids of tickets as they are in Redis: {@code instance:number:attempt}. */
final class TicketIds {

    private TicketIds() {}

    static String text(Ticket.Id id) {
        return id.instance() + ":" + id.number() + ":" + id.attempt();
    }

    /** @throws IllegalArgumentException if it is not the id of a ticket */
    static Ticket.Id parse(String text) {
        int attempt = text.lastIndexOf(':');
        int number = text.lastIndexOf(':', attempt - 1);
        if (number < 1) {
            throw new IllegalArgumentException("not the id of a ticket");
        }
        return new Ticket.Id(
                text.substring(0, number),
                Long.parseLong(text.substring(number + 1, attempt)),
                Integer.parseInt(text.substring(attempt + 1)));
    }
}
