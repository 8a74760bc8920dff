package lectern.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import lectern.application.port.DryRun;
import lectern.application.port.Housekeeping;
import lectern.application.port.Lectures;
import lectern.application.query.LectureViews;
import lectern.persistence.database.Database;
import lectern.persistence.housekeeping.PostgresHousekeeping;
import lectern.persistence.store.PostgresLectures;
import lectern.persistence.views.PostgresLectureViews;
import org.flywaydb.core.api.FlywayException;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Primary;

/** Wires the ports to Postgres: to the server that {@code spring.datasource}, or a bean of connection details, tells of. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DataSourceProperties.class, StoreProperties.class, ViewsProperties.class})
public class PersistenceConfiguration {

    /** {@code spring.datasource.hikari} has the last word on the pool for commands, as in every Boot application. */
    @Bean(defaultCandidate = false)
    @Qualifier("commands") @ConfigurationProperties("spring.datasource.hikari")
    HikariConfig commandsPool(
            ObjectProvider<JdbcConnectionDetails> details, DataSourceProperties source, StoreProperties properties) {
        var given = details.getIfAvailable();
        return given == null
                ? properties
                        .pool()
                        .config(
                                "lectern",
                                source.determineUrl(),
                                source.determineUsername(),
                                source.determinePassword())
                : properties.pool().config("lectern", given.getJdbcUrl(), given.getUsername(), given.getPassword());
    }

    /** What commands go through. */
    @Bean
    @Primary
    HikariDataSource dataSource(@Qualifier("commands") HikariConfig config, StoreProperties properties) {
        return properties.pool().open(config);
    }

    /** Flyway may have been told to leave a database as it was, or to migrate another one. */
    @Bean
    @DependsOnDatabaseInitialization
    InitializingBean commandsSchema(HikariDataSource pool) {
        return () -> Sessions.of(pool).requireSchema(DSL.using(pool, SQLDialect.POSTGRES));
    }

    /**
     * What queries go through. No candidate for others: a replica that is down must not make the service unready. Opened when the
     * tables are there.
     */
    @Bean(defaultCandidate = false)
    @Qualifier("views") @DependsOn("commandsSchema")
    HikariDataSource viewsDataSource(HikariDataSource commands, ViewsProperties properties) {
        var given = properties.datasource();
        var config = properties
                .pool()
                .config(
                        "lectern-views",
                        given.url() == null
                                ? commands.getJdbcUrl()
                                : given.url().text(),
                        given.username() == null ? commands.getUsername() : given.username(),
                        given.password() == null ? commands.getPassword() : given.password());
        if (given.url() == null) {
            commands.getDataSourceProperties().forEach(config.getDataSourceProperties()::putIfAbsent);
        }
        return properties.pool().openReadOnly(config);
    }

    /** Migrations take the time they need: they go past the pool, whose connections cut long statements short. */
    @Bean
    FlywayConfigurationCustomizer migrationsPastThePool(HikariDataSource pool) {
        return flyway -> {
            if (pool.equals(flyway.getDataSource())) {
                flyway.dataSource(DriverSource.of(
                        "spring.datasource.url",
                        pool.getJdbcUrl(),
                        pool.getUsername(),
                        pool.getPassword(),
                        pool.getDataSourceProperties()));
            }
        };
    }

    @Bean
    FlywayMigrationStrategy migrationsThatFailInOneLine(HikariDataSource pool) {
        return flyway -> {
            try {
                var _ = flyway.migrate();
            } catch (FlywayException e) {
                throw Sessions.of(pool).notMigrated(e);
            }
        };
    }

    @Bean(defaultCandidate = false)
    @Qualifier("commands") @DependsOnDatabaseInitialization
    Database commandsDatabase(DataSource pool) {
        return new Database(pool);
    }

    @Bean(defaultCandidate = false)
    @Qualifier("views") @DependsOnDatabaseInitialization
    Database viewsDatabase(@Qualifier("views") DataSource pool) {
        return new Database(pool);
    }

    @Bean
    Lectures lectures(@Qualifier("commands") Database database, StoreProperties properties) {
        return new PostgresLectures(database, properties.pool().timeouts());
    }

    @Bean
    DryRun dryRun(@Qualifier("commands") Database commands, @Qualifier("views") Database views) {
        return work -> commands.dryRun(views, work);
    }

    @Bean
    @DependsOnDatabaseInitialization
    Housekeeping housekeeping(DataSource pool) {
        return new PostgresHousekeeping(new Database(pool));
    }

    @Bean
    LectureViews lectureViews(@Qualifier("views") Database database, ViewsProperties properties) {
        return new PostgresLectureViews(database, properties.pool().timeouts());
    }
}
