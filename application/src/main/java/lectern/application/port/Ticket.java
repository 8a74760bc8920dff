package lectern.application.port;

import java.time.Duration;
import lectern.domain.LectureCommand;

/**
 * A command's place in a line.
 *
 * @param patience how long its caller waits, counted from when it joins
 */
public record Ticket(Id id, LectureCommand<?> command, Duration patience) {

    /**
     * The id of a ticket.
     *
     * @param instance the instance whose caller waits for the answer
     * @param number counts the commands of that instance
     * @param attempt counts how often this command was put in the line; an answer to an earlier attempt is ignored
     */
    public record Id(String instance, long number, int attempt) {

        public Id next() {
            return new Id(instance, number, attempt + 1);
        }
    }
}
