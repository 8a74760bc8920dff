package lectern.redis;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A circuit breaker for the mutex. While Redis does not serve, only one caller per second tries whether it serves again. */
final class CircuitBreaker {

    private static final Logger log = LoggerFactory.getLogger(CircuitBreaker.class);

    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final AtomicLong nextTrial = new AtomicLong();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private volatile boolean open;

    /** Whether Redis is known not to serve, and this caller should not try it. */
    boolean isOpen() {
        if (!open) {
            return false;
        }
        long now = System.nanoTime();
        long trial = nextTrial.get();
        return now - trial < 0 || !nextTrial.compareAndSet(trial, now + PAUSE);
    }

    /** Records that Redis did not serve. Each reason is logged once per outage. */
    void failed(Throwable cause) {
        nextTrial.set(System.nanoTime() + PAUSE);
        open = true;
        var reason = Diagnosis.of(cause);
        if (told.add(reason)) {
            log.warn("The mutex is out of reach: {}", reason);
        }
    }

    /** Records that Redis served. */
    void answered() {
        if (open) {
            open = false;
            told.clear();
            log.info("The mutex is in reach again");
        }
    }
}
