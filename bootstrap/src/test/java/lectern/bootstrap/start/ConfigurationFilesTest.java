package lectern.bootstrap.start;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ConfigurationFilesTest {

    @TempDir
    private Path directory;

    @Test
    void areReadBesideTheJarAndInItsConfigWhateverItsDirectoryIsCalled() throws IOException {
        var besideTheJar = Files.createDirectories(directory.resolve("강의 #1%20"));
        write(besideTheJar.resolve("application.yaml"), "lectern.retention: 10d\nlectern.data: there\nserver.port: 1");
        write(besideTheJar.resolve("config/application.yaml"), "lectern.data: further down");

        var environment = environment(besideTheJar);

        assertThat(environment.getProperty("lectern.retention")).isEqualTo("10d");
        assertThat(environment.getProperty("lectern.data")).isEqualTo("further down");
        // The file in the jar gives it too, and the arguments have the last word.
        assertThat(environment.getProperty("server.port")).isEqualTo("2");
        assertThat(environment.getProperty("spring.application.name")).isEqualTo("lectern");
    }

    @Test
    void areNotLookedForBesideADirectoryOfClasses() {
        assertThat(ConfigurationFiles.locations(ConfigurationFiles.class)).isEmpty();
    }

    private static StandardEnvironment environment(Path besideTheJar) {
        var environment = new StandardEnvironment();
        var sources = environment.getPropertySources();
        sources.replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment", new HashMap<>()));
        sources.addFirst(new MapPropertySource("arguments", new HashMap<>(java.util.Map.of("server.port", "2"))));
        sources.addLast(
                new MapPropertySource("defaultProperties", ConfigurationFiles.locations(besideTheJar.toFile())));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        return environment;
    }

    private static void write(Path file, String text) throws IOException {
        var _ = Files.createDirectories(file.getParent());
        var _ = Files.writeString(file, text, UTF_8);
    }
}
