package lectern.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Objects;
import java.util.stream.Stream;
import lectern.application.Given;
import lectern.application.Some;
import lectern.application.port.Lectures;
import lectern.application.port.ServiceUnavailable;
import lectern.application.query.LectureViews;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A database that the service can't work with is refused in one line, at the start or when it first answers. */
@ExtendWith(OutputCaptureExtension.class)
class UnsuitableDatabaseIT {

    private static final String PASSWORD = "hush";

    @ParameterizedTest
    @ValueSource(strings = {"SQL_ASCII", "LATIN1", "EUC_KR"})
    void anEncodingThatDoesNotTakeAllNamesIsRefused(String encoding) {
        assertRefused(TestPostgres.encoded(encoding)).contains("has the encoding " + encoding, "'UTF8'");
    }

    @Test
    void aRoleThatMayNotWriteIsRefused() throws SQLException {
        var database = as("reader", TestPostgres.migrated(), "alter role %s set default_transaction_read_only = on");

        assertRefused(database).contains("default_transaction_read_only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set statement_timeout = 0",
                "set default_transaction_isolation = 'serializable'",
                "reset all; set enable_seqscan = on",
            })
    void aSessionThatDoesNotHaveWhatWasAskedForIsRefused(String initSql) {
        assertRefused(TestPostgres.empty(), "spring.datasource.hikari.connection-init-sql=" + initSql)
                .contains("gives sessions ", " instead of ", "pooler");
    }

    @Test
    void aMigrationThatWasSkippedIsRefused() throws SQLException {
        var first = TestPostgres.empty();
        first.execute("create table someone_elses (id int)");
        var all = TestPostgres.empty();
        all.execute("create table someone_elses (id int)");

        assertRefused(first, "spring.flyway.baseline-on-migrate=true")
                .contains("is not migrated", "relation \"lecture\" does not exist");
        assertRefused(all, "spring.flyway.baseline-on-migrate=true", "spring.flyway.baseline-version=999")
                .contains("there is no table lecture in public");
    }

