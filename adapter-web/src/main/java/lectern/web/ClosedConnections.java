package lectern.web;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Makes Tomcat drop the buffers of closed connections. It would pool them for new connections, with all memory that they refer to. At
 * times that is all that the last request took: 80 KB for each of the connections that were once open at the same time. Gateways keep
 * their connections open, so the pool would save little.
 */
@Component
final class ClosedConnections implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final String KEPT = "socket.bufferPool";

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> {
            if (!connector.setProperty(KEPT, "0")) {
                throw new IllegalStateException("Tomcat does not know " + KEPT);
            }
        });
    }
}
