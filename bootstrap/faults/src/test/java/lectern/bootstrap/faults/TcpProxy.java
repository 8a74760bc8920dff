package lectern.bootstrap.faults;

import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/** The network between one instance and one server, whose {@linkplain Weather weather} a test makes. */
final class TcpProxy implements AutoCloseable {

    /** Which way something goes. */
    enum Direction {
        REQUESTS,
        REPLIES
    }

    private static final int CHUNK = 16 * 1024;
    private static final int BACKLOG = 256;

    private final InetSocketAddress server;
    private final InetAddress here;
    private final int port;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Queue<String> heldRequests = new ConcurrentLinkedQueue<>();
    private volatile Weather weather = new Weather.Fair();

    /** What has the port: a socket that listens, or one that only keeps it. */
    private @Nullable Closeable holder;

    /** @param server such as {@code redis://127.0.0.1:6379}: only its host and port count */
    TcpProxy(URI server) {
        this(server, InetAddress.getLoopbackAddress());
    }

    /** @param here where it listens */
    TcpProxy(URI server, InetAddress here) {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        this.here = here;
        this.port = listen(0);
    }

    int port() {
        return port;
    }

    /** Where it is reached, such as {@code 127.0.0.1:6379}. */
    String address() {
        return "%s:%d".formatted(here.getHostAddress(), port);
    }

    /** Makes other weather, also for what is under way. */
    synchronized void weather(Weather next) {
        heldRequests.clear();
        boolean reopens = weather instanceof Weather.Rejecting && !(next instanceof Weather.Rejecting);
        weather = next;
        if (next instanceof Weather.Rejecting) {
            giveThePortBack();
            keepThePort();
            cut();
        } else if (reopens) {
            giveThePortBack();
            int _ = listen(port);
        }
    }

    /** Resets all connections. */
    void cut() {
        connections.forEach(Connection::reset);
    }

    /** Whether a request that has these words in it was held back since the weather last changed. */
    boolean holds(String words) {
        return heldRequests.stream().anyMatch(request -> request.contains(words));
    }

    /** Whether a connection that the server sees coming from this port is one through here. */
    boolean has(int serversClientPort) {
        return connections.stream().anyMatch(connection -> connection.isFrom(serversClientPort));
    }

    @Override
    public void close() {
        weather(new Weather.Rejecting());
        giveThePortBack();
    }

    private synchronized int listen(int where) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            bind(() -> socket.bind(new InetSocketAddress(here, where), BACKLOG));
            holder = socket;
            var _ = Thread.ofVirtual().start(() -> accept(socket));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As soon as whatever else had the port is gone: that takes longer than the call which closes it. */
    private static void bind(ThrowingRunnable binding) {
        await("the port").pollInterval(Duration.ofMillis(1)).ignoreExceptions().untilAsserted(binding);
    }

    /** Whoever connects is refused, and nobody else can have the port meanwhile. */
    private synchronized void keepThePort() {
        try {
            var socket = new Socket();
            socket.setReuseAddress(true);
            bind(() -> socket.bind(new InetSocketAddress(here, port)));
            holder = socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void giveThePortBack() {
        try {
            if (holder != null) {
                holder.close();
                holder = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        while (true) {
            try {
                var client = socket.accept();
                var _ = Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException _) {
                // It listens no more.
                return;
            }
        }
    }

    private void connect(Socket client) {
        var connection = new Connection(client, new Socket());
        connections.add(connection);
        if (weather instanceof Weather.Rejecting) {
            // It was taken just before, and is not among those that were cut.
            connection.reset();
            return;
        }
        try {
            awaitThatItLets(Direction.REQUESTS, connection);
            connection.server().connect(server);
            connection.start(Direction.REQUESTS, client, connection.server());
            connection.start(Direction.REPLIES, connection.server(), client);
        } catch (IOException _) {
            connection.reset();
        }
    }

    private void awaitThatItLets(Direction direction, Connection connection) {
        // It has no more to do than to look: nobody would be woken by the other end's going away.
        while (!weather.lets(direction) && connection.isOpen()) {
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    /** What was read, and when it arrives at the other end. An empty one is the end. */
    private record Chunk(ByteBuffer bytes, long due) {}

    private final class Connection {

        private final Socket client;
        private final Socket server;
        private volatile int port;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        Socket server() {
            return server;
        }

        boolean isOpen() {
            return !client.isClosed();
        }

        boolean isFrom(int port) {
            return this.port == port;
        }

        void start(Direction direction, Socket from, Socket to) throws IOException {
            port = server.getLocalPort();
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            var underWay = new LinkedBlockingQueue<Chunk>();
            var input = from.getInputStream();
            var output = to.getOutputStream();
            var _ = Thread.ofVirtual().start(() -> read(direction, input, underWay));
            var _ = Thread.ofVirtual().start(() -> write(direction, underWay, output));
        }

        private void read(Direction direction, InputStream from, BlockingQueue<Chunk> underWay) {
            var buffer = new byte[CHUNK];
            try {
                for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                    var bytes = ByteBuffer.wrap(Arrays.copyOf(buffer, read));
                    var now = weather;
                    if (direction == Direction.REQUESTS && !now.lets(direction)) {
                        heldRequests.add(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                    }
                    underWay.add(
                            new Chunk(bytes, System.nanoTime() + now.delay().toNanos()));
                }
            } catch (IOException _) {
                // As good as its end.
            }
            underWay.add(new Chunk(ByteBuffer.allocate(0), System.nanoTime()));
        }

        private void write(Direction direction, BlockingQueue<Chunk> underWay, OutputStream to) {
            try {
                for (var chunk = underWay.take(); chunk.bytes().hasRemaining(); chunk = underWay.take()) {
                    for (long left = chunk.due() - System.nanoTime();
                            left > 0;
                            left = chunk.due() - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                    awaitThatItLets(direction, this);
                    to.write(chunk.bytes().array());
                }
                awaitThatItLets(direction, this);
            } catch (IOException _) {
                // The other end is gone: so shall this be.
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts a connection", e);
            }
            reset();
        }

        void reset() {
            connections.remove(this);
            close(client);
            close(server);
        }

        private void close(Socket socket) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException _) {
                // Closed already.
            }
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
