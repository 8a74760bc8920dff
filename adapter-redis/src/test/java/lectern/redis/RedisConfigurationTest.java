package lectern.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.function.Supplier;
import lectern.application.port.LectureLine;
import lectern.application.port.Mutex;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class RedisConfigurationTest {

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(RedisConfiguration.class, Ids.class);

    @Configuration(proxyBeanMethods = false)
    static class Ids {

        @Bean
        Supplier<UUID> ids() {
            return UUID::randomUUID;
        }
    }

    @Test
    void startsWithALineThatCantBeReachedYet() {
        context.withPropertyValues("lectern.redis.address=redis://127.0.0.1:1")
                .run(started -> assertThat(started)
                        .getBean(LectureLine.class)
                        .extracting(LectureLine::isReachable)
                        .isEqualTo(false));
    }

    @Test
    void servesTheMutexWithoutARedisToBeSeen() {
        context.withPropertyValues("lectern.redis.address=redis://127.0.0.1:1")
                .run(started -> assertThat(started)
                        .hasSingleBean(Mutex.class)
                        .getBean(RedissonClient.class)
                        .extracting(redisson ->
                                redisson.getConfig().useSingleServer().getAddress())
                        .isEqualTo("redis://127.0.0.1:1"));
    }

    @Test
    void goesToTheRedisThatWasStartedForIt() {
        context.withBean(RedisAddress.class, () -> new RedisAddress("redis://127.0.0.1:2"))
                .run(started -> assertThat(started)
                        .getBean(RedissonClient.class)
                        .extracting(redisson ->
                                redisson.getConfig().useSingleServer().getAddress())
                        .isEqualTo("redis://127.0.0.1:2"));
    }

    @Test
    void doesNotStartWithoutBeingToldWhereRedisIs() {
        context.run(failed -> assertThat(failed)
                .getFailure()
                .hasRootCauseMessage("lectern.redis.address or lectern.redis.config has to be given"));
    }
}
