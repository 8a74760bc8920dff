package lectern.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import lectern.application.Given;
import lectern.application.Some;
import lectern.application.port.Housekeeping;
import lectern.application.port.Lectures;
import lectern.application.port.ServiceUnavailable;
import lectern.application.query.AttendeeView;
import lectern.application.query.LectureViews;
import lectern.domain.Student;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
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

    /** For a machine that stalls. */
    private final ApplicationContextRunner patient = withProperties.withPropertyValues(
            "lectern.store.pool.connection-timeout=30s", "lectern.views.pool.connection-timeout=30s");

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
                .withPropertyValues(
                        "lectern.views.pool.statement-timeout=7s",
                        "lectern.views.pool.socket-timeout=9s",
                        "lectern.store.pool.size=3")
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
                .withPropertyValues(
                        "spring.datasource.hikari.pool-name=x",
                        "spring.datasource.hikari.maximum-pool-size=5",
                        "spring.datasource.hikari.minimum-idle=1",
                        "spring.datasource.hikari.connection-timeout=2000",
                        "spring.datasource.hikari.max-lifetime=600000",
                        "spring.datasource.hikari.register-mbeans=true",
                        "spring.datasource.hikari.connection-test-query=select 1",
                        "spring.datasource.hikari.transaction-isolation=TRANSACTION_READ_COMMITTED",
                        "spring.datasource.hikari.connection-init-sql=set work_mem = '5MB'",
                        "spring.datasource.hikari.schema=app",
                        "spring.datasource.hikari.data-source-properties.ApplicationName=y",
                        "spring.datasource.hikari.data-source-properties.preparethreshold=1",
                        "spring.flyway.init-sqls=create schema if not exists app",
                        "spring.flyway.schemas=app")
                .run(context -> {
                    var pool = context.getBean(HikariDataSource.class);
                    assertThat(pool.getPoolName()).isEqualTo("x");
                    assertThat(pool.getMaximumPoolSize()).isEqualTo(5);
                    assertThat(pool.getMinimumIdle()).isOne();
                    assertThat(pool.getConnectionTimeout()).isEqualTo(2_000);
                    assertThat(query(pool, "show work_mem")).containsExactly("5MB");
                    assertThat(query(pool, "show application_name")).containsExactly("y");
                    assertThat(query(pool, "select current_schema")).containsExactly("app");
                    assertServedWithinLimits(context);
                });
    }

    @Test
    void bootsOwnPropertiesTellWhereTheDatabaseIsForQueriesAndMigrationsAsWell() {
        application
                .withPropertyValues(
                        "spring.datasource.url=jdbc:postgresql://localhost:1/none",
                        "spring.datasource.username=nobody",
                        "spring.datasource.password=",
                        "spring.datasource.hikari.jdbc-url=" + postgres.url(),
                        "spring.datasource.hikari.username=" + postgres.username(),
                        "spring.datasource.hikari.password=" + postgres.password())
                .run(PersistenceConfigurationIT::assertServedWithinLimits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read-only=true",
                "auto-commit=false",
                "transaction-isolation=TRANSACTION_SERIALIZABLE",
                "transaction-isolation=4",
                "data-source-class-name=org.postgresql.ds.PGSimpleDataSource",
                "data-source-j-n-d-i=java:comp/env/jdbc/lectern",
                "data-source-properties.sslmod=require",
            })
    void whatCommandsCantWorkWithIsRefused(String setting) {
        var name = "spring.datasource.hikari." + setting.substring(0, setting.indexOf('='));

        withProperties
                .withPropertyValues("spring.datasource.hikari." + setting)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith(name.replace("-j-n-d-i", "-jndi") + " ")
                        .message()
                        .doesNotContain("\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "targetServerType=any",
                "targetServerType=primary",
                "targetServerType=master",
                "targetServerType=preferPrimary",
                "targetServerType=preferSecondary",
                "targetServerType=primary&hostRecheckSeconds=0&loadBalanceHosts=true",
                "readOnly=true",
                "readOnly=true&readOnlyMode=always",
                "options=-c%20work_mem=5MB",
                "options=-c%20statement_timeout=0%20-c%20enable_seqscan=on%20-c%20default_transaction_read_only=off",
                "options=-c%20default_transaction_isolation=serializable%20-c%20standard_conforming_strings=off",
                "ApplicationName=y&tcpKeepAlive=false",
                "socketTimeout=0&connectTimeout=0&loginTimeout=0",
                "logServerErrorDetail=true",
                "prepareThreshold=0&preparedStatementCacheQueries=0",
                "preferQueryMode=simple",
                "preferQueryMode=extendedForPrepared",
                "preferQueryMode=extendedCacheEverything",
                "autosave=always&cleanupSavepoints=true",
                "stringtype=unspecified",
                "binaryTransfer=false",
                "defaultRowFetchSize=1&adaptiveFetch=true",
                "reWriteBatchedInserts=true",
                "assumeMinServerVersion=18",
                "currentSchema=public",
            })
    void theUrlMaySayMoreOfTheConnectionAndTakesNoLimitAway(String parameters) {
        var separator = postgres.url().contains("?") ? "&" : "?";

        patient.withPropertyValues("spring.datasource.url=" + postgres.url() + separator + parameters)
                .run(PersistenceConfigurationIT::assertServedWithinLimits);
    }

    @Test
    void ofSeveralHostsTheOneThatServesIsTaken() {
        var both = postgres.url().replaceFirst("//", "//localhost:1,") + "?targetServerType=primary";

        patient.withPropertyValues("spring.datasource.url=" + both)
                .run(PersistenceConfigurationIT::assertServedWithinLimits);
    }

    @Test
    void whatTheRoleAndTheDatabaseAreSetToTakesNoLimitAway() throws SQLException {
        var database = postgres.url().replaceFirst("[^?]*/", "").replaceFirst("\\?.*", "");
        for (var setting : List.of(
                "statement_timeout = 0",
                "plan_cache_mode = 'auto'",
                "enable_seqscan = on",
                "default_transaction_isolation = 'serializable'",
                "standard_conforming_strings = off",
                "backslash_quote = on",
                "timezone = 'Asia/Kathmandu'",
                "datestyle = 'German'",
                "intervalstyle = 'sql_standard'",
                "extra_float_digits = -15",
                "bytea_output = 'escape'",
                "row_security = off",
                "client_encoding = 'LATIN1'")) {
            postgres.execute("alter database %s set %s".formatted(database, setting));
        }

        patient.run(PersistenceConfigurationIT::assertServedWithinLimits);
    }

    @Test
    void aModeOfTheDriverThatIsForItsTestsIsRefused() {
        withProperties
                .withPropertyValues("spring.datasource.url=" + postgres.url() + "?prepareThreshold=-1")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("spring.datasource.url has prepareThreshold=-1: it has to be 0 or more"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://db/lectern?password=hush",
                "postgresql://u:hush@db/lectern",
                "jdbc:postgresql://db:99999/x?password=hush",
                "jdbc:postgresql://db?password=hush"
            })
    void aUrlThatIsNoneIsRefusedAndItsPasswordNotRepeated(String url) {
        withProperties
                .withPropertyValues("spring.datasource.url=" + url)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageStartingWith("spring.datasource.url is not a URL of a Postgres database")
                        .message()
                        .doesNotContain("hush", "\n"));
    }

    @Test
    void migrationsAreNotCutShort() {
        withProperties
                .withPropertyValues(
                        "lectern.store.pool.statement-timeout=100ms",
                        "lectern.store.pool.lock-timeout=100ms",
                        "spring.flyway.locations=classpath:db/migration,classpath:lectern/persistence/slow")
                .run(context -> assertThat(query(
                                context.getBean(DataSource.class),
                                "select description from flyway_schema_history where success order by 1"))
                        .contains("takes its time"));
    }

    /** Commands and queries are served, nothing takes for ever, and nothing is written through the views. */
    private static void assertServedWithinLimits(AssertableApplicationContext context) throws SQLException {
        var given = new Given(context.getBean(Lectures.class));
        // The first one in a JVM may take longer than a caller waits.
        var lecture = await().ignoreExceptionsInstanceOf(ServiceUnavailable.TryAgain.class)
                .until(() -> given.opened(Some.lecture(30)), Objects::nonNull);
        var student = Student.of("이\\영희'");
        given.attended(lecture, student, Some.TIME);
        var views = context.getBean(LectureViews.class);
        assertThat(views.lecture(lecture.lecture())).isPresent();
        assertThat(views.attendees(lecture.lecture(), 0, 50)).containsExactly(new AttendeeView(student, 1, Some.TIME));

        var store = context.getBean(HikariDataSource.class);
        var source = context.getBean("viewsDataSource", HikariDataSource.class);
        for (var pool : List.of(store, source)) {
            assertThat(query(pool, "show statement_timeout")).containsExactly("3s");
            assertThat(query(pool, "show lock_timeout")).containsExactly("1s");
            assertThat(query(pool, "show idle_in_transaction_session_timeout")).containsExactly("2s");
            assertThat(query(pool, "show plan_cache_mode")).containsExactly("force_generic_plan");
            assertThat(query(pool, "show enable_seqscan")).containsExactly("off");
            assertThat(query(pool, "show transaction_isolation")).containsExactly("read committed");
            assertThat(query(pool, "show standard_conforming_strings")).containsExactly("on");
            try (var connection = pool.getConnection()) {
                assertThat(connection.getNetworkTimeout()).isEqualTo(4_000);
            }
        }
        assertThat(query(store, "show transaction_read_only")).containsExactly("off");
        assertThat(query(source, "show transaction_read_only")).containsExactly("on");
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
