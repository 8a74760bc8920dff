package lectern.bootstrap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** Says where the service serves, once it does. */
final class Announcement {

    private static final Logger log = LoggerFactory.getLogger(Announcement.class);

    private final Environment environment;

    Announcement(Environment environment) {
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void announce() {
        var address = "http://localhost:" + environment.getProperty("local.server.port");
        log.info("Lectern serves at {}: see {}/swagger/docs", address, address);
    }
}
