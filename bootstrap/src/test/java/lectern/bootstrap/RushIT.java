package lectern.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import lectern.application.Race;
import lectern.bootstrap.Client.Answer;
import lectern.persistence.TestPostgres;
import lectern.redis.Forged;
import lectern.redis.TestRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More students at once, each on a connection of their own, than the heap has room for. */
@Timeout(300)
class RushIT {

    /** Each takes 100 KB while it waits (ADR 22), so these take half as much again as there is. */
    private static final int STUDENTS = 1_500;

    private static final String HEAP = "96m";

    @TempDir
    private Path directory;

    @Test
    void isServedToTheLastStudent() throws Exception {
        var postgres = TestPostgres.empty();
        try (var redis = TestRedis.start();
                var lectern = LecternProcess.startSmall(
                        HEAP,
                        directory.resolve("data"),
                        Servers.options(
                                postgres,
                                redis,
                                "--lectern.store.pool.lock-timeout=60s",
                                "--lectern.store.pool.statement-timeout=60s",
                                "--lectern.store.pool.socket-timeout=90s",
                                "--lectern.line.deadline=60s"));
                var connection = DriverManager.getConnection(postgres.url(), postgres.username(), postgres.password());
                var statement = connection.createStatement()) {
            var client = new Client(lectern.address(), Duration.ofMinutes(2));
            var teacher = client.teacher("kim");
            var opened = client.open(teacher, STUDENTS);
            var students = IntStream.range(0, STUDENTS)
                    .mapToObj(i -> client.student("student-" + i))
                    .toList();
            connection.setAutoCommit(false);
            statement.execute("select 1 from lecture for update");

            var rush = CompletableFuture.supplyAsync(() -> Race.of(
                    STUDENTS, i -> Client.persist(_ -> client.attend(students.get(i), opened.text("lectureCode")))));
            awaitThatAllWhoFitInWait(redis, opened);
            connection.commit();

            assertThat(rush.get()).extracting(Answer::status).isSubsetOf(200, 201);
            assertThat(client.look(teacher, opened.room())
                            .body()
                            .path("attending")
                            .asInt())
                    .isEqualTo(STUDENTS);
            assertThat(lectern.log()).doesNotContain("OutOfMemoryError");
        }
    }

    /** Some wait in the line, and for a second nobody else has come to it. */
    private static void awaitThatAllWhoFitInWait(TestRedis redis, Answer opened) {
        var line = "LLEN " + Forged.key(opened.text("lectureId"), "line");
        var before = new AtomicInteger();
        await().atMost(Duration.ofMinutes(1)).during(Duration.ofSeconds(1)).until(() -> {
            int waiting = Integer.parseInt(redis.tell(line).substring(1));
            return waiting > 0 && waiting == before.getAndSet(waiting);
        });
    }
}
