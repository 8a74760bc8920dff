package lectern.redis;

import java.time.Duration;
import lectern.application.Bounds;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of the line that Redis enforces. docs/line.md gives the reasons for their defaults.
 *
 * @param length how many tickets wait at one lecture at most
 * @param batch how many tickets a batch has at most
 * @param lease how long an instance that died may keep the turn
 */
@ConfigurationProperties("lectern.line")
record LineProperties(
        @DefaultValue("10000") @Bounds(min = "1", max = "1000000")
        int length,

        @DefaultValue("500") @Bounds(min = "1", max = "5000")
        int batch,

        @DefaultValue("2s") @Bounds(min = "100ms", max = "1m")
        Duration lease) {

    LineProperties {
        if (batch > length) {
            throw new IllegalArgumentException(
                    "batch is %s: it has to be at most length, which is %s".formatted(batch, length));
        }
    }
}
