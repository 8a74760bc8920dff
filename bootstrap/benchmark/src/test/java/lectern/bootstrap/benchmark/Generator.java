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
import java.util.ArrayList;
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
    private final List<Served> served = new ArrayList<>();
    private final Answer answer = new Answer();
    private long start;
    private long window;
    private long deadline;
    private int busy;

    /** @param connections which of the load's connections are this generator's; each goes to the server of its index */
    Generator(Load load, List<InetSocketAddress> servers, List<Integer> connections) throws IOException {
        this.load = load;
        for (int index : connections) {
            var _ = new Connection(index, servers.get(index % servers.size()));
        }
    }

    /**
     * Makes load until the time is over or there are no more requests, then waits for what was not answered.
     *
     * @param time how long a window is
     * @param windows how many there are, one directly after the other; an answer belongs to the one that it came in
     * @return what was answered in each window; the last one has the cost of asking and what was not answered
     */
    List<Served> run(Duration time, int windows) throws IOException {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < windows; i++) {
            served.add(new Served());
        }
        window = time.toNanos();
        start = System.nanoTime();
        deadline = endOf(windows - 1);
        for (var key : selector.keys()) {
            ((Connection) key.attachment()).send();
        }
        while (busy > 0 && System.nanoTime() - deadline < PATIENCE.toNanos()) {
            selector.select(key -> ((Connection) key.attachment()).proceed(key), PATIENCE.toMillis());
        }
        long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        for (int i = 0; i < windows; i++) {
            boolean last = i == windows - 1;
            served.get(i).end(endOf(i - 1), last ? used : 0, last ? busy : 0);
        }
        return served;
    }

    /** When a window ends. The first has the number 0, so -1 gives the start. */
    private long endOf(int number) {
        return start + (number + 1) * window;
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
            this.channel = connect();
        }

        private SocketChannel connect() throws IOException {
            var connected = SocketChannel.open(server);
            connected.socket().setTcpNoDelay(true);
            connected.configureBlocking(false);
            connected.register(selector, SelectionKey.OP_READ, this);
            return connected;
        }

        /** The server closes a connection now and then, as it does to others: it is opened again when there is something to send. */
        void send() throws IOException {
            out.clear();
            waits = System.nanoTime() < deadline && load.next(index, out);
            if (waits) {
                if (!channel.isOpen()) {
                    channel = connect();
                }
                busy++;
                sentAt = System.nanoTime();
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
                    channel.close();
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
            long now = System.nanoTime();
            int current = (int) Math.min((now - start) / window, served.size() - 1);
            served.get(current).add(status, load.expects(status), sentAt, now, endOf(current));
            load.answered(index, status);
        }
    }
}
