package lectern.bootstrap.start;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.StringUtils;

/**
 * The settings that a profile requires. Profiles other than local require servers and keys. The local profile accepts servers and keys
 * only if it is named explicitly, since it issues passports to anyone.
 */
final class RequiredSettings {

    private static final List<String> PROFILES = List.of("local", "prod");

    private static final List<String> SERVERS_AND_KEYS = List.of(
            "spring.datasource.url",
            "spring.datasource.jndi-name",
            "spring.datasource.username",
            "spring.datasource.password",
            "spring.datasource.hikari.jdbc-url",
            "spring.datasource.hikari.data-source-jndi",
            "spring.datasource.hikari.username",
            "spring.datasource.hikari.password",
            "spring.flyway.url",
            "spring.flyway.user",
            "spring.flyway.password",
            "lectern.views.datasource.url",
            "lectern.views.datasource.username",
            "lectern.views.datasource.password",
            "lectern.redis.address",
            "lectern.redis.config",
            "lectern.redis.username",
            "lectern.redis.password",
            "lectern.passport.user-keys",
            "lectern.passport.room-keys",
            "lectern.passport.issuer");

    private RequiredSettings() {}

    /** A line for each setting that is missing or not allowed. */
    static List<String> problems(ConfigurableEnvironment environment) {
        var misspelt = misspeltProfiles(environment);
        if (!misspelt.isEmpty()) {
            return misspelt;
        }
        var besideLocal = besideLocal(environment);
        if (!besideLocal.isEmpty()) {
            return List.of(
                    "The profile local gives a passport to anybody, so it goes with no other: take away local, or %s"
                            .formatted(String.join(", ", besideLocal)));
        }
        return environment.matchesProfiles("local") ? givenWithoutProfile(environment) : missing(environment);
    }

    private static List<String> misspeltProfiles(ConfigurableEnvironment environment) {
        return Stream.of(environment.getActiveProfiles(), environment.getDefaultProfiles())
                .flatMap(Arrays::stream)
                .flatMap(given -> PROFILES.stream()
                        .filter(profile -> profile.equalsIgnoreCase(given) && !profile.equals(given))
                        .map(profile -> "There is no profile %s: it is called %s".formatted(given, profile)))
                .distinct()
                .toList();
    }

    private static List<String> besideLocal(ConfigurableEnvironment environment) {
        return environment.matchesProfiles("local")
                ? Stream.of(profiles(environment))
                        .filter(profile -> !profile.equals("local"))
                        .toList()
                : List.of();
    }

    private static String[] profiles(ConfigurableEnvironment environment) {
        var active = environment.getActiveProfiles();
        return active.length > 0 ? active : environment.getDefaultProfiles();
    }

    private static List<String> givenWithoutProfile(ConfigurableEnvironment environment) {
        if (environment.getActiveProfiles().length > 0) {
            return List.of();
        }
        var given = SERVERS_AND_KEYS.stream()
                .filter(setting -> isGiven(environment, setting))
                .toList();
        return given.isEmpty()
                ? List.of()
                : List.of(
                        "spring.profiles.active is missing beside %s: set it to prod; or to local, which hands passports to anybody"
                                .formatted(String.join(", ", given)));
    }

    private static List<String> missing(ConfigurableEnvironment environment) {
        var lines = new ArrayList<String>();
        if (!isGiven(environment, "spring.datasource.url")) {
            lines.add(
                    "spring.datasource.url is missing: where Postgres is, such as jdbc:postgresql://host:5432/lectern");
        }
        if (!isGiven(environment, "spring.datasource.username")) {
            lines.add("spring.datasource.username is missing: who to log in as at Postgres");
        }
        if (!environment.containsProperty("spring.datasource.password")) {
            lines.add("spring.datasource.password is missing: what to log in with at Postgres; empty if it takes none");
        }
        if (!environment.containsProperty("lectern.redis.address")
                && !environment.containsProperty("lectern.redis.config")) {
            lines.add("lectern.redis.address is missing: where Redis is, such as redis://host:6379;"
                    + " or lectern.redis.config, a Redisson file, for Sentinel or a Cluster");
        }
        if (!environment.containsProperty("lectern.passport.user-keys")) {
            lines.add("lectern.passport.user-keys is missing: the keys of user passports, a JWK set as JSON or a file");
        }
        if (!environment.containsProperty("lectern.passport.room-keys")) {
            lines.add("lectern.passport.room-keys is missing: the keys of room passports, a JWK set as JSON or a file");
        }
        return lines;
    }

    private static boolean isGiven(ConfigurableEnvironment environment, String setting) {
        return StringUtils.hasText(environment.getProperty(setting));
    }
}
