package lectern.bootstrap.start;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.convert.ConverterNotFoundException;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Refuses to start with settings that are unknown, missing or can't work, before anything is made of them. Each gets a line.
 *
 * <p>The registered records of properties say which settings there are.
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
                .ifAvailable(arguments -> problems.addAll(notOptions(arguments.getNonOptionArgs())));
        problems.addAll(problems(environment, properties(beans)));
        problems.addAll(RequiredSettings.problems(environment));
        problems.addAll(Surroundings.problems(environment));
        if (!problems.isEmpty()) {
            throw new CannotStart(String.join(System.lineSeparator(), problems));
        }
    }

    /** The settings of some records. One that two of them read is there once. */
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

    /** What is wrong with the settings of some records, in a line each. */
    static Set<String> problems(ConfigurableEnvironment environment, List<Class<?>> records) {
        var settings = settings(records);
        var problems = new LinkedHashSet<>(new SettingNames(settings).unknown(environment));
        var bad = new LinkedHashMap<String, String>();
        for (var setting : settings) {
            problem(environment, setting).ifPresent(line -> bad.put(setting.name(), line));
        }
        problems.addAll(bad.values());
        records.stream()
                .filter(properties ->
                        Setting.in(prefix(properties), properties).noneMatch(it -> bad.containsKey(it.name())))
                .map(properties -> misfit(environment, properties))
                .flatMap(Optional::stream)
                .forEach(problems::add);
        return problems;
    }

    static Optional<String> problem(ConfigurableEnvironment environment, Setting setting) {
        var name = ConfigurationPropertyName.of(setting.name());
        return StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .map(source -> source.getConfigurationProperty(name))
                .filter(Objects::nonNull)
                .findFirst()
                .flatMap(given -> setting.problem(environment.resolvePlaceholders(String.valueOf(given.getValue())))
                        .map(problem -> problem + place(given, setting)));
    }

    /** Where it was given, when its name does not say it. */
    private static String place(ConfigurationProperty given, Setting setting) {
        var place = given.getOrigin() instanceof PropertySourceOrigin origin
                ? origin.getPropertyName()
                : String.valueOf(given.getOrigin());
        return place.equals(setting.name()) ? "" : " (%s)".formatted(place);
    }

    /** What a record says against its values when each of them alone is all right. */
    private static Optional<String> misfit(ConfigurableEnvironment environment, Class<?> properties) {
        var prefix = prefix(properties);
        try {
            var _ = Binder.get(environment).bindOrCreate(prefix, properties);
            return Optional.empty();
        } catch (BindException e) {
            var cause = NestedExceptionUtils.getMostSpecificCause(e);
            var why = String.valueOf(cause.getMessage());
            return switch (cause) {
                // A value where a group of settings is: its name is refused.
                case ConverterNotFoundException _ -> Optional.empty();
                case IllegalArgumentException _
                when !why.startsWith(OURS + ".") -> Optional.of(e.getName() + "." + why);
                case IllegalArgumentException _ -> Optional.of(why);
                default -> Optional.of(e.getName() + ": " + why);
            };
        }
    }

    private static List<String> notOptions(List<String> arguments) {
        // The rest may be a secret.
        return arguments.stream()
                .map(argument -> argument.replaceFirst("=.*", "=…"))
                .map("%s is not an option: options begin with --"::formatted)
                .toList();
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
