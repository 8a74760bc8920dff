package lectern.application.dispatch;

import java.time.Duration;

/**
 * The limits of waiting.
 *
 * @param deadline how long a caller waits for an answer
 * @param tick how long an instance with waiting tickets goes without a call to the line, half of it more or less
 * @param mostWaiting how many callers of this instance may wait at once
 * @param mostJoining how many tickets join a line in one call, and how many commands are decided at once past the line
 */
public record DispatchLimits(Duration deadline, Duration tick, int mostWaiting, int mostJoining) {}
