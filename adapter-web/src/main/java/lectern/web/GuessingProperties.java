package lectern.web;

import java.time.Duration;
import lectern.application.Bounds;
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
        @DefaultValue("20") @Bounds(min = "1", max = "1000000")
        int misses,

        @DefaultValue("1m") @Bounds(min = "1s", max = "1d") Duration within,

        @DefaultValue("100000") @Bounds(min = "1", max = "10000000")
        int callers) {}
