package lectern.redis;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.redisson.api.RedissonClient;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Reports whether Redis answers. Without it the service still serves, so that it is not down but degraded. */
final class RedisHealthIndicator implements HealthIndicator {

    static final Status DEGRADED = new Status("DEGRADED", "Redis does not answer");

    private final RedissonClient redisson;
    private final Duration timeout;

    RedisHealthIndicator(RedissonClient redisson, Duration timeout) {
        this.redisson = redisson;
        this.timeout = timeout;
    }

    @Override
    public Health health() {
        try {
            var _ = Asked.toAnswer(redisson).get(timeout.toMillis(), MILLISECONDS);
            return Health.up().build();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Health.unknown().build();
        } catch (ExecutionException | TimeoutException _) {
            return Health.status(DEGRADED).build();
        }
    }
}
