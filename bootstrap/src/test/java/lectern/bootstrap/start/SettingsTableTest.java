package lectern.bootstrap.start;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** The tables of docs/operations.md have the settings that there are, with their defaults and bounds. */
class SettingsTableTest {

    private static final Pattern NAME = Pattern.compile("`((?:lectern|…)\\.[a-z.-]+)`");

    private final List<Class<?>> records = records();
    private final Map<String, Row> table = table();

    SettingsTableTest() throws IOException {}

    @Test
    void theyNameEachSettingAndNoOther() {
        assertThat(table.keySet())
                .containsExactlyInAnyOrderElementsOf(SettingsCheck.settings(records).stream()
                        .map(Setting::name)
                        .toList());
    }

    @Test
    void theyHaveTheDefaults() throws IOException {
        var environment = new StandardEnvironment();
        // The first document, which holds in every profile.
        environment
                .getPropertySources()
                .addLast(new YamlPropertySourceLoader()
                        .load("application", new ClassPathResource("application.yaml"))
                        .getFirst());

        for (var properties : records) {
            var prefix = SettingsCheck.prefix(properties);
            assertDefaults(prefix, (Record) Binder.get(environment).bindOrCreate(prefix, properties));
        }
    }

    @Test
    void theyHaveTheBoundsAndEveryTimeAndEveryNumberHasSome() {
        assertThat(SettingsCheck.settings(records))
                .filteredOn(setting -> Set.of(Duration.class, int.class).contains(setting.type()))
                .hasSizeGreaterThan(20)
                .allSatisfy(setting -> {
                    var bounds = requireNonNull(setting.bounds(), setting.name());
                    var row = row(setting.name());
                    assertThat(row.unit()).contains("%s to %s".formatted(bounds.min(), bounds.max()));
                    assertThat(setting.problem(row.standard())).isEmpty();
                });
    }

    private Row row(String name) {
        return requireNonNull(table.get(name), name);
    }

    private void assertDefaults(String prefix, Record properties) {
        for (var component : properties.getClass().getRecordComponents()) {
            var name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
            var value = value(component.getAccessor(), properties);
            if (value instanceof Record nested) {
                assertDefaults(name, nested);
            } else {
                assertThat(row(name).standard(value)).as(name).isEqualTo(value);
            }
        }
    }

    private static @Nullable Object value(Method accessor, Record properties) {
        try {
            accessor.setAccessible(true);
            return accessor.invoke(properties);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * One of a setting.
     *
     * @param standard its default; empty if the table has no such column
     */
    private record Row(String standard, String unit) {

        /** As a value of the type of another, in which no value is none, and no element either. */
        @Nullable Object standard(@Nullable Object like) {
            return switch (like) {
                case Duration _ -> DurationStyle.detectAndParse(standard);
                case Integer _ -> Integer.valueOf(standard);
                case Boolean _ -> Boolean.valueOf(standard);
                case Path _ -> Path.of(standard).normalize();
                case Set<?> _ when standard.equals("none") -> Set.of();
                case null -> Set.of("", "–", "those of spring.datasource").contains(standard) ? null : standard;
                default -> standard;
            };
        }
    }

    private static Map<String, Row> table() throws IOException {
        var rows = new LinkedHashMap<String, Row>();
        var text = Files.readString(Path.of("..", "docs", "operations.md"));
        var settings = text.substring(text.indexOf("\n## Settings"), text.indexOf("\n## Passport keys"));
        settings.lines().filter(line -> line.startsWith("|")).forEach(line -> {
            var cells = line.split("\\|", -1);
            var row = cells.length == 6 ? new Row(plain(cells[2]), plain(cells[3])) : new Row("", "");
            NAME.matcher(cells[1])
                    .results()
                    .map(match -> match.group(1))
                    .flatMap(name -> name.startsWith("…")
                            ? Stream.of("lectern.store", "lectern.views").map(group -> group + name.substring(1))
                            : Stream.of(name))
                    .forEach(name -> assertThat(rows.put(name, row)).as(name).isNull());
        });
        return rows;
    }

    private static String plain(String cell) {
        return cell.strip().replace("`", "");
    }

    private static List<Class<?>> records() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return scanner.findCandidateComponents("lectern").stream()
                .<Class<?>>map(found -> ClassUtils.resolveClassName(requireNonNull(found.getBeanClassName()), null))
                .filter(Class::isRecord)
                // Those of tests are in them.
                .filter(type -> type.getEnclosingClass() == null)
                .toList();
    }
}
