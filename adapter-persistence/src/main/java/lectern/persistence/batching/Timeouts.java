package lectern.persistence.batching;

import java.time.Duration;

/**
 * How long a caller waits for a batch that another one runs.
 *
 * @param untilBegun for it to begin
 * @param untilDone for its answer, from then on
 */
public record Timeouts(Duration untilBegun, Duration untilDone) {}
