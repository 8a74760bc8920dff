package lectern.bootstrap.start;

import java.util.ArrayList;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** What has to be given outside the local profile, where nothing is made up. Everything that is missing is said at once. */
public final class RequiredSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var environment = context.getEnvironment();
        if (environment.matchesProfiles("local & prod")) {
            throw new CannotStart(
                    "The profiles local and prod exclude each other: local hands out passports to anybody");
        }
        if (environment.matchesProfiles("!local")) {
            requireAll(environment);
        }
    }

    private static void requireAll(Environment environment) {
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
        if (!isGiven(environment, "lectern.redis.address") && !isGiven(environment, "lectern.redis.config")) {
            lines.add("lectern.redis.address is missing: where Redis is, such as redis://host:6379;"
                    + " or lectern.redis.config, a Redisson file, for Sentinel or a Cluster");
        }
        if (!isGiven(environment, "lectern.passport.user-keys")) {
            lines.add("lectern.passport.user-keys is missing: the keys of user passports, a JWK set as JSON or a file");
        }
        if (!isGiven(environment, "lectern.passport.room-keys")) {
            lines.add("lectern.passport.room-keys is missing: the keys of room passports, a JWK set as JSON or a file");
        }
        if (!lines.isEmpty()) {
            throw new CannotStart(String.join(System.lineSeparator(), lines));
        }
    }

    private static boolean isGiven(Environment environment, String setting) {
        return StringUtils.hasText(environment.getProperty(setting));
    }
}
