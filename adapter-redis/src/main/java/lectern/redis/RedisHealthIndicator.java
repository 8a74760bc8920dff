package lectern.redis;

import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Reports whether Redis serves, and if not, why. The service still works without Redis, so it is degraded then, and not down. */
final class RedisHealthIndicator implements HealthIndicator {

    static final Status DEGRADED = new Status("DEGRADED");

    private final Supplier<Optional<String>> fault;

    /** @param fault says why it does not serve; empty when it does */
    RedisHealthIndicator(Supplier<Optional<String>> fault) {
        this.fault = fault;
    }

    @Override
    public Health health() {
        return fault.get()
                .map(reason ->
                        Health.status(DEGRADED).withDetail("reason", reason).build())
                .orElseGet(() -> Health.up().build());
    }

    /** Shows the reason even where the details of other indicators are hidden: it names neither secrets nor users. */
    @Override
    public Health health(boolean includeDetails) {
        return health();
    }
}
