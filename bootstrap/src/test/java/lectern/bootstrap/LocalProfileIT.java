package lectern.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one gets who gives nothing. */
class LocalProfileIT {

    private static final Pattern INVITATION = Pattern.compile(
            "One more instance beside this one is started with --server.port=3001 --spring.profiles.active=local (\\S+) (\\S+)");

    @TempDir
    private Path directory;

    @Test
    void dataAndKeysSurviveAKillAndTheServersThatWereLeftBehindAreReplaced() throws Exception {
        var data = directory.resolve("data");
        var before = LecternProcess.start(data);
        var teacher = before.client().teacher("kim");
        var student = before.client().student("lee");
        var opened = before.client().open(teacher, 10);
        var attended = before.client().attend(student, opened.text("lectureCode"));
        before.kill();
        var leftBehind = serversOf(data);
        assertThat(leftBehind).isNotEmpty();

        try (var after = LecternProcess.startShipped(data)) {
            assertThat(leftBehind).noneMatch(ProcessHandle::isAlive);
            var client = after.client();
            assertThat(client.look(student, attended.room()).text("teacherId")).isEqualTo("kim");
            assertThat(client.attend(student, opened.text("lectureCode")).status())
                    .isEqualTo(200);
            assertThat(client.close(teacher, opened.room()).status()).isEqualTo(200);
            assertThat(client.attend(client.student("park"), opened.text("lectureCode"))
                            .status())
                    .isEqualTo(410);
            assertThat(data.resolve("lectern.passport.user-keys.json")).satisfies(LocalProfileIT::isForItsOwnerOnly);
            assertThat(data.resolve("lectern.passport.room-keys.json")).satisfies(LocalProfileIT::isForItsOwnerOnly);
        }
        assertThat(serversOf(data)).isEmpty();
    }

    @Test
    void aSecondInstanceIsToldHowToUseTheServersOfTheFirst() throws Exception {
        var data = directory.resolve("data");
        try (var first = LecternProcess.start(data)) {
            assertThat(first.log())
                    .contains("default profile: \"local\"")
                    .containsOnlyOnce(" WARN ")
                    .contains("gives a passport to anybody who reaches 127.0.0.1");
            var invitation = INVITATION.matcher(first.log());
            assertThat(invitation.find()).isTrue();

            var refused = LecternProcess.launch(data);
            assertThat(refused.awaitExit()).isNotZero();
            assertThat(refused.log())
                    .contains("Another Lectern has its servers in " + data.toRealPath())
                    .contains(invitation.group(1) + " " + invitation.group(2))
                    .doesNotContain("\tat ");

            try (var second = LecternProcess.start(
                    data, "--spring.profiles.active=local", invitation.group(1), invitation.group(2))) {
                var teacher = first.client().teacher("kim");
                var room = first.client().open(teacher, 10).room();
                assertThat(second.client().close(teacher, room).status()).isEqualTo(200);
            }
            assertThat(first.client().get("/actuator/health").text("status")).isEqualTo("UP");

            var port = first.address().getPort();
            var onTheSamePort = LecternProcess.launch(
                    data,
                    "--spring.profiles.active=local",
                    invitation.group(1),
                    invitation.group(2),
                    "--server.port=" + port);
            assertThat(onTheSamePort.awaitExit()).isNotZero();
            assertThat(onTheSamePort.log())
                    .contains("Port " + port + " was already in use")
                    .doesNotContain("\tat ", "io.netty");

            var url = invitation.group(1).substring(invitation.group(1).indexOf('=') + 1);
            assertThat(settingOf(url, "fsync")).isEqualTo("on");
            assertThat(settingOf(url, "synchronous_commit")).isEqualTo("on");
            assertThat(settingOf(url, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(settingOf(url, "unix_socket_directories")).isEmpty();
        }
    }

    private static String settingOf(String url, String name) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var setting = statement.executeQuery("show " + name)) {
            assertThat(setting.next()).isTrue();
            return setting.getString(1);
        }
    }

    private static List<ProcessHandle> serversOf(Path data) throws IOException {
        var programs = data.toRealPath().resolve("programs");
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command()
                        .filter(command -> Path.of(command).startsWith(programs))
                        .isPresent())
                .toList();
    }

    private static void isForItsOwnerOnly(Path file) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
