package lectern.redis;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps callers from a mutex that Redis does not serve. Only one of them in a while waits to find out whether it does again. */
final class CircuitBreaker {

    private static final Logger log = LoggerFactory.getLogger(CircuitBreaker.class);

    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final AtomicLong nextTrial = new AtomicLong();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private volatile boolean open;

    /** Whether Redis is known not to serve, and it is not for this caller to try. */
    boolean isOpen() {
        if (!open) {
            return false;
        }
        long now = System.nanoTime();
        long trial = nextTrial.get();
        return now - trial < 0 || !nextTrial.compareAndSet(trial, now + PAUSE);
    }

    /** Redis did not serve. Each reason is told once in an outage. */
    void failed(Throwable cause) {
        nextTrial.set(System.nanoTime() + PAUSE);
        open = true;
        var reason = Diagnosis.of(cause);
        if (told.add(reason)) {
            log.warn("The mutex is out of reach: {}", reason);
        }
    }

    /** Redis served. */
    void answered() {
        if (open) {
            open = false;
            told.clear();
            log.info("The mutex is in reach again");
        }
    }
}
