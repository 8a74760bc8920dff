package lectern.application.port;

import java.time.Duration;
import lectern.domain.Request;

/**
 * A request's place in a line.
 *
 * @param insists whether it joins even if every seat is said to be taken: for one whose student may be in already
 * @param patience how long from joining on its caller waits
 */
public record Ticket(Id id, Request<?> request, boolean insists, Duration patience) {

    /**
     * Which ticket.
     *
     * @param instance the instance whose caller waits for the answer
     * @param number counts the requests of that instance
     * @param attempt counts how often this request was put in the line: an answer to an attempt that was given up is for
     *     nobody
     */
    public record Id(String instance, long number, int attempt) {

        public Id next() {
            return new Id(instance, number, attempt + 1);
        }
    }
}
