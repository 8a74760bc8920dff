package lectern.bootstrap.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class SurroundingsTest {

    private final StandardEnvironment environment = new StandardEnvironment();

    @ParameterizedTest
    @ValueSource(strings = {"70000", "65536", "-1", "abc", "30 00"})
    void havePorts(String port) {
        give(Map.of("server.port", port));

        assertThat(Surroundings.problems(environment))
                .containsExactly("server.port is \"%s\": it has to be a whole number from 0 to 65535".formatted(port));
    }

    @Test
    void needNoPortForManagement() {
        give(Map.of("server.port", "0", "management.server.port", "-1"));
        assertThat(Surroundings.problems(environment)).isEmpty();

        give(Map.of("management.server.port", "-2"));
        assertThat(Surroundings.problems(environment)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rooms", "/rooms/", "//"})
    void haveAContextPath(String path) {
        give(Map.of("server.servlet.context-path", path));
        assertThat(Surroundings.problems(environment))
                .singleElement()
                .asString()
                .startsWith("server.servlet.context-path is \"%s\"".formatted(path));

        give(Map.of("server.servlet.context-path", "/rooms"));
        assertThat(Surroundings.problems(environment)).isEmpty();
    }

    @Test
    void haveAPostgres() {
        give(Map.of("spring.datasource.url", "postgres://u:hush@host/lectern"));
        assertThat(Surroundings.problems(environment))
                .containsExactly(
                        "spring.datasource.url is not a URL of a Postgres database, such as jdbc:postgresql://host:5432/lectern");

        give(Map.of("spring.datasource.url", "jdbc:postgresql:lectern"));
        assertThat(Surroundings.problems(environment)).isEmpty();

        give(Map.of("spring.datasource.url", ""));
        assertThat(Surroundings.problems(environment)).isEmpty();
    }

    @Test
    void haveATemporaryDirectory(@TempDir Path directory) throws IOException {
        var file = Files.createFile(directory.resolve("file"));

        assertThat(Surroundings.temporaryDirectory(directory.toString())).isEmpty();
        assertThat(Surroundings.temporaryDirectory(file.toString())).isPresent();
        assertThat(Surroundings.temporaryDirectory(directory.resolve("none").toString()))
                .get()
                .asString()
                .startsWith("java.io.tmpdir is \"" + directory.resolve("none") + "\": it has to be a directory");
        assertThat(Surroundings.temporaryDirectory("a\0b")).isPresent();
    }

    private void give(Map<String, Object> settings) {
        environment.getPropertySources().addFirst(new MapPropertySource(settings.toString(), settings));
    }
}
