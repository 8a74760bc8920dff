package lectern.web;

import java.time.Duration;
import lectern.application.Bounds;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits on guessing lecture codes.
 *
 * @param misses how many codes of no lecture one caller may send within the time
 * @param within that time, counted from the first of these codes
 * @param callers for how many callers these codes are counted at most
 */
@ConfigurationProperties("lectern.guessing")
record GuessingProperties(
        @DefaultValue("20") @Bounds(min = "1", max = "1000000")
        int misses,

        @DefaultValue("1m") @Bounds(min = "1s", max = "1d") Duration within,

        @DefaultValue("100000") @Bounds(min = "1", max = "10000000")
        int callers) {}
