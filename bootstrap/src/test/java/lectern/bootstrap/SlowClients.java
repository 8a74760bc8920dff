package lectern.bootstrap;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that begin requests and don't go on. Another comes for each that is cut off, so that there are always as many. */
final class SlowClients implements AutoCloseable {

    private static final String HALF_A_HEAD = "POST /auth/passport HTTP/1.1\r\nHost: localhost\r\nX-";
    private static final String HALF_A_BODY =
            "POST /auth/passport HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";

    private final InetSocketAddress service;
    private final Selector selector;
    private final ByteBuffer answer = ByteBuffer.allocate(4096);
    private final Queue<Duration> patience = new ConcurrentLinkedQueue<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger connected = new AtomicInteger();
    private final Thread thread;
    private volatile boolean another = true;
    private volatile boolean closed;

    private SlowClients(InetSocketAddress service, Selector selector) {
        this.service = service;
        this.selector = selector;
        this.thread = Thread.ofPlatform().daemon().unstarted(this::hearAll);
    }

    /** Has so many come, and returns when they are there. */
    static SlowClients come(int clients, URI service) throws IOException {
        var slow = new SlowClients(new InetSocketAddress(service.getHost(), service.getPort()), Selector.open());
        for (int i = 0; i < clients; i++) {
            slow.open();
        }
        slow.thread.start();
        return slow;
    }

    /** How many there are now. */
    int count() {
        return connected.get();
    }

    /** Of each that was cut off: after what time. */
    Queue<Duration> patience() {
        return patience;
    }

    /** From now on no other comes for one that is cut off. */
    void noMore() {
        another = false;
    }

    private void open() throws IOException {
        long start = System.nanoTime();
        var connection = SocketChannel.open(service);
        var half = opened.getAndIncrement() % 2 == 0 ? HALF_A_HEAD : HALF_A_BODY;
        connection.write(ByteBuffer.wrap(half.getBytes(US_ASCII)));
        connection.configureBlocking(false);
        var _ = connection.register(selector, SelectionKey.OP_READ, start);
        connected.incrementAndGet();
    }

    private void hearAll() {
        try {
            while (!closed) {
                var _ = selector.select(this::hear);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what there is: an answer that gives up on the request, and the end. */
    private void hear(SelectionKey key) {
        try {
            if (isCutOff((SocketChannel) key.channel())) {
                key.channel().close();
                connected.decrementAndGet();
                patience.add(Duration.ofNanos(System.nanoTime() - (long) key.attachment()));
                if (another) {
                    open();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isCutOff(SocketChannel connection) {
        try {
            int read = connection.read(answer.clear());
            while (read > 0) {
                read = connection.read(answer.clear());
            }
            return read < 0;
        } catch (IOException _) {
            return true;
        }
    }

    /** Has them all go. */
    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
