package lectern.bootstrap.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.springframework.aot.AotDetector;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * With {@code -Dspring.aot.enabled=true}, settings that Spring asked for when the jar was made have to be as they were then: what follows from them is decided, and another value
 * would be ignored without a word (ADR 28).
 */
public final class AheadOfTimeSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** What was asked for, with the values of then; empty for what was not set. Written by {@code ProcessAheadOfTime}. */
    private static final String RECORD = "ahead-of-time.properties";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (AotDetector.useGeneratedArtifacts()) {
            requireThatAllAreAsTheyWere(context.getEnvironment());
        }
    }

    private static void requireThatAllAreAsTheyWere(Environment environment) {
        var then = record();
        var lines = then.stringPropertyNames().stream()
                .sorted()
                .flatMap(setting ->
                        problem(setting, environment.getProperty(setting, ""), then.getProperty(setting)).stream())
                .collect(Collectors.joining(System.lineSeparator()));
        if (!lines.isEmpty()) {
            throw new CannotStart(lines);
        }
    }

    private static Optional<String> problem(String setting, String value, String then) {
        return isIgnored(setting, value, then)
                ? Optional.of("%s is %s, but the jar was made %s: start it without -Dspring.aot.enabled=true"
                        .formatted(setting, now(setting, value), then.isEmpty() ? "without it" : "with " + then))
                : Optional.empty();
    }

    private static boolean isIgnored(String setting, String value, String then) {
        // It is Tomcat's unless it is Spring MVC's, and Tomcat is told at the start.
        boolean tomcats = setting.equals("server.forward-headers-strategy") && !value.equalsIgnoreCase("framework");
        return !tomcats && !value.equals(then);
    }

    private static String now(String setting, String value) {
        if (value.isEmpty()) {
            return "empty";
        }
        return setting.contains("password") ? "given" : value;
    }

    private static Properties record() {
        try {
            return PropertiesLoaderUtils.loadProperties(new ClassPathResource(RECORD, AheadOfTimeSettings.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
