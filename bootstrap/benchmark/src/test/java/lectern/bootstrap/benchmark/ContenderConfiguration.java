package lectern.bootstrap.benchmark;

import javax.sql.DataSource;
import lectern.application.dispatch.CommandDispatcher;
import lectern.application.port.Lectures;
import org.redisson.api.RedissonClient;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** What a contender has that Lectern has not. A peer stands in for the dispatcher of commands, and has no line. */
@Configuration(proxyBeanMethods = false)
@Import({BenchmarkController.class, CeilingController.class})
class ContenderConfiguration {

    private static final String IMPLEMENTATION = "benchmark.implementation";

    /** What the benchmark asks a contender about itself needs no passport. */
    @Bean
    @Order(0)
    SecurityFilterChain benchmarkPaths(HttpSecurity http) {
        return http.securityMatcher("/benchmark/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = IMPLEMENTATION, havingValue = "ROW_LOCK")
    static class WithRowLock {

        @Bean
        @Primary
        CommandDispatcher peer(Lectures store, DataSource pool) {
            return new RowLock(store, pool);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = IMPLEMENTATION, havingValue = "MUTEX")
    static class WithMutex {

        @Bean
        @Primary
        CommandDispatcher peer(Lectures store, DataSource pool, RedissonClient redisson) {
            return new LockPerRequest(store, new RowLock(store, pool), redisson);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = IMPLEMENTATION, havingValue = "COUNTER")
    static class WithCounter {

        @Bean
        @Primary
        CommandDispatcher peer(Lectures store, DataSource pool, RedissonClient redisson) {
            return new SeatCounter(store, pool, redisson);
        }
    }
}
