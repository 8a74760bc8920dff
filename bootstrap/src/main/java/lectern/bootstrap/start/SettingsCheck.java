package lectern.bootstrap.start;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Refuses to start with settings that are unknown, missing or invalid, before anything uses them. Each gets a line.
 *
 * <p>The registered records of properties define which settings exist.
 */
public final class SettingsCheck implements BeanFactoryPostProcessor, PriorityOrdered {

    private static final String OURS = "lectern";

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        var environment = beans.getBean(ConfigurableEnvironment.class);
        var problems = new LinkedHashSet<String>();
        beans.getBeanProvider(ApplicationArguments.class)
                .ifAvailable(arguments -> problems.addAll(problems(arguments)));
        problems.addAll(problems(environment, properties(beans)));
        problems.addAll(RequiredSettings.problems(environment));
        problems.addAll(Surroundings.problems(environment));
        if (!problems.isEmpty()) {
            throw new CannotStart(String.join(System.lineSeparator(), problems));
        }
    }

    /** The settings of some records, without duplicates: two records may read the same setting. */
    static Collection<Setting> settings(List<Class<?>> records) {
        return records.stream()
                .flatMap(properties -> Setting.in(prefix(properties), properties))
                .collect(Collectors.toMap(
                        Setting::name,
                        setting -> setting,
                        (one, other) -> one.bounds() == null ? other : one,
                        LinkedHashMap::new))
                .values();
    }

    /** A line for each problem with the settings of some records. */
    static Set<String> problems(ConfigurableEnvironment environment, List<Class<?>> records) {
        var settings = settings(records);
        var problems = new LinkedHashSet<>(new SettingNames(settings).unknown(environment));
        var bad = new LinkedHashSet<String>();
        for (var setting : settings) {
            var lines = problems(environment, setting);
            if (!lines.isEmpty()) {
                bad.add(setting.name());
                problems.addAll(lines);
            }
        }
        records.stream()
                .filter(properties ->
                        Setting.in(prefix(properties), properties).noneMatch(it -> bad.contains(it.name())))
                .flatMap(properties -> misfits(environment, properties))
                .forEach(problems::add);
        return problems;
    }

    /** A line for each problem with the values of a setting. */
    static List<String> problems(ConfigurableEnvironment environment, Setting setting) {
        return setting.isList()
                ? elements(environment, setting).stream()
                        .flatMap(element -> setting.problem(element).stream())
                        .toList()
                : value(environment, ConfigurationPropertyName.of(setting.name()))
                        .flatMap(given -> setting.problem(
                                        environment.resolvePlaceholders(String.valueOf(given.getValue())))
                                .map(problem -> problem + place(given, setting)))
                        .stream()
                        .toList();
    }

    /** The value of a setting, from the source with the highest precedence. */
    static Optional<ConfigurationProperty> value(ConfigurableEnvironment environment, ConfigurationPropertyName name) {
        return StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .map(source -> source.getConfigurationProperty(name))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** A list that can't be read is refused by its record. */
    private static List<String> elements(ConfigurableEnvironment environment, Setting setting) {
        try {
            return Binder.get(environment)
                    .bind(setting.name(), Bindable.listOf(String.class))
                    .orElse(List.of());
        } catch (BindException _) {
            return List.of();
        }
    }

    /** The source of the value, if the name of the setting does not show it. */
    private static String place(ConfigurationProperty given, Setting setting) {
        var place = given.getOrigin() instanceof PropertySourceOrigin origin
                ? origin.getPropertyName()
                : String.valueOf(given.getOrigin());
        return place.equals(setting.name()) ? "" : " (%s)".formatted(place);
    }

    /** What a record objects to its values when each of them alone is valid. */
    private static Stream<String> misfits(ConfigurableEnvironment environment, Class<?> properties) {
        try {
            var _ = Binder.get(environment).bindOrCreate(prefix(properties), properties);
            return Stream.empty();
        } catch (BindException e) {
            return Misfit.lines(e);
        }
    }

    /** A line for each malformed or repeated argument. */
    static List<String> problems(ApplicationArguments arguments) {
        // The rest may be a secret.
        var notOptions = arguments.getNonOptionArgs().stream()
                .map(argument -> argument.replaceFirst("=.*", "=…"))
                .map("%s is not an option: options begin with --"::formatted);
        // Spring Boot joins the values of an option with commas, and takes one of two spellings.
        var repeated = arguments.getOptionNames().stream()
                .collect(groupingBy(
                        option -> ConfigurationPropertyName.adapt(option, '.'),
                        TreeMap::new,
                        toCollection(TreeSet::new)))
                .values()
                .stream()
                .filter(spellings -> spellings.size() > 1 || values(arguments, spellings.first()) > 1)
                .map(spellings ->
                        "--%s is given more than once: it has to be given once; the values of a list are separated by commas"
                                .formatted(String.join(", --", spellings)));
        return Stream.concat(notOptions, repeated).toList();
    }

    private static int values(ApplicationArguments arguments, String option) {
        var values = arguments.getOptionValues(option);
        return values == null ? 0 : values.size();
    }

    private static List<Class<?>> properties(ConfigurableListableBeanFactory beans) {
        return Arrays.stream(beans.getBeanDefinitionNames())
                .filter(name -> name.startsWith(OURS))
                .<Class<?>>map(name -> beans.getType(name, false))
                .filter(Objects::nonNull)
                .filter(type -> type.isAnnotationPresent(ConfigurationProperties.class))
                .toList();
    }

    static String prefix(Class<?> properties) {
        return properties.getAnnotation(ConfigurationProperties.class).value();
    }
}
