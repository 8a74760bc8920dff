package lectern.bootstrap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lectern.application.Race;
import lectern.persistence.TestPostgres;
import lectern.redis.TestRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that begin requests and don't go on. The figure that it prints is worth something only on a quiet machine, and with
 * {@code -Dslow.requests=20000}.
 */
@Timeout(600)
class SlowClientsIT {

    private static final int SLOW = 2_000;
    private static final int REQUESTS = Integer.getInteger("slow.requests", 200);
    private static final int AT_ONCE = 8;

    private static final String HALF_A_HEAD = "POST /auth/passport HTTP/1.1\r\nHost: localhost\r\nX-";
    private static final String HALF_A_BODY =
            "POST /auth/passport HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";

    @TempDir
    private Path directory;

    @Test
    void areCutOffWhileAllOthersAreServed() throws Exception {
        try (var redis = TestRedis.start();
                var lectern = LecternProcess.start(
                        directory.resolve("data"),
                        Servers.options(
                                TestPostgres.empty(),
                                redis,
                                // Long enough for the good ones to be served meanwhile, however slow the machine.
                                "--server.tomcat.connection-timeout=20s"))) {
            var client = lectern.client();
            var teacher = client.teacher("kim");
            var code = client.open(teacher, REQUESTS).text("lectureCode");
            var students = Race.of(REQUESTS, i -> client.student("student-" + i));
            // Warm, so that the two are alike.
            var _ = p99(
                    REQUESTS,
                    i -> assertThat(client.lectures(students.get(i)).status()).isEqualTo(200));
            long alone = p99(
                    REQUESTS,
                    i -> assertThat(client.lectures(students.get(i)).status()).isEqualTo(200));

            var slow = open(lectern.address());
            try {
                long beside = p99(
                        REQUESTS,
                        i -> assertThat(client.lectures(students.get(i)).status())
                                .isEqualTo(200));
                var attended = Race.of(
                        REQUESTS, i -> client.attend(students.get(i), code).status());
                assertThat(attended).containsOnly(201);
                assertThat(slow)
                        .as("that the slow ones were there all the while")
                        .noneMatch(SlowClientsIT::isCutOff);
                System.out.printf(
                        "Slow clients: p99 of %d requests is %d µs alone, %d µs beside %d slow ones (%.2f times)%n",
                        REQUESTS, alone / 1000, beside / 1000, SLOW, (double) beside / alone);

                await().atMost(Duration.ofMinutes(3)).until(() -> slow.stream().allMatch(SlowClientsIT::isCutOff));
                assertThat(client.look(
                                        teacher,
                                        client.lectures(teacher)
                                                .body()
                                                .path("lectures")
                                                .path(0)
                                                .path("roomId")
                                                .asString())
                                .status())
                        .isEqualTo(200);
            } finally {
                for (var connection : slow) {
                    connection.close();
                }
            }
        }
    }

    private static List<SocketChannel> open(URI service) throws IOException {
        var slow = new ArrayList<SocketChannel>();
        for (int i = 0; i < SLOW; i++) {
            var connection = SocketChannel.open(new InetSocketAddress(service.getHost(), service.getPort()));
            connection.write(ByteBuffer.wrap((i % 2 == 0 ? HALF_A_HEAD : HALF_A_BODY).getBytes(US_ASCII)));
            connection.configureBlocking(false);
            slow.add(connection);
        }
        return slow;
    }

    /** Reads what there is: an answer that gives up on the request, and the end. */
    private static boolean isCutOff(SocketChannel connection) {
        var answer = ByteBuffer.allocate(4096);
        try {
            int read = connection.read(answer);
            while (read > 0) {
                answer.clear();
                read = connection.read(answer);
            }
            return read < 0;
        } catch (IOException _) {
            return true;
        }
    }

    private interface Request {

        void send(int number);
    }

    /** Of the times of so many requests, some at once, in nanoseconds. */
    private static long p99(int requests, Request request) {
        var times = Race.of(AT_ONCE, worker -> {
                    var own = new ArrayList<Long>();
                    for (int i = worker; i < requests; i += AT_ONCE) {
                        long start = System.nanoTime();
                        request.send(i);
                        own.add(System.nanoTime() - start);
                    }
                    return own;
                })
                .stream()
                .flatMap(List::stream)
                .mapToLong(Long::longValue)
                .toArray();
        Arrays.sort(times);
        return times[times.length * 99 / 100];
    }
}
