package lectern.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import lectern.persistence.TestPostgres;
import lectern.redis.TestRedis;
import lectern.web.passport.PassportKeys;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as docs/operations.md tells operators to run it: as a role that may do no more than it does, with secrets that stay secret. */
class HardenedIT {

    private static final String DATABASE_PASSWORD = "hush-database";
    private static final String OWNER_PASSWORD = "hush-owner";
    private static final String REDIS_PASSWORD = "hush-redis";
    private static final Path OPERATIONS = Path.of("..", "docs", "operations.md");
    private static final Pattern REDIS_USER = Pattern.compile("ACL SETUSER lectern on >… (.+)");
    private static final Pattern REFUSED = Pattern.compile("\\bobject\\s+\\$\\d+\\s+(\\S+)");

    /** A key that Redisson asks for when it connects, to see whether that is a Cluster. To be refused is as good as an answer. */
    private static final String CLUSTER_PROBE = "test1";

    private static final Pattern KEY = Pattern.compile("\"k\" *: *\"([^\"]+)\"");

    private final TestPostgres.Access superuser = TestPostgres.empty();

    @TempDir
    private Path directory;

    @Test
    void servesAsALeastPrivilegedRoleAndTellsItsSecretsToNobodyWhateverFails() throws Exception {
        prepareRoles();
        try (var redis = TestRedis.start()) {
            var redisAddress = URI.create(redis.address());
            tell(redisAddress, "ACL SETUSER lectern on >%s %s".formatted(REDIS_PASSWORD, whatTheUserOfRedisMayDo()));
            var userKeys = PassportKeys.generate();
            var roomKeys = PassportKeys.generate();
            var options = new String[] {
                "--spring.datasource.url=" + superuser.url(),
                "--spring.datasource.username=hardened",
                "--spring.datasource.password=" + DATABASE_PASSWORD,
                "--spring.flyway.user=hardened_owner",
                "--spring.flyway.password=" + OWNER_PASSWORD,
                "--lectern.redis.address=" + redis.address(),
                "--lectern.redis.username=lectern",
                "--lectern.redis.password=" + REDIS_PASSWORD,
                // Hands out passports, which prod does not.
                "--spring.profiles.active=local",
                "--lectern.passport.user-keys=" + userKeys,
                "--lectern.passport.room-keys=" + roomKeys
            };
            var secrets = new ArrayList<>(List.of(DATABASE_PASSWORD, OWNER_PASSWORD, REDIS_PASSWORD));
            KEY.matcher(userKeys + roomKeys).results().forEach(key -> secrets.add(key.group(1)));
            assertThat(secrets).hasSize(5);

            try (var lectern = LecternProcess.start(directory.resolve("data"), options)) {
                var client = lectern.client();
                secrets.addAll(assertThatALectureIsHeld(client, "kim"));
                takeAwayWhatIsMoreThanNeeded();
                secrets.addAll(assertThatALectureIsHeld(client, "choi"));
                assertThat(client.get("/actuator/health").text("status")).isEqualTo("UP");
                assertThat(client.get("/actuator/metrics/lectern.line.reachable")
                                .body()
                                .at("/measurements/0/value")
                                .asInt())
                        .isOne();
                assertThat(whatWasRefusedBy(redis)).isSubsetOf(CLUSTER_PROBE);

                assertThatNothingIsTold(secrets, client);

                // From now on the password is wrong, and the connections that knew it are gone.
                tell(redisAddress, "ACL SETUSER lectern resetpass >other", "CLIENT KILL USER lectern");
                eventually()
                        .until(() ->
                                client.get("/actuator/health").text("status").equals("DEGRADED"));
                eventually().untilAsserted(() -> {
                    assertThat(reason(client, "line")).contains("WRONGPASS");
                    assertThat(reason(client, "redis")).contains("WRONGPASS");
                });
                assertThat(client.get("/actuator/health").body().findValues("database"))
                        .as("details of others")
                        .isEmpty();
                lockTheRoleOut();
                eventually()
                        .until(() -> client.get("/actuator/health/readiness").status() == 503);
                assertThat(client.lectures(client.teacher("kim")).text("code")).isEqualTo("TRY_AGAIN");

                assertThatNothingIsTold(secrets, client);
                assertThat(lectern.log()).contains("WARN").doesNotContain(secrets);
            }

            var refused = LecternProcess.launch(directory.resolve("data"), options);
            assertThat(refused.awaitExit()).isNotZero();
            assertThat(refused.log()).doesNotContain(secrets);
        }
    }

