package lectern.bootstrap.start;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The names that settings have, in the spellings that Spring Boot takes, to find those that it would ignore. */
final class SettingNames {

    private static final String OURS = "lectern";

    /** What Kubernetes puts into the environment for a Service that is called lectern, or lectern-something. */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "\\w+_SERVICE_HOST|\\w+_SERVICE_PORT(_\\w+)?|\\w+_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");

    /** What it gives the one that ends with {@code _PORT}. */
    private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.+");

    private static final int SIMILAR = 3;

    private final Collection<Setting> settings;
    private final Set<String> names;
    private final Set<String> variables;
    private final Set<String> lists;
    private final Set<String> groups;

    SettingNames(Collection<Setting> settings) {
        this.settings = settings;
        this.names = settings.stream().map(setting -> plain(setting.name())).collect(Collectors.toSet());
        this.variables = settings.stream()
                .flatMap(setting ->
                        Stream.of(plain(setting.name()), setting.name().replace('-', '.')))
                .collect(Collectors.toSet());
        this.lists = settings.stream()
                .filter(Setting::isList)
                .map(setting -> plain(setting.name()))
                .collect(Collectors.toSet());
        this.groups = names.stream().flatMap(SettingNames::groupsOf).collect(Collectors.toSet());
    }

    /** A line for each name that begins as ours do and is none of them. */
    Set<String> unknown(ConfigurableEnvironment environment) {
        var lines = new LinkedHashSet<String>();
        for (var source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> given) {
                for (var name : given.getPropertyNames()) {
                    (isVariable(name, given) ? unknownVariable(name, given) : unknownName(name, given))
                            .ifPresent(lines::add);
                }
            }
        }
        return lines;
    }

    /** Spring Boot finds a variable by the name of the setting as well. */
    private static boolean isVariable(String name, PropertySource<?> source) {
        return source instanceof SystemEnvironmentPropertySource && name.indexOf('.') < 0;
    }

    private Optional<String> unknownName(String given, PropertySource<?> source) {
        var name = plain(given);
        boolean known = names.contains(name)
                || lists.contains(name.replaceFirst("\\[\\d+]$", ""))
                // As a file has it when nothing is below it.
                || (groups.contains(name) && "".equals(source.getProperty(given)));
        return !isOurs(name) || known ? Optional.empty() : Optional.of(refusal(given, similar(name)));
    }

    private Optional<String> unknownVariable(String given, PropertySource<?> source) {
        var name = given.toLowerCase(Locale.ROOT).replace('_', '.');
        boolean known = variables.contains(name)
                || lists.contains(name.replaceFirst("\\.\\d+$", ""))
                || isServiceLink(given, source);
        return !isOurs(name) || known
                ? Optional.empty()
                : Optional.of(refusal(given, similar(name).map(SettingNames::variable)));
    }

    private static boolean isOurs(String name) {
        return name.equals(OURS) || name.startsWith(OURS + ".");
    }

    private static boolean isServiceLink(String name, PropertySource<?> source) {
        return SERVICE_LINK.matcher(name).matches()
                || (name.endsWith("_PORT")
                        && ADDRESS.matcher(String.valueOf(source.getProperty(name)))
                                .matches());
    }

    private static String refusal(String given, Optional<String> similar) {
        return given + " is not a setting of Lectern"
                + similar.map(": did you mean %s?"::formatted).orElse("");
    }

    private static String variable(String name) {
        return plain(name).replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private Optional<String> similar(String name) {
        var last = name.substring(Math.max(0, name.lastIndexOf('.')));
        return settings.stream()
                .map(Setting::name)
                .min(Comparator.comparingInt(it -> plain(it).endsWith(last) ? 0 : distance(name, plain(it))))
                .filter(it -> plain(it).endsWith(last) || distance(name, plain(it)) <= SIMILAR);
    }

    /** As Spring Boot compares names: without dashes and underscores, in whatever case. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    private static Stream<String> groupsOf(String name) {
        return Stream.iterate(name, it -> it.indexOf('.') > 0, it -> it.substring(0, it.lastIndexOf('.')))
                .map(it -> it.substring(0, it.lastIndexOf('.')));
    }

    /** How many letters have to be put in, taken away or changed to make one of the other (Levenshtein). */
    private static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
