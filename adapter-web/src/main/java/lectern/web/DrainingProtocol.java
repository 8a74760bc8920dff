package lectern.web;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Tomcat's HTTP protocol with a graceful shutdown: every client that has connected gets an answer. Tomcat itself resets two kinds of
 * connections when it closes the port: those that are not accepted yet, and those whose request it has not read. The class is public
 * because Tomcat instantiates it by its name.
 */
public final class DrainingProtocol extends Http11NioProtocol {

    /** How long the client that connected last has to send a request, in milliseconds. */
    private static final long LAST_REQUESTS = 1_000;

    private final Endpoint endpoint;

    public DrainingProtocol() {
        this(new Endpoint());
    }

    private DrainingProtocol(Endpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /**
     * Spring Boot calls this first when it shuts down. Tomcat itself would now stop reading requests. This protocol goes on to read
     * them from the existing connections, and Spring Boot waits for their answers.
     */
    @Override
    public void pause() {
        endpoint.closePort();
        long _ = awaitConnectionsClose(LAST_REQUESTS);
    }

    @Component
    static final class Customizer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

        @Override
        public void customize(TomcatServletWebServerFactory factory) {
            factory.setProtocol(DrainingProtocol.class.getName());
        }
    }

    private static final class Endpoint extends NioEndpoint {

        /** Whether the acceptor was stopped, and has not returned the connection yet that it waited for. */
        private final AtomicBoolean awaitsLastConnection = new AtomicBoolean();

        void closePort() {
            awaitsLastConnection.set(true);
            closeServerSocketGraceful();
            awaitsLastConnection.set(false);
        }

        /** Tomcat also calls this for the last connection that was accepted, which may be a client's. */
        @Override
        protected void destroySocket(SocketChannel connection) {
            if (awaitsLastConnection.compareAndSet(true, false)) {
                serve(connection);
            } else {
                super.destroySocket(connection);
            }
        }

        @Override
        protected void doCloseServerSocket() throws IOException {
            if (isRunning() && getServerSocket() instanceof ServerSocketChannel port) {
                serveQueuedConnections(port);
            }
            super.doCloseServerSocket();
        }

        private void serveQueuedConnections(ServerSocketChannel port) throws IOException {
            port.configureBlocking(false);
            for (int room = getMaxConnections() - getConnections().size(); room > 0; room--) {
                var next = port.accept();
                if (next == null) {
                    return;
                }
                serve(next);
            }
        }

        private void serve(SocketChannel connection) {
            if (!setSocketOptions(connection)) {
                closeSocket(connection);
            }
        }
    }
}
