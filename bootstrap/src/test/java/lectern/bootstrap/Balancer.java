package lectern.bootstrap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A balancer in front of instances: it keeps connections to them, sends requests to those whose readiness was 200 when it asked last, and never repeats one. What it could not
 * have answered by an instance it answers with 502, and remembers.
 */
final class Balancer implements AutoCloseable {

    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(200);
    private static final int PATIENCE = 20_000;
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
    private static final Pattern CHUNKED = Pattern.compile("(?im)^transfer-encoding:");
    private static final Pattern CLOSE = Pattern.compile("(?im)^connection: *close");
    private static final String BAD_GATEWAY = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 2\r\n\r\n{}";

    private final ServerSocket port = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    private final Map<URI, Backend> backends = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();

    Balancer() throws IOException {
        var _ = Thread.ofVirtual().start(this::accept);
    }

    /** Where it is reached. */
    URI address() {
        return URI.create("http://127.0.0.1:" + port.getLocalPort());
    }

    void add(URI instance) {
        var backend = new Backend(instance);
        backends.put(instance, backend);
        var _ = Thread.ofVirtual().start(() -> check(backend));
    }

    /** Forgets an instance that has ended. */
    void remove(URI instance) {
        backends.remove(instance);
    }

    boolean sendsTo(URI instance) {
        var backend = backends.get(instance);
        return backend != null && backend.ready;
    }

    /** Requests that no instance has answered, and why. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() throws IOException {
        backends.clear();
        port.close();
    }

    private void accept() {
        while (!port.isClosed()) {
            try {
                var client = port.accept();
                var _ = Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException _) {
                // It is closed.
            }
        }
    }

    private void check(Backend backend) {
        while (backends.containsValue(backend)) {
            backend.ready = backend.isReady();
            LockSupport.parkNanos(BETWEEN_CHECKS.toNanos());
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            var input = new BufferedInputStream(client.getInputStream());
            for (var request = Message.read(input); request != null; request = Message.read(input)) {
                client.getOutputStream().write(answer(request));
            }
        } catch (IOException _) {
            // The client is gone.
        }
    }

    private byte[] answer(Message request) {
        var ready = backends.values().stream().filter(backend -> backend.ready).toList();
        if (ready.isEmpty()) {
            failures.add("no instance is ready");
            return BAD_GATEWAY.getBytes(ISO_8859_1);
        }
        var backend = ready.get(requests.getAndIncrement() % ready.size());
        try {
            return backend.exchange(request).bytes();
        } catch (IOException e) {
            failures.add("%s: %s".formatted(backend.instance, e));
            return BAD_GATEWAY.getBytes(ISO_8859_1);
        }
    }

    /** An instance, and the connections to it that nobody uses now. */
    private static final class Backend {

        private static final Message READINESS =
                new Message("GET /actuator/health/readiness HTTP/1.1\r\nHost: balancer\r\n\r\n", "");

        private final URI instance;
        private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
        private volatile boolean ready;

        Backend(URI instance) {
            this.instance = instance;
        }

        boolean isReady() {
            try {
                return exchange(READINESS).head().startsWith("HTTP/1.1 200");
            } catch (IOException _) {
                return false;
            }
        }

        Message exchange(Message request) throws IOException {
            var kept = idle.poll();
            var connection = kept == null ? Connection.to(instance) : kept;
            try {
                var answer = connection.exchange(request);
                if (CLOSE.matcher(answer.head()).find()) {
                    connection.close();
                } else {
                    idle.push(connection);
                }
                return answer;
            } catch (IOException e) {
                connection.close();
                throw new IOException((kept == null ? "a new connection: " : "a kept connection: ") + e, e);
            }
        }
    }

    private record Connection(Socket socket, InputStream input) {

        static Connection to(URI instance) throws IOException {
            var socket = new Socket();
            socket.connect(new InetSocketAddress(instance.getHost(), instance.getPort()), PATIENCE);
            socket.setSoTimeout(PATIENCE);
            socket.setTcpNoDelay(true);
            return new Connection(socket, new BufferedInputStream(socket.getInputStream()));
        }

        Message exchange(Message request) throws IOException {
            socket.getOutputStream().write(request.bytes());
            var answer = Message.read(input);
            if (answer == null) {
                throw new EOFException("closed without an answer");
            }
            return answer;
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A request or an answer, a character for each byte. */
    private record Message(String head, String body) {

        /** Null at the end. */
        static @Nullable Message read(InputStream input) throws IOException {
            var head = new StringBuilder();
            var line = line(input);
            if (line.isEmpty()) {
                return null;
            }
            while (line.length() > 2) {
                head.append(line);
                line = line(input);
            }
            head.append(line);
            if (CHUNKED.matcher(head).find()) {
                throw new IOException("more than this balancer can: " + head);
            }
            var length = LENGTH.matcher(head);
            int expected = length.find() ? Integer.parseInt(length.group(1)) : 0;
            var body = input.readNBytes(expected);
            if (line.length() < 2 || body.length < expected) {
                throw new EOFException("closed in the middle");
            }
            return new Message(head.toString(), new String(body, ISO_8859_1));
        }

        private static String line(InputStream input) throws IOException {
            var line = new StringBuilder();
            int next;
            do {
                next = input.read();
                if (next >= 0) {
                    line.append((char) next);
                }
            } while (next >= 0 && next != '\n');
            return line.toString();
        }

        byte[] bytes() {
            return (head + body).getBytes(ISO_8859_1);
        }
    }
}
