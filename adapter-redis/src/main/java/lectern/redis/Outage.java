package lectern.redis;

import static org.springframework.core.NestedExceptionUtils.getMostSpecificCause;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A time in which Redis does not answer. Only one caller in a while waits to find out whether it is over. */
final class Outage {

    private static final Logger log = LoggerFactory.getLogger(Outage.class);

    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final AtomicLong nextLook = new AtomicLong();
    private volatile boolean lasting;

    /** Whether Redis is known not to answer, and it is not for this caller to look again. */
    boolean lasts() {
        if (!lasting) {
            return false;
        }
        long now = System.nanoTime();
        long look = nextLook.get();
        return now - look < 0 || !nextLook.compareAndSet(look, now + PAUSE);
    }

    /** Redis did not answer. */
    void begins(Throwable cause) {
        nextLook.set(System.nanoTime() + PAUSE);
        if (!lasting) {
            lasting = true;
            // Not the cause's message: it may say what was asked, and so name users.
            log.warn(
                    "Redis does not answer: {}",
                    getMostSpecificCause(cause).getClass().getSimpleName());
        }
    }

    /** Redis answered. */
    void ends() {
        if (lasting) {
            lasting = false;
            log.info("Redis answers again");
        }
    }
}
