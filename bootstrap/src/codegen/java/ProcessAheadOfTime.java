import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import lectern.bootstrap.LecternApplication;
import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.util.FileSystemUtils;

/**
 * Has Spring find out now what the prod profile consists of, and write it down as code, so that it need not when it starts with
 * {@code -Dspring.aot.enabled=true}: {@code java ProcessAheadOfTime.java <directory of the module>}.
 *
 * <p>Spring Boot's own plugin compiles that code with the JDK that Maven runs on, which may be older than this one.
 */
final class ProcessAheadOfTime {

    /** What a service of that profile is not begun without. Nothing is connected, and nothing of it is written down. */
    private static final List<String> SETTINGS = List.of(
            "--spring.profiles.active=prod",
            "--spring.datasource.url=jdbc:postgresql://nowhere/lectern",
            "--spring.datasource.username=nobody",
            "--spring.datasource.password=",
            "--lectern.redis.address=redis://nowhere:6379",
            "--lectern.passport.user-keys=none",
            "--lectern.passport.room-keys=none");

    public static void main(String... arguments) throws Exception {
        var target = Path.of(arguments[0], "target");
        var written = target.resolve("ahead-of-time");
        var sources = written.resolve("sources");
        var classes = written.resolve("classes");
        process(sources, written.resolve("resources"), classes);
        compile(sources, classes);
        FileSystemUtils.copyRecursively(classes, target.resolve("classes"));
    }

    private static void process(Path sources, Path resources, Path classes) throws Exception {
        var arguments = new ArrayList<String>();
        arguments.add(LecternApplication.class.getName());
        Stream.of(sources, resources, classes).map(Path::toString).forEach(arguments::add);
        arguments.add("lectern");
        arguments.add("lectern-bootstrap");
        arguments.addAll(SETTINGS);
        SpringApplicationAotProcessor.main(arguments.toArray(String[]::new));
    }

    private static void compile(Path sources, Path classes) throws IOException {
        var arguments = new ArrayList<>(List.of(
                "-classpath", System.getProperty("java.class.path"), "-proc:none", "-nowarn", "-Xlint:none"));
        arguments.addAll(List.of("-d", classes.toString()));
        try (var files = Files.walk(sources)) {
            files.filter(Files::isRegularFile).map(Path::toString).forEach(arguments::add);
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (result != 0) {
            throw new IllegalStateException("what Spring has written does not compile");
        }
    }
}
