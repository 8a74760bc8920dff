package lectern.bootstrap.start;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.PlaceholderResolutionException;

/**
 * Refuses settings with a placeholder that has no value, such as {@code ${nothing}}, or that refers back to itself, before anything
 * reads them. Each gets a line. Spring would end with a stack trace for some of them, and use the placeholder as the value of others.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class Placeholders implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** Other names are other programs' variables, and patterns of the log, which have placeholders of their own. */
    private static final List<ConfigurationPropertyName> READ = Stream.of("lectern", "server", "management", "spring")
            .map(ConfigurationPropertyName::of)
            .toList();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var problems = problems(context.getEnvironment());
        if (!problems.isEmpty()) {
            throw new CannotStart(String.join(System.lineSeparator(), problems));
        }
    }

    /** A line for each setting. */
    static List<String> problems(ConfigurableEnvironment environment) {
        return names(environment)
                .filter(name -> READ.stream().anyMatch(group -> group.isAncestorOf(name)))
                .distinct()
                .flatMap(name -> problem(environment, name).stream())
                .toList();
    }

    private static Stream<ConfigurationPropertyName> names(ConfigurableEnvironment environment) {
        return StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .flatMap(source -> source instanceof IterableConfigurationPropertySource settings
                        ? settings.stream()
                        : Stream.empty());
    }

    /** The value is not repeated: it may be a secret. */
    private static Optional<String> problem(ConfigurableEnvironment environment, ConfigurationPropertyName name) {
        try {
            var _ = SettingsCheck.value(environment, name)
                    .map(given -> environment.resolveRequiredPlaceholders(String.valueOf(given.getValue())));
            return Optional.empty();
        } catch (PlaceholderResolutionException _) {
            return Optional.of(
                    "%s has a placeholder without a value, or one that leads back to it: a ${ that is meant as text is written \\${"
                            .formatted(name));
        }
    }
}
