package lectern.redis;

import java.util.UUID;
import java.util.function.Supplier;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The ports that Redis serves, and the client that they serve them with. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RedisProperties.class, LineProperties.class})
public class RedisConfiguration {

    @Bean
    RedissonMutex mutex(RedissonClient redisson, RedisProperties properties) {
        return new RedissonMutex(redisson, properties.timeout(), properties.mutexWait(), properties.mutexLease());
    }

    @Bean
    RedisLectureLine lectureLine(
            RedissonClient redisson, RedisProperties redis, LineProperties limits, Supplier<UUID> ids) {
        return new RedisLectureLine(redisson, ids.get().toString(), redis.timeout(), limits);
    }

    /**
     * Connects once all there is to start has been made, so that the first request need not wait for it; a service that can't
     * start for another reason leaves no half-made connection behind. If Redis is down, the service starts all the same.
     */
    @Bean
    SmartInitializingSingleton redisConnection(RedissonMutex mutex, RedisLectureLine line) {
        // The mutex needs rights of its own. If they are missing, the log says so before the mutex is needed.
        return () -> line.connect(() -> {
            var _ = Thread.ofVirtual().name("mutex-check").start(() -> {
                var _ = mutex.fault();
            });
        });
    }

    @Bean
    HealthIndicator lineHealthIndicator(RedisLectureLine line) {
        return new RedisHealthIndicator(line::fault);
    }

    @Bean
    HealthIndicator redisHealthIndicator(RedissonMutex mutex) {
        return new RedisHealthIndicator(mutex::fault);
    }

    @Bean(destroyMethod = "shutdown")
    RedissonClient redisson(RedisProperties properties, ObjectProvider<RedisAddress> started) {
        var here = started.getIfAvailable();
        return RedissonConfig.connect(
                here == null
                        ? RedissonConfig.of(properties)
                        : RedissonConfig.singleServer(RedisUrl.of(here.url()), properties));
    }
}
