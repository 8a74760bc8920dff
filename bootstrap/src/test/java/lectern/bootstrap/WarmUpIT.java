package lectern.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import lectern.persistence.TestPostgres;
import lectern.redis.TestRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service practises before its port opens, and nothing of that can be seen. */
class WarmUpIT {

    private static final String ROWS =
            "select (select count(*) from lecture) + (select count(*) from attendance) + (select count(*) from lecture_event)"
                    + " + (select count(*) from lecture_view) + (select count(*) from attendee_view)";

    private final TestPostgres.Access postgres = TestPostgres.empty();

    @TempDir
    private Path directory;

    @Test
    void leavesNoTrace() throws SQLException {
        try (var redis = TestRedis.start();
                // Below a path, as any other request of the instance.
                var lectern = start(redis, "--lectern.warm-up=2s", "--server.servlet.context-path=/rooms")) {
            assertThat(lectern.log())
                    .containsPattern("Warmed up by [1-9]\\d* requests")
                    .doesNotContain("Not warmed up");
            assertThat(rows()).isZero();
            assertThat(redis.tell("DBSIZE")).isEqualTo(":0");
            assertThat(lectern.client()
                            .get("/rooms/actuator/metrics/http.server.requests")
                            .status())
                    .isEqualTo(404);
            assertThat(lectern.log()).doesNotContain("warm-up-");
        }
    }

    /** As a crash does. */
    @Test
    void leavesNoTraceWhenItIsCutOff() throws SQLException {
        try (var redis = TestRedis.start()) {
            var lectern = launch(redis, "--lectern.warm-up=5m");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> !redis.tell("DBSIZE").equals(":0"));

            lectern.kill();

            await().atMost(Duration.ofSeconds(30)).until(() -> rows() == 0);
            assertThat(redis.tell("EVAL \"for _, key in ipairs(redis.call('KEYS', '*')) do"
                            + " if redis.call('PTTL', key) < 0 then return 1 end end return 0\" 0"))
                    .as("a key that stays for ever")
                    .isEqualTo(":0");
        }
    }

    @Test
    void isLeftOutWithoutRedis() {
        try (var redis = TestRedis.start()) {
            redis.kill();
            try (var lectern = start(redis, "--lectern.warm-up=2s")) {
                assertThat(lectern.log()).contains("Not warmed up: Redis does not answer");
                assertThat(lectern.client()
                                .open(lectern.client().teacher("kim"), 1)
                                .status())
                        .isEqualTo(201);
            }
        }
    }

    private LecternProcess start(TestRedis redis, String... options) {
        return LecternProcess.start(directory.resolve("data"), Servers.options(postgres, redis, options));
    }

    private LecternProcess launch(TestRedis redis, String... options) {
        return LecternProcess.launch(directory.resolve("data"), Servers.options(postgres, redis, options));
    }

    private long rows() throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.username(), postgres.password());
                var statement = connection.createStatement();
                var counted = statement.executeQuery(ROWS)) {
            return counted.next() ? counted.getLong(1) : -1;
        }
    }
}
