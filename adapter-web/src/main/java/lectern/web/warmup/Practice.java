package lectern.web.warmup;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import lectern.web.passport.UserPassports;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Has the service hold lectures with itself, over HTTP, while its own port is still closed. Lazy, since not every context has a web server. */
@Component
@Lazy
public final class Practice {

    private final ServletWebServerApplicationContext context;
    private final DispatcherServletPath servlet;
    private final UserPassports passports;
    private final Supplier<UUID> ids;

    Practice(
            ServletWebServerApplicationContext context,
            DispatcherServletPath servlet,
            UserPassports passports,
            Supplier<UUID> ids) {
        this.context = context;
        this.servlet = servlet;
        this.passports = passports;
        this.ids = ids;
    }

    /**
     * What was reached.
     *
     * @param requests all that were answered
     * @param perSecond how many were answered in the end
     */
    public record Result(int requests, long perSecond) {}

    /**
     * Holds lectures until the service gets no faster.
     *
     * @param most how long at most
     * @throws RuntimeException when a request fails; the lectures may be open then
     */
    public Result hold(Duration most) {
        try (var connector = InternalConnector.open(requireNonNull(context.getWebServer()))) {
            var contextPath = requireNonNull(context.getServletContext()).getContextPath();
            var service = connector.address() + contextPath + servlet.getPrefix();
            return new PracticeLectures(service, passports, "warm-up-" + ids.get(), most).hold();
        }
    }
}
