package lectern.redis;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Properties that tests need some of. */
final class Some {

    private Some() {}

    static RedisProperties properties(Duration timeout) {
        return properties(null, timeout);
    }

    static RedisProperties properties(@Nullable Path config, Duration timeout) {
        return new RedisProperties(
                null,
                null,
                null,
                config == null ? null : RedissonFile.of(config.toString()),
                timeout,
                Duration.ofSeconds(2),
                Duration.ofSeconds(10));
    }
}
