package lectern.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import lectern.bootstrap.local.StoppablePostgres;
import lectern.persistence.TestPostgres;
import lectern.redis.TestRedis;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service does while something that it is used to is not there. */
class OutageJourneyIT {

    @TempDir
    private Path directory;

    @Test
    void startsAndServesWhileRedisIsDownAndUsesItOnceItIsUp() {
        try (var redis = TestRedis.start()) {
            redis.kill();
            try (var lectern =
                    LecternProcess.start(directory.resolve("data"), Servers.options(TestPostgres.empty(), redis))) {
                var client = lectern.client();
                assertThat(client.get("/actuator/health").text("status")).isEqualTo("DEGRADED");
                assertThat(client.get("/actuator/health/readiness").text("status"))
                        .isEqualTo("UP");
                assertThatALectureIsHeld(client, "before");

                redis.restart();

                eventually()
                        .until(() ->
                                client.get("/actuator/health").text("status").equals("UP"));
                eventually().until(() -> lineIsReachable(client));
                assertThatALectureIsHeld(client, "meanwhile");

                redis.kill();

                assertThatALectureIsHeld(client, "after");
                // Who is in a room is nothing for a log.
                assertThat(lectern.log()).doesNotContain("teacher-before").doesNotContain("student-after");
            }
        }
    }

    @Test
    void isReadyAsLongAsPostgresIsThereAndAliveWithoutIt() throws Exception {
        try (var redis = TestRedis.start();
                var postgres = new StoppablePostgres(directory.resolve("postgres"));
                var lectern =
                        LecternProcess.start(directory.resolve("data"), Servers.options(postgres.access(), redis))) {
            var client = lectern.client();
            var teacher = client.teacher("kim");
            var room = client.open(teacher, 10).room();
            assertThat(client.get("/actuator/health/readiness").status()).isEqualTo(200);

            postgres.stop();

            eventually().until(() -> client.get("/actuator/health/readiness").status() == 503);
            assertThat(client.get("/actuator/health/liveness").status()).isEqualTo(200);
            var refused = client.open(client.teacher("choi"), 10);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text("code")).isEqualTo("TRY_AGAIN");
            assertThat(refused.headers()).containsKey("retry-after");

            postgres.start();

            eventually().until(() -> client.get("/actuator/health/readiness").status() == 200);
            assertThat(client.look(teacher, room).status()).isEqualTo(200);
            assertThat(client.open(client.teacher("choi"), 10).status()).isEqualTo(201);
        }
    }

    @Test
    void servesOnWhileReadinessIsDownAndFinishesWhatItHasBegunWhenItIsToldToStop() throws Exception {
        var postgres = TestPostgres.empty();
        int managementPort = freePort();
        try (var redis = TestRedis.start();
                var lectern = LecternProcess.start(
                        directory.resolve("data"),
                        Servers.options(
                                postgres,
                                redis,
                                "--management.server.port=" + managementPort,
                                "--lectern.drain=5s",
                                "--lectern.store.pool.lock-timeout=30s",
                                "--lectern.store.pool.statement-timeout=30s",
                                "--lectern.store.pool.socket-timeout=60s",
                                "--lectern.line.deadline=30s"));
                var connection = DriverManager.getConnection(postgres.url(), postgres.username(), postgres.password());
                var statement = connection.createStatement()) {
            var client = lectern.client();
            var code = client.open(client.teacher("kim"), 10).text("lectureCode");
            var student = client.student("lee");
            connection.setAutoCommit(false);
            statement.execute("select 1 from lecture for update");
            var attending = CompletableFuture.supplyAsync(() -> client.attend(student, code));
            eventually().until(() -> somebodyWaits(statement));

            lectern.tellToStop();
            var management = new Client(URI.create("http://127.0.0.1:" + managementPort));
            eventually()
                    .until(() -> management
                            .get("/actuator/health/readiness")
                            .text("status")
                            .equals("OUT_OF_SERVICE"));
            assertThat(management.get("/actuator/health/readiness").status()).isEqualTo(503);
            assertThat(management.get("/actuator/health/liveness").status()).isEqualTo(200);
            var opened = client.open(client.teacher("choi"), 10);
            assertThat(opened.status()).isEqualTo(201);
            assertThat(opened.headers()).containsEntry("connection", List.of("close"));

            eventually().until(() -> takesNoConnection(lectern.address()));
            assertThat(attending).isNotDone();
            connection.commit();

            assertThat(attending.get().status()).isEqualTo(201);
            // As a process ends that was told to.
            assertThat(lectern.awaitExit()).isEqualTo(128 + 15);
        }
    }

    private static boolean somebodyWaits(Statement statement) throws SQLException {
        try (var waiting = statement.executeQuery("select count(*) from pg_locks where not granted")) {
            return waiting.next() && waiting.getInt(1) > 0;
        }
    }

    private static int freePort() throws IOException {
        try (var any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static boolean takesNoConnection(URI address) {
        try (var _ = new Socket(address.getHost(), address.getPort())) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private static void assertThatALectureIsHeld(Client client, String name) {
        var teacher = client.teacher("teacher-" + name);
        var student = client.student("student-" + name);
        var opened = served(() -> client.open(teacher, 10, "Idempotency-Key", name));
        assertThat(opened.status()).isEqualTo(201);
        var attended = served(() -> client.attend(student, opened.text("lectureCode")));
        assertThat(attended.status()).isIn(200, 201);
        assertThat(served(() -> client.close(teacher, opened.room())).status()).isEqualTo(200);
    }

    /** Whoever asks while something goes away may have to ask once more. */
    private static Client.Answer served(Callable<Client.Answer> request) {
        return eventually().until(request, answer -> answer.status() != 503);
    }

    private static boolean lineIsReachable(Client client) {
        return client.get("/actuator/metrics/lectern.line.reachable")
                        .body()
                        .path("measurements")
                        .path(0)
                        .path("value")
                        .asDouble()
                == 1;
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(30));
    }
}
