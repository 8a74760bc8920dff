package lectern.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import lectern.application.Given;
import lectern.application.Some;
import lectern.application.port.Housekeeping;
import lectern.application.port.Lectures;
import lectern.application.query.LectureViews;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class PersistenceConfigurationIT {

    private final TestPostgres.Access postgres = TestPostgres.empty();

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class))
            .withUserConfiguration(PersistenceConfiguration.class);

    private final ApplicationContextRunner withProperties = application.withPropertyValues(
            "spring.datasource.url=" + postgres.url(),
            "spring.datasource.username=" + postgres.username(),
            "spring.datasource.password=" + postgres.password());

    @Test
    void anEmptyDatabaseIsMigratedAndServed() {
        withProperties.run(context -> {
            var lecture = new Given(context.getBean(Lectures.class)).opened(Some.lecture(30));

            assertThat(context.getBean(LectureViews.class).lecture(lecture.lecture()))
                    .isPresent();
            assertThat(context.getBean(Housekeeping.class).rebuildViews()).isEqualTo(1);
        });
    }

    @Test
    void aBeanOfConnectionDetailsTellsWhereTheDatabaseIs() {
        application
                .withBean(JdbcConnectionDetails.class, () -> detailsOf(postgres))
                .run(context -> {
                    var lecture = new Given(context.getBean(Lectures.class)).opened(Some.lecture(30));

                    assertThat(context.getBean(LectureViews.class).lecture(lecture.lecture()))
                            .isPresent();
                });
    }

    @Test
    void theViewsMayBeReadElsewhere() {
        var replica = TestPostgres.migrated();

        withProperties
                .withPropertyValues("lectern.views.datasource.url=" + replica.url())
                .run(context -> {
                    var lecture = new Given(context.getBean(Lectures.class)).opened(Some.lecture(30));

                    assertThat(context.getBean(LectureViews.class).lecture(lecture.lecture()))
                            .isEmpty();
                });
    }

    @Test
    void startsWhileTheReplicaIsDown() {
        withProperties
                .withPropertyValues("lectern.views.datasource.url=jdbc:postgresql://localhost:1/none")
                .run(context -> assertThat(new Given(context.getBean(Lectures.class)).opened(Some.lecture(30)))
                        .isNotNull());
    }

    @Test
    void nothingIsWrittenThroughTheViews() {
        withProperties.run(context -> {
            var views = context.getBean("viewsDataSource", DataSource.class);

            assertThatThrownBy(() -> query(views, "delete from lecture_view returning 1"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("read-only");
        });
    }

    @Test
    void nothingTakesForeverUnlessItIsTold() {
        withProperties
                .withPropertyValues("lectern.views.pool.statement-timeout=7s", "lectern.store.pool.size=3")
                .run(context -> {
                    var store = context.getBean(DataSource.class);
                    var views = context.getBean("viewsDataSource", HikariDataSource.class);

                    assertThat(query(store, "show statement_timeout")).containsExactly("3s");
                    assertThat(query(store, "show lock_timeout")).containsExactly("1s");
                    assertThat(query(store, "show idle_in_transaction_session_timeout"))
                            .containsExactly("2s");
                    assertThat(query(store, "show application_name")).containsExactly("lectern");
                    assertThat(query(views, "show statement_timeout")).containsExactly("7s");
                    assertThat(query(views, "show application_name")).containsExactly("lectern-views");
                    assertThat(store)
                            .isInstanceOfSatisfying(
                                    HikariDataSource.class,
                                    pool -> assertThat(pool.getMaximumPoolSize())
                                            .isEqualTo(3));
                    assertThat(views.getConnectionTimeout()).isEqualTo(1_000);
                });
    }

    @Test
    void bootsOwnPropertiesHaveTheLastWordOnThePool() {
        withProperties
                .withPropertyValues("spring.datasource.hikari.maximum-pool-size=5")
                .run(context -> assertThat(
                                context.getBean(HikariDataSource.class).getMaximumPoolSize())
                        .isEqualTo(5));
    }

    @Test
    void migrationsAreNotCutShort() {
        withProperties
                .withPropertyValues(
                        "lectern.store.pool.statement-timeout=100ms",
                        "spring.flyway.locations=classpath:db/migration,classpath:lectern/persistence/slow")
                .run(context -> assertThat(query(
                                context.getBean(DataSource.class),
                                "select description from flyway_schema_history where success order by 1"))
                        .containsExactly("lectures", "takes its time"));
    }

    private static List<String> query(DataSource source, String sql) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static JdbcConnectionDetails detailsOf(TestPostgres.Access access) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return access.username();
            }

            @Override
            public String getPassword() {
                return access.password();
            }

            @Override
            public String getJdbcUrl() {
                return access.url();
            }
        };
    }
}