    @Test
    void aSchemaThatSomebodyElseHasFilledIsRefused() throws SQLException {
        var database = TestPostgres.empty();
        database.execute("create table someone_elses (id int)");

        assertRefused(database).contains("is not migrated", "non-empty schema");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.flyway.enabled=false",
                "spring.flyway.locations=classpath:lectern/persistence/slow",
                "spring.flyway.default-schema=elsewhere",
            })
    void aDatabaseThatFlywayIsToldToLeaveEmptyIsRefused(String setting) {
        assertRefused(TestPostgres.empty(), setting).contains("there is no table lecture in public");
    }

    @Test
    void migratingAnotherDatabaseIsRefused() {
        var other = TestPostgres.empty();

        assertRefused(
                        TestPostgres.empty(),
                        "spring.flyway.url=" + other.url(),
                        "spring.flyway.user=" + other.username(),
                        "spring.flyway.password=" + other.password())
                .contains("there is no table lecture in public");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                drop table lecture_event                                    | there is no table lecture_event in public
                alter table lecture drop column title                       | lecture has no column title
                alter table lecture alter title type varchar(9)             | lecture.title is of type character varying(9) instead of text
                alter table attendance add seat int not null                | attendance has a column seat that this version of Lectern does not fill
                drop index lecture_unclosed_one_per_teacher                 | lecture has no unique index lecture_unclosed_one_per_teacher
                alter table lecture drop constraint lecture_code_is_of_one_lecture | lecture has no unique index lecture_code_is_of_one_lecture
                revoke insert on lecture_event from other                   | the role other has no right to insert on lecture_event
                revoke delete on lecture_view from other                    | the role other has no right to delete on lecture_view
                alter table attendance enable row level security            | row security hides rows of attendance from the role other
                revoke usage on schema public from public                   | there is no table lecture in
                alter table lecture rename to lessons; create view lecture as select * from lessons | lecture is no table
                """)
    void tablesThatAreNotThoseOfThisVersionAreRefused(String change, String fault) throws SQLException {
        var database = as("other", TestPostgres.migrated(), """
                grant select, insert, update, delete on all tables in schema public to %s;
                """ + change);

        assertRefused(database, "spring.flyway.enabled=false").contains(fault);
    }

    @Test
    void whatANewerVersionMayHaveAddedIsNoFault() throws SQLException {
        var database = TestPostgres.migrated();
        database.execute("""
                create table note (id int);
                alter table lecture add room text, add floor int not null default 1;
                create index on lecture (title);
                """);

        application(database).run(UnsuitableDatabaseIT::assertServed);
    }

    @Test
    void aMigrationThatFailsIsRefusedInOneLine() throws SQLException {
        var database = as("powerless", TestPostgres.empty(), "grant connect on database postgres to %s");

        assertRefused(database).contains("is not migrated: ", "permission denied for schema public");
    }

    @Test
    void aReplicaWithoutTheTablesIsRefused() {
        var elsewhere = TestPostgres.empty();

        assertRefused(TestPostgres.empty(), "lectern.views.datasource.url=" + elsewhere.url())
                .contains("there is no table lecture_view in public");
    }

    @Test
    void viewsThatTurnOutUnsuitableAreLoggedAndUsedOnceTheyAreSuitable(CapturedOutput output) throws SQLException {
        var database = TestPostgres.migrated();
        var reader = as("late", database, "alter role %s nologin");

        application(database)
                .withPropertyValues(
                        "lectern.views.datasource.username=" + reader.username(),
                        "lectern.views.datasource.password=" + reader.password())
                .run(context -> {
                    var lecture = new Given(context.getBean(Lectures.class)).opened(Some.lecture(30));
                    var views = context.getBean(LectureViews.class);
                    assertThat(output).contains("can't be used yet: FATAL: role \"late\" is not permitted to log in");

                    database.execute("alter role late login");

                    assertThatThrownBy(() -> views.lecture(lecture.lecture()))
                            .isInstanceOf(ServiceUnavailable.TryAgain.class);
                    assertThatThrownBy(() -> views.lecture(lecture.lecture()))
                            .isInstanceOf(ServiceUnavailable.TryAgain.class);
                    assertThat(output).containsOnlyOnce("the role late has no right to select on lecture_view");

                    database.execute("grant select on lecture_view, attendee_view to late");

                    await().ignoreExceptions()
                            .until(() -> views.lecture(lecture.lecture()).isPresent());
                });
    }

    @Test
    void aStandbyServesQueriesAndNoCommands(@TempDir Path directory, CapturedOutput output) throws IOException {
        var data = directory.resolve("data");
        server(data).start().close();
        Files.createFile(data.resolve("standby.signal"));
        try (var standby = server(data).start()) {
            var access = new TestPostgres.Access(standby.getJdbcUrl("postgres", "postgres"), "postgres", "");

            assertRefused(access).contains("is a standby", "targetServerType=primary");

            application(TestPostgres.migrated())
                    .withPropertyValues(
                            "lectern.views.datasource.url=" + access.url(),
                            "lectern.views.datasource.username=" + access.username(),
                            "lectern.views.datasource.password=" + access.password())
                    .run(context -> {
                        assertThat(new Given(context.getBean(Lectures.class)).opened(Some.lecture(30)))
                                .isNotNull();
                        // It may have the tables in a moment.
                        assertThat(output).contains("can't be used yet: The database at localhost:");
                    });
        }
    }

    private static EmbeddedPostgres.Builder server(Path data) {
        return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
    }

    private static ApplicationContextRunner application(TestPostgres.Access database) {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class))
                .withUserConfiguration(PersistenceConfiguration.class)
                .withPropertyValues(
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + database.username(),
                        "spring.datasource.password=" + database.password());
    }

    private static void assertServed(AssertableApplicationContext context) {
        var lecture = new Given(context.getBean(Lectures.class)).opened(Some.lecture(30));
        assertThat(context.getBean(LectureViews.class).lecture(lecture.lecture()))
                .isPresent();
    }

    /** What is said to who starts it. */
    private static AbstractStringAssert<?> assertRefused(TestPostgres.Access database, String... settings) {
        var said = new ArrayList<String>();
        application(database).withPropertyValues(settings).run(context -> {
            assertThat(context).hasFailed();
            Stream.iterate(context.getStartupFailure(), Objects::nonNull, Throwable::getCause)
                    .filter(UnsuitableDatabase.class::isInstance)
                    .forEach(cause -> said.add(cause.getMessage()));
        });
        assertThat(said).hasSize(1);
        return assertThat(said.getFirst())
                .startsWith("The database at localhost:")
                .doesNotContain("\n", PASSWORD);
    }

    /** The database as another role sees it, after the superuser has changed something. */
    private static TestPostgres.Access as(String role, TestPostgres.Access database, String change)
            throws SQLException {
        database.execute("""
                do $$ begin create role %1$s login password '%2$s'; exception when duplicate_object then null; end $$;
                %3$s
                """.formatted(role, PASSWORD, change.formatted(role)));
        return new TestPostgres.Access(database.url(), role, PASSWORD);
    }
}
