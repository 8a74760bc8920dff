package lectern.application.line;

import java.time.Duration;

/**
 * How far waiting may go.
 *
 * @param deadline how long a caller waits for an answer
 * @param tick how long an instance with waiting tickets goes without a look at the line, half of it more or less
 * @param hint how long an instance goes on to say that every seat is taken, without another look; 0 for not at all
 * @param mostWaiting how many callers of this instance may wait at once
 * @param mostJoining how many tickets join a line at once
 */
public record LineLimits(Duration deadline, Duration tick, Duration hint, int mostWaiting, int mostJoining) {}
