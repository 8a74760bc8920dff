package lectern.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How far guessing lecture codes may go.
 *
 * @param misses how many codes of no lecture one caller may name within the time
 * @param within that time, from the first of them on
 * @param callers of how many callers that is known at most
 */
@ConfigurationProperties("lectern.guessing")
record GuessingProperties(
        @DefaultValue("20") int misses,
        @DefaultValue("1m") Duration within,
        @DefaultValue("100000") int callers) {

    GuessingProperties {
        if (misses < 1) {
            throw new IllegalArgumentException("lectern.guessing.misses has to be at least 1");
        }
        if (!within.isPositive()) {
            throw new IllegalArgumentException("lectern.guessing.within has to be more than 0");
        }
        if (callers < 1) {
            throw new IllegalArgumentException("lectern.guessing.callers has to be at least 1");
        }
    }
}
