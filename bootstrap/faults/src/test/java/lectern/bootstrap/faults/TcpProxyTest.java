package lectern.bootstrap.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

    private static final int PATIENCE = 30_000;

    private ServerSocket echoing;
    private final AtomicInteger heard = new AtomicInteger();
    private TcpProxy proxy;

    @BeforeEach
    void startAnEcho() throws IOException {
        echoing = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        proxy = new TcpProxy(URI.create("echo://127.0.0.1:" + echoing.getLocalPort()));
        var _ = Thread.ofVirtual().start(() -> {
            while (true) {
                try {
                    var socket = echoing.accept();
                    var _ = Thread.ofVirtual().start(() -> echo(socket));
                } catch (IOException _) {
                    return;
                }
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echoing.close();
    }

    @Test
    void letsAllThroughInFairWeather() throws IOException {
        try (var client = connect()) {
            say(client, "hello");
            assertThat(hear(client, 5)).isEqualTo("hello");
            assertThat(proxy.holds("hello")).isFalse();
        }
    }

    @Test
    void delaysEachWay() throws IOException {
        proxy.weather(new Weather.Slow(Duration.ofMillis(50)));
        try (var client = connect()) {
            long asked = System.nanoTime();
            say(client, "hello");
            assertThat(hear(client, 5)).isEqualTo("hello");
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void holdsBackWhatIsDroppedUntilTheWeatherChanges() throws IOException {
        try (var client = connect()) {
            say(client, "p");
            assertThat(hear(client, 1)).isEqualTo("p");

            proxy.weather(new Weather.Dropping());
            say(client, "hello");
            await().until(() -> proxy.holds("hello"));
            client.setSoTimeout(50);
            assertThatThrownBy(() -> hear(client, 1)).isInstanceOf(SocketTimeoutException.class);
            assertThat(heard).hasValue(1);

            proxy.weather(new Weather.Fair());
            client.setSoTimeout(PATIENCE);
            assertThat(hear(client, 5)).isEqualTo("hello");
        }
    }

    @Test
    void letsRequestsThroughAndLosesTheirReplies() throws IOException {
        proxy.weather(new Weather.Deaf());
        try (var client = connect()) {
            say(client, "hello");
            await().until(() -> heard.get() == 5);
            client.setSoTimeout(50);
            assertThatThrownBy(() -> hear(client, 1)).isInstanceOf(SocketTimeoutException.class);
            proxy.cut();
            client.setSoTimeout(PATIENCE);
            assertThatThrownBy(() -> hear(client, 1)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void rejectsConnectionsAndTakesThemAgain() throws IOException {
        try (var before = connect()) {
            proxy.weather(new Weather.Rejecting());
            assertThatThrownBy(() -> hear(before, 1)).isInstanceOf(SocketException.class);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
        proxy.weather(new Weather.Fair());
        try (var after = connect()) {
            say(after, "hello");
            assertThat(hear(after, 5)).isEqualTo("hello");
        }
    }

    @Test
    void keepsTheOrderOfWhatComesLate() throws IOException {
        proxy.weather(new Weather.Lossy(new Random(1), 50, Duration.ofMillis(10)));
        try (var client = connect()) {
            for (int i = 0; i < 20; i++) {
                say(client, String.valueOf((char) ('a' + i)));
            }
            assertThat(hear(client, 20)).isEqualTo("abcdefghijklmnopqrst");
        }
    }

    @Test
    void knowsWhichConnectionsAreItsOwn() throws IOException {
        try (var client = connect()) {
            say(client, "p");
            assertThat(hear(client, 1)).isEqualTo("p");
            assertThat(proxy.has(client.getLocalPort())).isFalse();
            await().until(() -> proxy.has(lastClientPort));
        }
    }

    private volatile int lastClientPort;

    private void echo(Socket socket) {
        lastClientPort = socket.getPort();
        try (socket) {
            var buffer = new byte[100];
            for (int read = socket.getInputStream().read(buffer);
                    read >= 0;
                    read = socket.getInputStream().read(buffer)) {
                heard.addAndGet(read);
                socket.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException _) {
            // The client is gone.
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(PATIENCE);
        return socket;
    }

    private static void say(Socket socket, String words) throws IOException {
        socket.getOutputStream().write(words.getBytes(US_ASCII));
    }

    private static String hear(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), US_ASCII);
    }
}
