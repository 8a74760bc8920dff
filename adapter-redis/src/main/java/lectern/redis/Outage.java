package lectern.redis;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A time in which Redis does not serve a mutex. Only one caller in a while waits to find out whether it is over. */
final class Outage {

    private static final Logger log = LoggerFactory.getLogger(Outage.class);

    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final AtomicLong nextLook = new AtomicLong();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private volatile boolean lasting;

    /** Whether Redis is known not to serve, and it is not for this caller to look again. */
    boolean lasts() {
        if (!lasting) {
            return false;
        }
        long now = System.nanoTime();
        long look = nextLook.get();
        return now - look < 0 || !nextLook.compareAndSet(look, now + PAUSE);
    }

    /** Redis did not serve. Each reason is told once in an outage. */
    void begins(Throwable cause) {
        nextLook.set(System.nanoTime() + PAUSE);
        lasting = true;
        var reason = Diagnosis.of(cause);
        if (told.add(reason)) {
            log.warn("The mutex is out of reach: {}", reason);
        }
    }

    /** Redis served. */
    void ends() {
        if (lasting) {
            lasting = false;
            told.clear();
            log.info("The mutex is in reach again");
        }
    }
}
