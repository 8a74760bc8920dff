package lectern.bootstrap;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Set;
import lectern.web.WebConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.web.util.UriComponentsBuilder;

/** Logs the address of the service once it serves. */
final class StartupLog {

    private static final Logger log = LoggerFactory.getLogger(StartupLog.class);

    private static final Set<String> LOCALHOST = Set.of("127.0.0.1", "0:0:0:0:0:0:0:1");

    private final Environment environment;
    private final ServerProperties server;
    private final DispatcherServletPath servlet;

    StartupLog(Environment environment, ServerProperties server, DispatcherServletPath servlet) {
        this.environment = environment;
        this.server = server;
        this.servlet = servlet;
    }

    @EventListener(ApplicationReadyEvent.class)
    void announce() {
        var address = address();
        if (environment.getProperty("lectern.swagger.enabled", Boolean.class, true)) {
            log.info("Lectern serves at {}: see {}{}", address, address, WebConfiguration.SWAGGER_PAGE);
        } else {
            log.info("Lectern serves at {}", address);
        }
    }

    String address() {
        var ssl = server.getSsl();
        var contextPath = server.getServlet().getContextPath();
        return UriComponentsBuilder.newInstance()
                .scheme(ssl != null && ssl.isEnabled() ? "https" : "http")
                .host(host(server.getAddress()))
                .port(environment.getProperty("local.server.port"))
                .path(contextPath == null ? "" : contextPath)
                .path(servlet.getPrefix())
                .toUriString();
    }

    /** The host by which this machine reaches the service, or the one address that it listens on. */
    private static String host(@Nullable InetAddress listening) {
        if (listening == null || listening.isAnyLocalAddress() || LOCALHOST.contains(listening.getHostAddress())) {
            return "localhost";
        }
        var address = listening.getHostAddress();
        return listening instanceof Inet6Address ? '[' + address + ']' : address;
    }
}
