package lectern.persistence;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Objects;
import javax.sql.DataSource;
import lectern.application.port.Housekeeping;
import lectern.application.port.Lectures;
import lectern.application.query.LectureViews;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** Wires the ports to Postgres: to the server that {@code spring.datasource}, or a bean of connection details, tells of. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DataSourceProperties.class, StoreProperties.class, ViewsProperties.class})
public class PersistenceConfiguration {

    /** What commands go through. {@code spring.datasource.hikari} has the last word on it, as in every Boot application. */
    @Bean
    @Primary
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource dataSource(
            ObjectProvider<JdbcConnectionDetails> details, DataSourceProperties source, StoreProperties properties) {
        var connection = connection(details, source);
        return properties.pool().open(connection.url(), connection.username(), connection.password());
    }

    /** What queries go through. No candidate for others: a replica that is down must not make the service unready. */
    @Bean(defaultCandidate = false)
    @Qualifier("views") HikariDataSource viewsDataSource(
            ObjectProvider<JdbcConnectionDetails> details, DataSourceProperties source, ViewsProperties properties) {
        var given = properties.datasource();
        var usual = connection(details, source);
        return properties
                .pool()
                .openReadOnly(
                        Objects.requireNonNullElse(given.url(), usual.url()),
                        given.username() == null ? usual.username() : given.username(),
                        given.password() == null ? usual.password() : given.password());
    }

    /** Migrations take the time they need: they go past the pool, whose connections cut long statements short. */
    @Bean
    FlywayConfigurationCustomizer migrationsPastThePool(DataSource pool) {
        return flyway -> {
            if (pool.equals(flyway.getDataSource())) {
                flyway.dataSource(DataSourceBuilder.derivedFrom(pool)
                        .type(SimpleDriverDataSource.class)
                        .build());
            }
        };
    }

    @Bean
    @DependsOnDatabaseInitialization
    Lectures lectures(DataSource pool, StoreProperties properties) {
        return new PostgresLectures(new Database(pool), properties.pool().patience());
    }

    @Bean
    @DependsOnDatabaseInitialization
    Housekeeping housekeeping(DataSource pool) {
        return new PostgresHousekeeping(new Database(pool));
    }

    @Bean
    @DependsOnDatabaseInitialization
    LectureViews lectureViews(@Qualifier("views") DataSource pool, ViewsProperties properties) {
        return new PostgresLectureViews(new Database(pool), properties.pool().patience());
    }

    private record Connection(
            String url, @Nullable String username, @Nullable String password) {}

    private static Connection connection(ObjectProvider<JdbcConnectionDetails> details, DataSourceProperties source) {
        var given = details.getIfAvailable();
        return given == null
                ? new Connection(source.determineUrl(), source.determineUsername(), source.determinePassword())
                : new Connection(given.getJdbcUrl(), given.getUsername(), given.getPassword());
    }
}
