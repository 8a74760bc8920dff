package lectern.web;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Has Tomcat keep nothing of a connection that is closed. It would keep the buffers for others to come, and what hangs on them: at times all that the last request
 * took, 80 KB for each of those that were once open at the same time. Gateways keep their connections open, so there is little to save.
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
