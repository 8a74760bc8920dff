package lectern.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lectern.persistence.TestPostgres;
import lectern.redis.TestRedis;
import lectern.web.passport.PassportKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the jar does not start without outside the local profile, and what it says then. */
class RequiredSettingsIT {

    @TempDir
    private Path directory;

    @Test
    void saysAtOnceWhatIsWrongWithSettingsAndFilesThoughNothingAnswersYetAndShowsNoSecret() throws IOException {
        var redisson = Files.writeString(directory.resolve("redisson.yaml"), "singleServerConfig: {password: hush");
        var lectern = LecternProcess.launch(
                directory.resolve("data"),
                "--spring.profiles.active=prod",
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/lectern",
                "--spring.datasource.username=lectern",
                "--spring.datasource.password=",
                "--lectern.views.datasource.url=jdbc:mysql://hush",
                "--lectern.redis.address=redis://:hu/sh@host",
                "--lectern.redis.config=" + redisson,
                "--lectern.redis.timeout=5",
                "--lectern.passport.user-keys={\"keys\": [\"hush\"]}",
                "--lectern.store.pool.socket-timeout=3s",
                "--lectern.retention=30",
                "--lectern.line.dead-line=5s",
                "--lectern.line.tik=5s",
                "--lectern.cors.origins=ftp://rooms.example, https://a..b",
                "--lectern.drain=1s",
                "--lectern.drain=2s");

        assertThat(lectern.awaitExit()).isEqualTo(1);
        assertThat(lectern.log())
                .contains("lectern.views.datasource.url is not a URL of a Postgres database")
                .contains("lectern.redis.address has to be like redis://host:6379")
                .contains("lectern.redis.config is not a Redisson file that can be read: " + redisson)
                .contains("lectern.redis.timeout is \"5\"")
                .contains("lectern.passport.user-keys is not a JWK set")
                .contains("lectern.passport.room-keys is missing: ")
                .contains("lectern.store.pool.socket-timeout is 3 s: it has to be longer than statement-timeout")
                .contains("lectern.retention is \"30\": it has to be a time with its unit")
                .contains("lectern.line.tik is not a setting of Lectern: did you mean lectern.line.tick?")
                .doesNotContain("dead-line")
                .contains("lectern.cors.origins has \"ftp://rooms.example\": ")
                .contains("lectern.cors.origins has \"https://a..b\": ")
                .contains("--lectern.drain is given more than once: ")
                .doesNotContain("hush")
                .doesNotContain("\tat ");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    /** Before the logging is set up, which is before the settings are checked. */
    @Test
    void saysInALineThatASettingOfTheLoggingLeadsBackToItself() {
        var lectern = LecternProcess.launch(
                directory.resolve("data"),
                "--spring.profiles.active=prod",
                "--logging.level.root=${logging.level.root}");

        assertThat(lectern.awaitExit()).isEqualTo(1);
        assertThat(lectern.log())
                .contains("The placeholder ${logging.level.root} has no value")
                .doesNotContain("\tat ");
    }

    @Test
    void startsWithAllOfThemAndHandsOutNoPassports() {
        try (var redis = TestRedis.start();
                var lectern = LecternProcess.start(
                        directory.resolve("data"),
                        Servers.options(
                                TestPostgres.empty(),
                                redis,
                                "--spring.profiles.active=prod",
                                "--lectern.passport.user-keys=" + PassportKeys.generate(),
                                "--lectern.passport.room-keys=" + PassportKeys.generate()))) {
            assertThat(lectern.client().get("/actuator/health/readiness").text("status"))
                    .isEqualTo("UP");
            assertThat(lectern.client().get("/auth/passport").status()).isEqualTo(404);
            assertThat(lectern.client().get("/lectures").text("code")).isEqualTo("PASSPORT_MISSING");
            assertThat(directory.resolve("data")).doesNotExist();
        }
    }
}
