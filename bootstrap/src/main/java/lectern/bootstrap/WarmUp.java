package lectern.bootstrap;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import lectern.application.port.DryRun;
import lectern.application.port.LectureLine;
import lectern.web.warmup.Practice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Lets the service practise before its port opens, for {@code lectern.warm-up} at most, so that the JVM has compiled what a rush needs
 * when the first rush comes (ADR 32). Nothing of it stays: the database rolls it back, closing the lectures empties their lines, and the
 * meters of its requests are removed.
 */
final class WarmUp implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

    private static final Duration UNTIL_THE_LINE_IS_REACHED = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Practice practice;
    private final DryRun dryRun;
    private final LectureLine line;
    private final MeterRegistry meters;
    private final Duration time;

    WarmUp(Practice practice, DryRun dryRun, LectureLine line, MeterRegistry meters, LecternProperties properties) {
        this.practice = practice;
        this.dryRun = dryRun;
        this.line = line;
        this.meters = meters;
        this.time = properties.warmUp();
    }

    /** Never fails: a service that is not warm serves as well, only more slowly. */
    @Override
    public void start() {
        if (!time.isPositive()) {
            return;
        }
        try {
            if (isLineReached()) {
                dryRun.run(this::practise);
            } else {
                log.warn("Not warmed up: Redis does not answer");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("Not warmed up: {}", e.getMessage());
        } finally {
            meters.getMeters().stream()
                    .filter(meter -> meter.getId().getName().startsWith("http.server.requests"))
                    .forEach(meters::remove);
        }
    }

    private void practise() {
        long start = System.nanoTime();
        var reached = practice.hold(time);
        log.info(
                "Warmed up by {} requests in {} ms, at last {} a second",
                reached.requests(),
                Duration.ofNanos(System.nanoTime() - start).toMillis(),
                reached.perSecond());
    }

    private boolean isLineReached() throws InterruptedException {
        long patience = System.nanoTime() + UNTIL_THE_LINE_IS_REACHED.toNanos();
        while (!line.isReachable() && System.nanoTime() < patience) {
            Thread.sleep(LOOK);
        }
        return line.isReachable();
    }

    @Override
    public void stop() {
        // It is over once it has started.
    }

    @Override
    public boolean isRunning() {
        return false;
    }

    /** Before the web server opens its port. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
    }
}
