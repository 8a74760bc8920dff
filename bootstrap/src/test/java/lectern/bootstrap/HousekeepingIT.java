package lectern.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import lectern.persistence.TestPostgres;
import lectern.redis.TestRedis;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service does by itself. */
class HousekeepingIT {

    @TempDir
    private Path directory;

    @Test
    void rebuildsTheViewsWhenItStartsIfItIsToldToAndRemovesWhatWasClosedLongAgo() throws Exception {
        var postgres = TestPostgres.empty();
        try (var redis = TestRedis.start()) {
            String teacher;
            String room;
            try (var lectern = LecternProcess.start(directory.resolve("data"), Servers.options(postgres, redis))) {
                teacher = lectern.client().teacher("kim");
                room = lectern.client().open(teacher, 10).room();
                loseTheViews(postgres);
                assertThat(lectern.client().look(teacher, room).status()).isEqualTo(404);
            }

            try (var lectern = LecternProcess.start(
                    directory.resolve("data"),
                    Servers.options(
                            postgres,
                            redis,
                            "--lectern.views.rebuild-on-start=true",
                            "--lectern.retention=1h",
                            "--lectern.housekeeping-interval=1s"))) {
                var client = lectern.client();
                eventually().until(() -> client.look(teacher, room).status() == 200);

                assertThat(client.close(teacher, room).status()).isEqualTo(200);
                letAnHourGoBy(postgres);
                eventually().until(() -> client.look(teacher, room).status() == 404);
                assertThat(client.lectures(teacher).body().path("lectures")).isEmpty();
            }
        }
    }

    private static void letAnHourGoBy(TestPostgres.Access postgres) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.username(), postgres.password());
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("update lecture set closed_at = closed_at - interval '1 hour'"))
                    .isEqualTo(1);
        }
    }

    private static void loseTheViews(TestPostgres.Access postgres) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.username(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute("delete from attendee_view");
            assertThat(statement.executeUpdate("delete from lecture_view")).isEqualTo(1);
        }
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(30));
    }
}
