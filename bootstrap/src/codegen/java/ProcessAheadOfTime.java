import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import lectern.bootstrap.LecternApplication;
import lectern.web.passport.PassportKeys;
import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.PropertySource;
import org.springframework.javapoet.ClassName;
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
            "--lectern.passport.user-keys=" + PassportKeys.generate(),
            "--lectern.passport.room-keys=" + PassportKeys.generate());

    /** Of settings, not of environment variables, nor of what has a default behind it. */
    private static final Pattern SETTING = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+(\\[0])?");

    public static void main(String... arguments) throws Exception {
        var target = Path.of(arguments[0], "target");
        var written = target.resolve("ahead-of-time");
        var sources = written.resolve("sources");
        var classes = written.resolve("classes");
        var record = process(sources, written.resolve("resources"), classes);
        compile(sources, classes);
        Files.write(Files.createDirectories(classes.resolve("lectern/bootstrap/start")).resolve("ahead-of-time.properties"), record);
        FileSystemUtils.copyRecursively(classes, target.resolve("classes"));
    }

    /** Returns which settings Spring asked for meanwhile, and their values, as lines of a properties file. */
    private static List<String> process(Path sources, Path resources, Path classes) {
        var settings = AbstractAotProcessor.Settings.builder()
                .sourceOutput(sources)
                .resourceOutput(resources)
                .classOutput(classes)
                .groupId("org.lectern")
                .artifactId("lectern-bootstrap")
                .build();
        var record = new ArrayList<String>();
        new SpringApplicationAotProcessor(LecternApplication.class, settings, SETTINGS.toArray(String[]::new)) {

            @Override
            protected ClassName performAotProcessing(GenericApplicationContext context) {
                var environment = context.getEnvironment();
                var asked = new Asked();
                environment.getPropertySources().addFirst(asked);
                var initializer = super.performAotProcessing(context);
                environment.getPropertySources().remove(asked.getName());
                asked.names.forEach(name -> record.add(name + "=" + environment.getProperty(name, "")));
                return initializer;
            }
        }.process();
        return record;
    }

    /** Has no value for anything, and sees what is asked for. */
    private static final class Asked extends PropertySource<Object> {

        private final Set<String> names = new ConcurrentSkipListSet<>();

        Asked() {
            super("asked");
        }

        @Override
        public Object getProperty(String name) {
            if (SETTING.matcher(name).matches() && !isGivenAnyway(name) && !isNotDecided(name)) {
                names.add(name);
            }
            return null;
        }

        /**
         * The port is only compared with the one of the management endpoints; the log has begun by then, and is asked about for native images;
         * Lectern's own settings are asked about by the check of them, and no bean is there or not because of one.
         */
        private static boolean isNotDecided(String name) {
            return name.equals("server.port") || name.startsWith("logging.") || name.startsWith("lectern.");
        }

        private static boolean isGivenAnyway(String name) {
            return SETTINGS.stream().anyMatch(setting -> setting.startsWith("--" + name + "="));
        }
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
