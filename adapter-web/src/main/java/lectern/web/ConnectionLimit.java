package lectern.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.AbstractProtocol;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Limits Tomcat's connections to what the heap has room for, whatever {@code server.tomcat.max-connections} allows (ADR 22). Further
 * clients wait in the operating system's queue until another connection ends.
 */
@Component
final class ConnectionLimit implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /** The memory for a connection, in bytes: 100 KB while its request waits in a line, and room for garbage not yet collected. */
    private static final long EACH = 160 << 10;

    /** The memory for the service itself, in bytes. */
    private static final long ITSELF = 64 << 20;

    private static final int LEAST = 64;

    private static final Logger LOG = System.getLogger(ConnectionLimit.class.getName());

    private final int room;

    @Autowired
    ConnectionLimit() {
        this(Runtime.getRuntime().maxMemory());
    }

    /** @param heap the maximum size of the heap, in bytes */
    ConnectionLimit(long heap) {
        this.room = Math.clamp((heap - ITSELF) / EACH, LEAST, Integer.MAX_VALUE);
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> limit((AbstractProtocol<?>) connector.getProtocolHandler()));
        factory.addEngineValves(new Closing());
    }

    private void limit(AbstractProtocol<?> protocol) {
        int allowed = protocol.getMaxConnections();
        if (allowed < 0 || allowed > room) {
            protocol.setMaxConnections(room);
            LOG.log(
                    Level.INFO,
                    "The heap has room for {0} connections at once, and max-connections is {1}: further clients wait (see -Xmx)",
                    room,
                    allowed);
        }
    }

    /** While most connections are taken, closes a connection after its answer, since other clients may wait to send a request. */
    private static final class Closing extends ValveBase {

        Closing() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            if (mostAreTaken((AbstractProtocol<?>) request.getConnector().getProtocolHandler())) {
                response.setHeader(HttpHeaders.CONNECTION, "close");
            }
            getNext().invoke(request, response);
        }

        private static boolean mostAreTaken(AbstractProtocol<?> protocol) {
            return protocol.getConnectionCount() > protocol.getMaxConnections() * 3L / 4;
        }
    }
}
