package lectern.redis;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the line can be reached. It can't when a connection fails, when Redis says that it serves nobody, or when two answers in a
 * row don't come in time; it can again when a probe has come through.
 *
 * <p>One late answer is not enough: a busy machine is late now and then, and the way past the line costs it more.
 */
final class Reach implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Reach.class);

    private static final int MOST_LATE = 2;
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(250);

    private final Callable<?> probe;
    private final ScheduledExecutorService prober = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("line-probe").factory());
    private volatile boolean reachable;
    private int late;

    /** @param probe sends a message to itself, and throws when it does not come back in time */
    Reach(Callable<?> probe) {
        this.probe = probe;
    }

    /** Probes, from now on until it is closed. */
    void start() {
        var _ = prober.scheduleWithFixedDelay(this::probe, 0, BETWEEN_PROBES.toMillis(), MILLISECONDS);
    }

    boolean isReachable() {
        return reachable;
    }

    /** Redis answered a call. */
    synchronized void answered() {
        late = 0;
    }

    /** A call failed, or was not answered in time. What Redis finds wrong with one call says nothing of others. */
    void failed(Throwable how) {
        if (isAboutTheCall(how)) {
            answered();
        } else {
            lost(how);
        }
    }

    private synchronized void lost(Throwable how) {
        late++;
        if (reachable && (late >= MOST_LATE || !isLate(how))) {
            reachable = false;
            log.warn("The line is out of reach: commands go straight to the store");
        }
    }

    private static boolean isLate(Throwable how) {
        var cause = cause(how);
        return cause instanceof TimeoutException || cause instanceof RedisTimeoutException;
    }

    /** Redisson has a class of its own for whatever is wrong with a server or the way to it, and none for the rest. */
    private static boolean isAboutTheCall(Throwable how) {
        return cause(how).getClass() == RedisException.class;
    }

    /** Redisson puts behind what Redis said what it was asked, which names users. */
    static String reasonOf(Throwable how) {
        return isAboutTheCall(how)
                ? String.valueOf(cause(how).getMessage()).split("\\. channel: ", 2)[0]
                : "Redis did not answer";
    }

    private static Throwable cause(Throwable how) {
        return how instanceof ExecutionException && how.getCause() != null ? how.getCause() : how;
    }

    private void probe() {
        try {
            probe.call();
            came();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            lost(e);
        }
    }

    private synchronized void came() {
        late = 0;
        if (!reachable) {
            reachable = true;
            log.info("The line is in reach: commands wait in it");
        }
    }

    @Override
    public void close() {
        var _ = prober.shutdownNow();
    }
}
