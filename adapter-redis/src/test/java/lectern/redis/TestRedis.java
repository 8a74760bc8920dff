package lectern.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.testcontainers.DockerClientFactory;

/**
 * A Redis for tests, which keeps nothing, and fails when it is told to.
 *
 * <p>It is a container where Docker answers, and embedded elsewhere; {@code -Dlectern.test.docker=false} has it embedded in
 * any case.
 */
public final class TestRedis implements AutoCloseable {

    private final int port;
    private final RedisServer server;

    private TestRedis(int port, RedisServer server) {
        this.port = port;
        this.server = server;
    }

    /** Starts one on a free port. */
    public static TestRedis start() {
        int port = freePort();
        var redis = new TestRedis(port, useDocker() ? new ContainedRedis(port) : new LocalRedis(port));
        redis.server.start();
        return redis;
    }

    /** Where it is for as long as it lives, such as {@code redis://127.0.0.1:6379}. */
    public String address() {
        return "redis://127.0.0.1:" + port;
    }

    /** Ends it at once: nothing listens at its address any more. */
    public void kill() {
        server.kill();
    }

    /** Starts it again after {@link #kill()}, empty. */
    public void restart() {
        server.start();
    }

    /** Keeps it from answering, though it can be connected to. */
    public void freeze() {
        server.freeze();
    }

    /** Lets it go on after {@link #freeze()}, with what it was asked meanwhile. */
    public void thaw() {
        server.thaw();
    }

    /** Has it carry out a command, such as {@code FLUSHALL}, and returns the first line of what it answers. */
    public String tell(String command) {
        return ask(command).lines().findFirst().orElse("");
    }

    /** Has it carry out a command, such as {@code ACL LOG}, and returns all that it answers. */
    public String ask(String command) {
        return tell(port, command);
    }

    /** All that a server of this machine answers to a command. */
    static String tell(int port, String command) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.kill();
    }

    private static boolean useDocker() {
        return !"false".equals(System.getProperty("lectern.test.docker"))
                && DockerClientFactory.instance().isDockerAvailable();
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
