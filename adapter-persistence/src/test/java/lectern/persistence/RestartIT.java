package lectern.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import lectern.application.Given;
import lectern.application.Some;
import lectern.application.port.ServiceUnavailable;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A database that was away is used again as soon as it is back, by pools that nobody has touched. */
@Timeout(120)
class RestartIT {

    @TempDir
    private Path directory;

    @Test
    void commandsAndQueriesAreToBeTriedAgainUntilTheServerIsBack() throws IOException {
        var server = start(0);
        var access = new TestPostgres.Access(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
        Flyway.configure()
                .dataSource(access.url(), access.username(), access.password())
                .load()
                .migrate();

        try (var store = new Store(access, Store.LIMITS)) {
            var given = new Given(store.lectures);
            var lecture = given.opened(Some.lecture(30));
            given.attended(lecture, Some.student(), Some.TIME);

            server.close();

            assertThatThrownBy(() -> given.attended(lecture, Some.student(), Some.TIME))
                    .isInstanceOf(ServiceUnavailable.TryAgain.class);
            assertThatThrownBy(() -> store.lectures.findByCode(lecture.code()))
                    .isInstanceOf(ServiceUnavailable.TryAgain.class);
            assertThatThrownBy(() -> store.views.lecture(lecture.lecture()))
                    .isInstanceOf(ServiceUnavailable.TryAgain.class);
            assertThatThrownBy(store.housekeeping::rebuildViews).isInstanceOf(ServiceUnavailable.TryAgain.class);

            server = start(server.getPort());

            await().ignoreExceptionsInstanceOf(ServiceUnavailable.TryAgain.class)
                    .untilAsserted(() -> assertThat(store.lectures.findByCode(lecture.code()))
                            .isNotEqualTo(Optional.empty()));
            await().ignoreExceptionsInstanceOf(ServiceUnavailable.TryAgain.class)
                    .untilAsserted(() -> assertThat(store.views.attendees(lecture.lecture(), 0, 10))
                            .hasSize(1));
            assertThat(given.attended(lecture, Some.student(), Some.TIME).number())
                    .isEqualTo(2);
        } finally {
            server.close();
        }
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
    }
}
