package lectern.redis;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;
import org.redisson.client.RedisTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks whether the line can be reached. It can't be reached when a connection fails, when Redis replies that it can't serve at all,
 * or when two answers in a row are late. It can be reached again when a probe has succeeded.
 *
 * <p>One late answer is not enough: a busy machine is late now and then, and the way past the line would cost it more.
 */
final class LineAvailability implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LineAvailability.class);

    private static final int MOST_LATE = 2;
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(250);

    private final Callable<?> probe;
    private final Set<String> told = new HashSet<>();
    private final ScheduledExecutorService prober = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("line-probe").factory());
    private volatile @Nullable String fault = "Redis has not answered yet";
    private Runnable whenReached = () -> {};
    private int late;

    /** @param probe sends a message to itself, and throws when it does not come back in time */
    LineAvailability(Callable<?> probe) {
        this.probe = probe;
    }

    /**
     * Starts to probe, until it is closed.
     *
     * @param whenReached runs each time that the line becomes reachable, and must not block
     */
    void start(Runnable whenReached) {
        this.whenReached = whenReached;
        var _ = prober.scheduleWithFixedDelay(this::probe, 0, BETWEEN_PROBES.toMillis(), MILLISECONDS);
    }

    boolean isAvailable() {
        return fault == null;
    }

    /** Why it can't be reached; empty when it can. */
    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** Records that Redis answered a call. */
    synchronized void answered() {
        late = 0;
    }

    /** Records that a call failed, or was not answered in time. An error that is only about this call does not affect the line. */
    void failed(Throwable how) {
        if (isAboutTheCall(how)) {
            answered();
        } else {
            lost(how);
        }
    }

    /** Logs each reason once, until the line has been reached again. */
    private synchronized void lost(Throwable how) {
        late = isLate(how) ? late + 1 : 0;
        if (late > 0 && late < MOST_LATE) {
            return;
        }
        var reason = Diagnosis.of(how);
        fault = reason;
        if (told.add(reason)) {
            log.warn("The line is out of reach: commands go straight to the store: {}", reason);
        }
    }

    private static boolean isLate(Throwable how) {
        var cause = cause(how);
        return cause instanceof TimeoutException || cause instanceof RedisTimeoutException;
    }

    /** Redisson has subclasses for faults of a server or of the connection to it, and only this class for all other errors. */
    private static boolean isAboutTheCall(Throwable how) {
        return cause(how).getClass() == RedisException.class;
    }

    /** Why a call failed. It names no users. */
    static String reasonOf(Throwable how) {
        return isAboutTheCall(how) ? Diagnosis.said(String.valueOf(cause(how).getMessage())) : Diagnosis.of(how);
    }

    private static Throwable cause(Throwable how) {
        return how instanceof ExecutionException && how.getCause() != null ? how.getCause() : how;
    }

    private void probe() {
        try {
            probe.call();
            probed();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            lost(e);
        }
    }

    private synchronized void probed() {
        late = 0;
        if (fault != null) {
            fault = null;
            told.clear();
            log.info("The line is in reach: commands wait in it");
            whenReached.run();
        }
    }

    @Override
    public void close() {
        var _ = prober.shutdownNow();
    }
}
