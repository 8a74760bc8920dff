package lectern.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import lectern.persistence.TestPostgres;
import lectern.redis.TestRedis;
import lectern.web.passport.PassportKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has to be given outside the local profile, and that nobody is outside it by halves. */
class RequiredSettingsIT {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"prod", "staging"})
    void refusesToStartWithALineForEachSettingThatIsMissing(String profile) {
        var lectern = LecternProcess.launch(directory.resolve("data"), "--spring.profiles.active=" + profile);

        assertThat(lectern.awaitExit()).isNotZero();
        assertThat(lectern.log().lines().filter(line -> line.contains(" is missing: ")))
                .extracting(line -> line.substring(0, line.indexOf(' ')))
                .containsExactly(
                        "spring.datasource.url",
                        "spring.datasource.username",
                        "spring.datasource.password",
                        "lectern.redis.address",
                        "lectern.passport.user-keys",
                        "lectern.passport.room-keys");
        assertThat(lectern.log()).doesNotContain("\tat ");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void refusesToStartWithProdBesideLocal() {
        var lectern = LecternProcess.launch(directory.resolve("data"), "--spring.profiles.active=prod,local");

        assertThat(lectern.awaitExit()).isNotZero();
        assertThat(lectern.log())
                .contains("The profiles local and prod exclude each other")
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
