package lectern.redis;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of the line that Redis keeps to. What docs/line.md says of each is why it is what it is.
 *
 * @param length how many tickets wait at one lecture at most
 * @param batch how many tickets are served in one transaction at most
 * @param lease how long an instance that died may keep the turn
 * @param hint how long every seat is said to be taken without another look; 0 for not at all
 */
@ConfigurationProperties("lectern.line")
record LineProperties(
        @DefaultValue("10000") int length,
        @DefaultValue("500") int batch,
        @DefaultValue("2s") Duration lease,
        @DefaultValue("1s") Duration hint) {

    LineProperties {
        if (length < 1) {
            throw new IllegalArgumentException("lectern.line.length has to be at least 1");
        }
        if (batch < 1 || batch > 5000) {
            throw new IllegalArgumentException("lectern.line.batch has to be 1 to 5000");
        }
        // Redis counts in whole milliseconds, and takes none for an error.
        if (lease.toMillis() < 1) {
            throw new IllegalArgumentException("lectern.line.lease has to be at least 1ms");
        }
        if (hint.isNegative()) {
            throw new IllegalArgumentException("lectern.line.hint has to be at least 0");
        }
    }
}
