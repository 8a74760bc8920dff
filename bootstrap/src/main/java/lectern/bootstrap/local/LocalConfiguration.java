package lectern.bootstrap.local;

import java.io.IOException;
import lectern.redis.RedisAddress;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** The servers of the local profile. Each of them is started unless an external one is configured. */
@Configuration(proxyBeanMethods = false)
@Profile("local")
public class LocalConfiguration {

    /** Lazy, since an instance without local servers does not need the directory, and leaves it to other instances. */
    @Bean
    @Lazy
    DataDirectory dataDirectory(Environment environment) throws IOException {
        return new DataDirectory(DataDirectory.path(environment));
    }

    @Bean
    static PassportKeyFiles passportKeyFiles() {
        return new PassportKeyFiles();
    }

    @Bean
    static Loopback loopback() {
        return new Loopback();
    }

    @Bean
    @Conditional(NoPostgresGiven.class)
    LocalPostgres localPostgres(DataDirectory directory) throws IOException {
        return new LocalPostgres(directory);
    }

    @Bean
    @Conditional(NoRedisGiven.class)
    LocalRedis localRedis(DataDirectory directory) throws IOException, InterruptedException {
        return new LocalRedis(directory);
    }

    @Bean
    @Conditional(NoRedisGiven.class)
    RedisAddress localRedisAddress(LocalRedis redis) {
        return new RedisAddress(redis.address());
    }

    @Bean
    SecondInstanceHint secondInstanceHint(
            ObjectProvider<DataDirectory> directory,
            ObjectProvider<LocalPostgres> postgres,
            ObjectProvider<LocalRedis> redis) {
        return new SecondInstanceHint(directory, postgres, redis);
    }

    static final class NoPostgresGiven implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !isGiven(context, "spring.datasource.url");
        }
    }

    static final class NoRedisGiven implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !isGiven(context, "lectern.redis.address") && !isGiven(context, "lectern.redis.config");
        }
    }

    private static boolean isGiven(ConditionContext context, String setting) {
        return StringUtils.hasText(context.getEnvironment().getProperty(setting));
    }
}
