package lectern.web.warmup;

import java.net.InetAddress;
import java.net.URI;
import lectern.web.DrainingProtocol;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.WebServer;

/** A second connector of Tomcat, over which the service can call itself before its own port is open: loopback, any free port, no TLS. */
final class InternalConnector implements AutoCloseable {

    private final Service service;
    private final DrainingProtocol protocol = new DrainingProtocol();
    private final Connector connector = new Connector(protocol);

    private InternalConnector(Service service) {
        this.service = service;
    }

    /** @param server the web server of the service */
    static InternalConnector open(WebServer server) {
        var opened =
                new InternalConnector(((TomcatWebServer) server).getTomcat().getService());
        opened.protocol.setAddress(InetAddress.getLoopbackAddress());
        opened.protocol.setPort(0);
        opened.protocol.setExecutor(new VirtualThreadExecutor("internal-"));
        opened.service.addConnector(opened.connector);
        return opened;
    }

    URI address() {
        return URI.create("http://%s:%s".formatted(protocol.getAddress().getHostAddress(), protocol.getLocalPort()));
    }

    @Override
    public void close() {
        service.removeConnector(connector);
        try {
            connector.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException("the internal connector does not end", e);
        }
    }
}
