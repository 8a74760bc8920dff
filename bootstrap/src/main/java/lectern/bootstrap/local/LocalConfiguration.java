package lectern.bootstrap.local;

import java.io.IOException;
import java.nio.file.Path;
import lectern.redis.RedisAddress;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Profile;

/** The servers of the local profile, each unless one is given from outside. */
@Configuration(proxyBeanMethods = false)
@Profile("local")
public class LocalConfiguration {

    /** Whoever has no server to put there doesn't need it, and leaves it to others. */
    @Bean
    @Lazy
    DataDirectory dataDirectory(@Value("${lectern.data}") Path path) throws IOException {
        return new DataDirectory(path);
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
    Invitation invitation(
            ObjectProvider<DataDirectory> directory,
            ObjectProvider<LocalPostgres> postgres,
            ObjectProvider<LocalRedis> redis) {
        return new Invitation(directory, postgres, redis);
    }

    static final class NoPostgresGiven extends NoneNestedConditions {

        NoPostgresGiven() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty("spring.datasource.url")
        static class Given {}
    }

    static final class NoRedisGiven extends NoneNestedConditions {

        NoRedisGiven() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty("lectern.redis.address")
        static class AddressGiven {}

        @ConditionalOnProperty("lectern.redis.config")
        static class FileGiven {}
    }
}