    private static String reason(Client client, String component) {
        return client.get("/actuator/health")
                .body()
                .at("/components/%s/details/reason".formatted(component))
                .asString();
    }

    /** Whatever docs/operations.md says. */
    private static String whatTheUserOfRedisMayDo() throws IOException {
        var rule = REDIS_USER.matcher(Files.readString(OPERATIONS));
        assertThat(rule.find()).isTrue();
        return rule.group(1);
    }

    /** Keys, channels and commands. */
    private static List<String> whatWasRefusedBy(TestRedis redis) {
        return REFUSED.matcher(redis.ask("ACL LOG"))
                .results()
                .map(refused -> refused.group(1))
                .toList();
    }

    /** As docs/operations.md says, under names of its own: roles are of the server, which others use too. */
    private void prepareRoles() throws SQLException {
        var database = superuser.url().replaceFirst("[^?]*/", "").replaceFirst("\\?.*", "");
        superuser.execute("""
                drop role if exists hardened_owner;
                drop role if exists hardened;
                create role hardened_owner login password '%s';
                create role hardened login password '%s';
                alter database %s owner to hardened_owner;
                alter schema public owner to hardened_owner;
                alter default privileges for role hardened_owner in schema public
                    grant select, insert, update, delete on tables to hardened;
                """.formatted(OWNER_PASSWORD, DATABASE_PASSWORD, database));
    }

    private void takeAwayWhatIsMoreThanNeeded() throws SQLException {
        superuser.execute("""
                revoke update on lecture_event from hardened;
                revoke all on flyway_schema_history from hardened;
                """);
    }

    private void lockTheRoleOut() throws SQLException {
        superuser.execute("""
                alter role hardened password 'other';
                alter role hardened nologin;
                select pg_terminate_backend(pid) from pg_stat_activity where usename = 'hardened';
                """);
    }

    /** In the words of Redis's own protocol, which takes plain lines. */
    private static void tell(URI redis, String... commands) {
        try (var socket = new Socket(redis.getHost(), redis.getPort())) {
            socket.setSoTimeout(10_000);
            var answers = socket.getInputStream();
            for (var command : commands) {
                socket.getOutputStream().write((command + "\r\n").getBytes(UTF_8));
                assertThat(answers.read()).as(command).isIn((int) '+', (int) ':');
                for (int next = answers.read(); next != '\n'; next = answers.read()) {
                    assertThat(next).as(command).isNotNegative();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** And what of it is nobody else's business. */
    private static List<String> assertThatALectureIsHeld(Client client, String name) {
        var teacher = client.teacher("teacher-" + name);
        var student = client.student("student-" + name);
        var opened = client.open(teacher, 10);
        assertThat(opened.status()).isEqualTo(201);
        var code = opened.text("lectureCode");
        var attended = client.attend(student, code);
        assertThat(attended.status()).isEqualTo(201);
        assertThat(client.look(student, attended.room()).status()).isEqualTo(200);
        assertThat(client.leave(student, attended.room()).status()).isEqualTo(200);
        assertThat(client.close(teacher, opened.room()).status()).isEqualTo(200);
        return List.of(teacher, student, opened.room(), attended.room(), code, "teacher-" + name, "student-" + name);
    }

    private static void assertThatNothingIsTold(List<String> secrets, Client client) {
        for (var path : List.of(
                "/actuator",
                "/actuator/health",
                "/actuator/info",
                "/actuator/metrics",
                "/actuator/metrics/http.server.requests",
                "/actuator/env",
                "/actuator/configprops",
                "/actuator/beans",
                "/actuator/loggers",
                "/actuator/sbom",
                "/actuator/heapdump",
                "/swagger/openapi.json",
                "/lectures",
                "/nothing")) {
            assertThat(client.get(path).body().toString()).as(path).doesNotContain(secrets);
        }
        for (var path : List.of("env", "configprops", "beans", "loggers", "sbom", "heapdump")) {
            assertThat(client.get("/actuator/" + path).status()).as(path).isEqualTo(404);
        }
        // What somebody asks for by mistake may be a secret, too.
        for (var path : List.of("/", "/lecture/", "/swagger/swagger-ui/META-INF/", "/swagger/swagger-ui/WEB-INF/")) {
            assertThat(client.get(path + DATABASE_PASSWORD).status()).as(path).isIn(401, 404);
        }
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(30));
    }
}
