package lectern.bootstrap.start;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lectern.application.Bounds;
import org.springframework.core.env.ConfigurableEnvironment;

/** Checks settings of Spring Boot and the machine, where the service would end with a stack trace otherwise. */
final class Surroundings {

    /** At port -1 Spring Boot would not listen at all. */
    private record Server(@Bounds(min = "0", max = "65535") int port) {}

    /** At port -1 there is no management. */
    private record Management(
            @Bounds(min = "-1", max = "65535") int port) {}

    private Surroundings() {}

    /** A line for each problem. */
    static List<String> problems(ConfigurableEnvironment environment) {
        var ports = Stream.concat(Setting.in("server", Server.class), Setting.in("management.server", Management.class))
                .flatMap(setting -> SettingsCheck.problems(environment, setting).stream());
        return Stream.of(
                        ports,
                        contextPath(environment.getProperty("server.servlet.context-path", "")).stream(),
                        database(environment.getProperty("spring.datasource.url", "")).stream(),
                        temporaryDirectory(System.getProperty("java.io.tmpdir")).stream())
                .flatMap(it -> it)
                .toList();
    }

    private static Optional<String> contextPath(String path) {
        return path.isEmpty() || path.equals("/") || (path.startsWith("/") && !path.endsWith("/"))
                ? Optional.empty()
                : Optional.of(
                        "server.servlet.context-path is \"%s\": it has to begin with / and not end with it, such as /rooms"
                                .formatted(path));
    }

    /** The driver checks the rest of the URL. The message does not repeat it, since it may have a password. */
    private static Optional<String> database(String url) {
        return url.isBlank() || url.startsWith("jdbc:postgresql:")
                ? Optional.empty()
                : Optional.of(
                        "spring.datasource.url is not a URL of a Postgres database, such as jdbc:postgresql://host:5432/lectern");
    }

    /** Tomcat works in a directory below it, in every profile. */
    static Optional<String> temporaryDirectory(String path) {
        return isWritableDirectory(path)
                ? Optional.empty()
                : Optional.of(
                        "java.io.tmpdir is \"%s\": it has to be a directory that can be written to, such as -Djava.io.tmpdir=/var/tmp"
                                .formatted(path));
    }

    private static boolean isWritableDirectory(String path) {
        try {
            return Files.isDirectory(Path.of(path)) && Files.isWritable(Path.of(path));
        } catch (InvalidPathException _) {
            return false;
        }
    }
}
