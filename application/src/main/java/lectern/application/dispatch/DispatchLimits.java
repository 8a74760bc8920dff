package lectern.application.dispatch;

import java.time.Duration;

/**
 * The limits for waiting commands.
 *
 * @param deadline how long a caller waits for an answer
 * @param tick how long an instance with waiting tickets goes without a call to the line, plus or minus half of it
 * @param mostWaiting how many callers of this instance may wait at once
 * @param mostJoining how many tickets join a line in one call at most, and how many commands are decided directly at once at most
 */
public record DispatchLimits(Duration deadline, Duration tick, int mostWaiting, int mostJoining) {}
