package lectern.persistence.batching;

import java.time.Duration;

/**
 * How long a caller waits for a batch that another caller runs.
 *
 * @param untilBegun how long it waits for the batch to begin
 * @param untilDone how long it waits for the answer after that
 */
public record Timeouts(Duration untilBegun, Duration untilDone) {}
