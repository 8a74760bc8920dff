package lectern.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.Filter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import lectern.web.KeptConnection.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** What becomes of clients' connections when the server is told to stop. */
@Timeout(60)
class DrainingTest {

    private static final int MOST_CONNECTIONS = 4;
    private static final byte[] REQUEST = "GET /lectures HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII);
    private static final String PASSPORT = "{\"userId\":\"kim\",\"role\":\"teacher\"}";
    private static final byte[] HELD_REQUEST =
            "POST /auth/passport HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(PASSPORT.length(), PASSPORT)
                    .getBytes(US_ASCII);
    private static final Executor THREADS = Thread::startVirtualThread;
    private static final Semaphore HELD = new Semaphore(0);
    private static final Semaphore RELEASED = new Semaphore(0);

    private ConfigurableApplicationContext server;
    private int port;

    /** Requests that take as long as a test wants. */
    static class Holding {

        @Bean
        FilterRegistrationBean<Filter> held() {
            var filter = new FilterRegistrationBean<Filter>((request, response, chain) -> {
                HELD.release();
                RELEASED.acquireUninterruptibly();
                chain.doFilter(request, response);
            });
            filter.addUrlPatterns("/auth/passport");
            filter.setOrder(ConnectionDraining.INSIDE_BUFFERED_RESPONSES + 1);
            return filter;
        }
    }

    @BeforeEach
    void start() {
        server = new SpringApplicationBuilder(TestLectern.class, Holding.class)
                .initializers(new TestKeys())
                .profiles("local")
                .properties(
                        "server.port=0",
                        "server.shutdown=graceful",
                        "server.tomcat.max-connections=" + MOST_CONNECTIONS)
                .run();
        port = server.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aConnectionEndsWithTheFirstAnswerAfterTrafficIsRefused() throws IOException {
        try (var connection = new KeptConnection(port)) {
            assertThat(connection.answer(REQUEST, false).header("Connection")).isEmpty();

            AvailabilityChangeEvent.publish(server, ReadinessState.REFUSING_TRAFFIC);

            var answer = connection.answer(REQUEST, false);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(connection.isEnded()).isTrue();
        }
    }

    @Test
    void aConnectionEndsWithAnAnswerThatWasAskedForBefore() throws IOException {
        try (var connection = new KeptConnection(port)) {
            var held = hold(connection);

            AvailabilityChangeEvent.publish(server, ReadinessState.REFUSING_TRAFFIC);
            RELEASED.release();

            assertThat(held.join().header("Connection")).isEqualTo("close");
        }
    }

    @Test
    void everybodyWhoIsConnectedIsAnsweredUntilTheLastRequestIs() throws IOException {
        try (var busy = new KeptConnection(port);
                var idle = new KeptConnection(port);
                var silent = new KeptConnection(port)) {
            var held = hold(busy);
            assertThat(idle.answer(REQUEST, false).status()).isEqualTo(401);
            silent.connect();

            var closing = CompletableFuture.runAsync(server::close, THREADS);
            await().until(this::takesNoConnection);

            assertThat(idle.answer(REQUEST, false).status()).isEqualTo(401);
            assertThat(silent.answer(REQUEST, false).status()).isEqualTo(401);
            assertThat(closing).isNotDone();
            RELEASED.release();
            assertThat(held.join().status()).isEqualTo(200);
            closing.join();
        }
    }

    /** As many as may be are connected, so that Tomcat takes the next one when the port is closed, and no sooner. */
    @Test
    void whoWaitsAtThePortWhenItIsClosedIsAnswered() throws IOException {
        try (var busy = new KeptConnection(port);
                var _ = new Socket(InetAddress.getLoopbackAddress(), port);
                var _ = new Socket(InetAddress.getLoopbackAddress(), port);
                var _ = new Socket(InetAddress.getLoopbackAddress(), port);
                var next = new KeptConnection(port)) {
            var held = hold(busy);
            next.connect();
            var answer = answer(next, REQUEST);

            var closing = CompletableFuture.runAsync(server::close, THREADS);

            assertThat(answer.join().status()).isEqualTo(401);
            RELEASED.release();
            assertThat(held.join().status()).isEqualTo(200);
            closing.join();
        }
    }

    /** Returns when the server is about to answer it. */
    private static CompletableFuture<Answer> hold(KeptConnection connection) {
        var answer = answer(connection, HELD_REQUEST);
        HELD.acquireUninterruptibly();
        return answer;
    }

    private static CompletableFuture<Answer> answer(KeptConnection connection, byte[] request) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return connection.answer(request, false);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                THREADS);
    }

    private boolean takesNoConnection() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }
}
