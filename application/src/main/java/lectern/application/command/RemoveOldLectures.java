package lectern.application.command;

import java.time.Duration;

/**
 * A command to remove the lectures whose retention time is over.
 *
 * @param retention how long after it was closed a lecture's attendance record stays readable
 */
public record RemoveOldLectures(Duration retention) {

    /** @throws IllegalArgumentException when negative */
    public RemoveOldLectures {
        if (retention.isNegative()) {
            throw new IllegalArgumentException("a retention time is not negative: " + retention);
        }
    }
}
