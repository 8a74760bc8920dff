package lectern.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

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
    void refusesToStartWithALineForEachSettingThatIsMissingOrCannotBe() {
        var lectern = LecternProcess.launch(
                directory.resolve("data"),
                "--spring.profiles.active=prod",
                "--lectern.retention=30",
                "--lectern.line.dead-line=5s",
                "--lectern.line.tik=5s",
                "--lectern.views.pool.socket-timeout=3s");

        assertThat(lectern.awaitExit()).isEqualTo(1);
        assertThat(lectern.log())
                .contains("lectern.retention is \"30\": it has to be a time with its unit")
                .contains("lectern.line.tik is not a setting of Lectern: did you mean lectern.line.tick?")
                .contains("lectern.views.pool.socket-timeout is 3 s: it has to be longer than statement-timeout")
                .doesNotContain("dead-line")
                .contains("spring.datasource.url is missing: ")
                .contains("lectern.passport.room-keys is missing: ")
                .doesNotContain("\tat ");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void saysWhatIsWrongWithASettingAndShowsNoneOfIt() {
        try (var redis = TestRedis.start()) {
            var lectern = LecternProcess.launch(
                    directory.resolve("data"),
                    Servers.options(
                            TestPostgres.empty(),
                            redis,
                            "--spring.profiles.active=prod",
                            "--lectern.passport.user-keys={\"keys\": [\"hush\"]}",
                            "--lectern.passport.room-keys=" + PassportKeys.generate()));

            assertThat(lectern.awaitExit()).isNotZero();
            assertThat(lectern.log())
                    .contains("lectern.passport.user-keys is not a JWK set")
                    .doesNotContain("hush")
                    .doesNotContain("\tat ");
        }
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
