package lectern.bootstrap.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;

/**
 * Makes load in one thread: each connection sends its next request when the answer to the last one is there.
 *
 * <p>It does little beside reading and writing: requests are bytes made before, and answers are read as far as their length.
 */
final class Generator implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int BROKEN = 0;

    private final Load load;
    private final Selector selector = Selector.open();
    private final Served served = new Served();
    private final Answer answer = new Answer();
    private long deadline;
    private int busy;

    /** @param connections which of the load's connections are this generator's; each goes to the server of its index */
    Generator(Load load, List<InetSocketAddress> servers, List<Integer> connections) throws IOException {
        this.load = load;
        for (int index : connections) {
            var connection = new Connection(index, servers.get(index % servers.size()));
            connection.open();
        }
    }

    /** Makes load until the time is over or there are no more requests, then waits for what was not answered. */
    Served run(Duration time) throws IOException {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long start = System.nanoTime();
        deadline = start + time.toNanos();
        for (var key : selector.keys()) {
            ((Connection) key.attachment()).send();
        }
        while (busy > 0 && System.nanoTime() - deadline < PATIENCE.toNanos()) {
            selector.select(key -> ((Connection) key.attachment()).proceed(key), PATIENCE.toMillis());
        }
        served.end(start, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu, busy);
        return served;
    }

    @Override
    public void close() throws IOException {
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    private final class Connection {

        private final int index;
        private final InetSocketAddress server;
        private final ByteBuffer out = ByteBuffer.allocateDirect(4096);
        private final ByteBuffer in = ByteBuffer.allocate(1 << 16);
        private SocketChannel channel;
        private long sentAt;
        private boolean waits;

        Connection(int index, InetSocketAddress server) throws IOException {
            this.index = index;
            this.server = server;
            this.channel = SocketChannel.open();
        }

        /** The server closes one now and then, as it does to others. */
        void open() throws IOException {
            channel.close();
            channel = SocketChannel.open(server);
            channel.socket().setTcpNoDelay(true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
            in.clear();
        }

        void send() throws IOException {
            out.clear();
            long now = System.nanoTime();
            waits = now < deadline && load.next(index, out);
            if (waits) {
                busy++;
                sentAt = now;
                out.flip();
                while (out.hasRemaining()) {
                    // Fits into the socket's buffer, which is empty.
                    channel.write(out);
                }
            }
        }

        void proceed(SelectionKey key) {
            try {
                if (key.isReadable()) {
                    read();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void read() throws IOException {
            boolean ended = hasEnded();
            if (ended || answer.isWhole(in.array(), in.position())) {
                boolean waited = waits;
                if (waited) {
                    busy--;
                    count(ended ? BROKEN : answer.status());
                }
                in.clear();
                if (ended || answer.closes()) {
                    open();
                }
                if (waited) {
                    send();
                }
            }
        }

        private boolean hasEnded() {
            try {
                return channel.read(in) < 0;
            } catch (IOException _) {
                return true;
            }
        }

        private void count(int status) {
            served.add(status, load.expects(status), sentAt, System.nanoTime(), deadline);
            load.answered(index, status);
        }
    }
}
