package lectern.bootstrap;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.format.annotation.DurationFormat.Style;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/**
 * Lets the service go on serving for {@code lectern.drain} after it was told to stop, so that a load balancer notices before the port
 * closes. Readiness is down during that time: Spring Boot takes it down first of all.
 */
final class Drain implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);

    private final Duration time;
    private volatile boolean served;

    Drain(LecternProperties properties) {
        this.time = properties.drain();
    }

    /** An instance that is told to stop before it was ready has no traffic to drain. */
    @EventListener(ApplicationReadyEvent.class)
    void served() {
        served = true;
    }

    @Override
    public boolean isRunning() {
        return served;
    }

    @Override
    public void start() {
        // It counts as running only once the service is ready, which is later.
    }

    /** Blocks, since {@code spring.lifecycle.timeout-per-shutdown-phase} would limit work that goes on after this has returned. */
    @Override
    public void stop() {
        served = false;
        if (time.isPositive()) {
            log.info(
                    "Told to stop: serves for another {} while readiness is down",
                    DurationFormatterUtils.print(time, Style.COMPOSITE));
            try {
                Thread.sleep(time);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Beans of higher phases are stopped first. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
    }
}
