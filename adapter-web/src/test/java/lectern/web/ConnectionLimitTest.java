package lectern.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/** How many connections are taken at once, and what becomes of them when that is nearly all. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "server.tomcat.max-connections=" + ConnectionLimitTest.MOST)
@ContextConfiguration(classes = TestLectern.class, initializers = TestKeys.class)
@ActiveProfiles("local")
class ConnectionLimitTest {

    static final int MOST = 8;

    private static final String REQUEST = "GET /lectures HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @LocalServerPort
    private int port;

    @ParameterizedTest(name = "{0} MB of heap hold {2} of {1}")
    @CsvSource({
        "128, 25000, 409",
        "256, 25000, 1228",
        "1024, 25000, 6144",
        "4096, 25000, 25000",
        "256, 1000, 1000",
        "256, -1, 1228",
        "32, 25000, 64"
    })
    void areAsManyAsTheHeapHasRoomFor(long megabytes, int allowed, int taken) {
        var connector = new Connector();
        var protocol = (AbstractProtocol<?>) connector.getProtocolHandler();
        protocol.setMaxConnections(allowed);
        var factory = new TomcatServletWebServerFactory();

        new ConnectionLimit(megabytes << 20).customize(factory);
        factory.getConnectorCustomizers().forEach(customizer -> customizer.customize(connector));

        assertThat(protocol.getMaxConnections()).isEqualTo(taken);
    }

    @Test
    void areEndedAfterTheirAnswerWhileMostAreTaken() throws IOException {
        assertThat(aNewOneIsKept()).isTrue();
        var others = new ArrayList<Socket>();
        for (int i = 1; i < MOST; i++) {
            others.add(new Socket("localhost", port));
        }

        await().until(() -> !aNewOneIsKept());

        for (var other : others) {
            other.close();
        }
        await().until(this::aNewOneIsKept);
    }

    private boolean aNewOneIsKept() throws IOException {
        try (var connection = new KeptConnection(port)) {
            var answer = connection.answer(REQUEST.getBytes(US_ASCII), false);
            assertThat(answer.status()).isEqualTo(401);
            boolean kept = !answer.headers().contains("Connection: close");
            if (!kept) {
                assertThat(connection.isEnded()).isTrue();
            }
            return kept;
        }
    }
}
