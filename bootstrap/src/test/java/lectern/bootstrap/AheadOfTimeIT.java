package lectern.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import lectern.persistence.TestPostgres;
import lectern.redis.TestRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that was put together when the jar was made, not when it starts. */
class AheadOfTimeIT {

    @TempDir
    private Path directory;

    @Test
    void servesAsAnyOtherDoes() {
        var passports = new Passports(Instant.now());
        var teacher = passports.teacher("kim");
        var student = passports.student("anna");
        try (var redis = TestRedis.start();
                var lectern = LecternProcess.startAheadOfTime(
                        directory.resolve("data"),
                        Servers.options(
                                TestPostgres.empty(),
                                redis,
                                "--spring.profiles.active=prod",
                                "--spring.datasource.hikari.pool-name=commands",
                                // As behind a gateway. Neither was decided when the jar was made.
                                "--server.forward-headers-strategy=native",
                                "--lectern.drain=0s",
                                "--lectern.passport.user-keys=" + passports.keys(),
                                "--lectern.passport.room-keys=" + passports.roomKeys()))) {
            var client = lectern.client();
            // It serves before it has reached Redis.
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(client.get("/actuator/health").text("status"))
                                    .isEqualTo("UP"));
            assertThat(client.get("/swagger/openapi.json").text("openapi")).startsWith("3.1");
            assertThat(client.get("/auth/passport").status()).isEqualTo(404);
            assertThat(client.get("/actuator/metrics/hikaricp.connections?tag=pool:commands")
                            .status())
                    .isEqualTo(200);

            var opened = client.open(teacher, 1);
            var attended = client.attend(student, opened.text("lectureCode"));
            assertThat(attended.status()).isEqualTo(201);
            assertThat(client.attend(passports.student("bori"), opened.text("lectureCode"))
                            .text("code"))
                    .isEqualTo("LECTURE_FULL");
            assertThat(client.look(student, attended.room())
                            .body()
                            .path("attending")
                            .asInt())
                    .isOne();
            assertThat(client.leave(student, attended.room()).status()).isEqualTo(200);
            assertThat(client.close(teacher, opened.room()).text("status")).isEqualTo("CLOSED");
            assertThat(client.open(teacher, 0).text("code")).isEqualTo("INVALID_REQUEST");
        }
    }

    @Test
    void isOfTheProdProfile() {
        var lectern = LecternProcess.launchAheadOfTime(directory.resolve("data"), "--spring.profiles.active=local");

        assertThat(lectern.awaitExit()).isNotZero();
        assertThat(lectern.log())
                .contains(
                        "The profile local gives a passport to anybody, so it goes with no other: take away local, or prod")
                .doesNotContain("\tat ");
    }

    @Test
    void refusesSettingsThatWouldBeIgnoredSinceTheyWereDecidedWhenTheJarWasMade() {
        var lectern = LecternProcess.launchAheadOfTime(
                directory.resolve("data"),
                "--spring.datasource.url=jdbc:postgresql://localhost/lectern",
                "--spring.datasource.username=lectern",
                "--spring.datasource.password=",
                "--lectern.redis.address=redis://localhost",
                "--lectern.passport.user-keys=none",
                "--lectern.passport.room-keys=none",
                "--management.server.port=9001",
                "--management.endpoint.health.probes.enabled=false",
                "--management.endpoints.web.exposure.include[0]=*",
                "--management.health.diskspace.enabled=true",
                "--server.forward-headers-strategy=framework",
                "--spring.flyway.enabled=false",
                "--spring.jmx.enabled=true",
                "--spring.security.user.password=hush",
                "--spring.threads.virtual.enabled=false");

        assertThat(lectern.awaitExit()).isNotZero();
        assertThat(lectern.log().lines().filter(line -> line.endsWith(" start it without -Dspring.aot.enabled=true")))
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly(
                        "management.endpoint.health.probes.enabled is false, but the jar was made with true",
                        "management.endpoints.web.exposure.include[0] is *, but the jar was made without it",
                        "management.health.diskspace.enabled is true, but the jar was made without it",
                        "management.server.port is 9001, but the jar was made without it",
                        "server.forward-headers-strategy is framework, but the jar was made with none",
                        "spring.flyway.enabled is false, but the jar was made without it",
                        "spring.jmx.enabled is true, but the jar was made without it",
                        "spring.security.user.password is given, but the jar was made without it",
                        "spring.threads.virtual.enabled is false, but the jar was made with true");
        assertThat(lectern.log()).doesNotContain("hush", "\tat ");
    }
}
