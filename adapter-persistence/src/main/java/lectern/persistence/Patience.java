package lectern.persistence;

import java.time.Duration;

/**
 * How long a caller waits for what it wants of the database.
 *
 * @param untilBegun for somebody to begin with it
 * @param untilDone for the rest, from then on
 */
record Patience(Duration untilBegun, Duration untilDone) {}
