package lectern.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.sql.DataSource;
import lectern.application.Decisions;
import lectern.application.Given;
import lectern.application.Race;
import lectern.application.Some;
import lectern.application.port.Append;
import lectern.application.port.AppendResult;
import lectern.application.port.ServiceUnavailable;
import lectern.domain.AttendLecture;
import lectern.domain.Decision;
import lectern.domain.LectureOpened;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** What the database can't do now is to be tried again; all else that it refuses is a bug. */
@Timeout(60)
class FailuresIT {

    private static final PoolProperties IMPATIENT = new PoolProperties(
            2,
            Duration.ofMillis(500),
            Duration.ofMillis(500),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofSeconds(5));

    private final TestPostgres.Access access = TestPostgres.migrated();

    @AutoClose
    private final Store store = new Store(access, IMPATIENT);

    private final Given given = new Given(store.lectures);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08006", "25006", "25P03", "40001", "40P01", "53100", "53300", "55P03", "57014", "57P01", "57P03",
                "58030"
            })
    void whatPassesIsToBeTriedAgain(String state) {
        assertThatThrownBy(() -> store.database.run(db -> db.execute(raise(state))))
                .isInstanceOf(ServiceUnavailable.TryAgain.class);
        assertThatThrownBy(() -> store.database.transact(tx -> tx.execute(raise(state))))
                .isInstanceOf(ServiceUnavailable.TryAgain.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22003", "23505", "23514", "42601", "42P01", "P0001", "XX001"})
    void whatDoesNotPassIsABug(String state) {
        assertThatThrownBy(() -> store.database.run(db -> db.execute(raise(state))))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void aStatementThatTakesTooLongIsCancelled() {
        assertThatThrownBy(() -> store.database.run(db -> db.execute("select pg_sleep(30)")))
                .isInstanceOf(ServiceUnavailable.TryAgain.class);
    }

    @Test
    void aLectureThatIsLockedForTooLongIsToBeTriedAgain() throws SQLException {
        var lecture = given.opened(Some.lecture(30));

        try (var _ = locked(lecture)) {
            assertThatThrownBy(() -> attend(store, lecture, Some.student()))
                    .isInstanceOf(ServiceUnavailable.TryAgain.class);
        }

        assertThat(attend(store, lecture, Some.student())).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void aBusyLectureLeavesThePoolToOthers() throws Exception {
        var busy = given.opened(Some.lecture(30));
        var other = given.opened(Some.lecture(30));

        try (var instance = new Store(access, Store.LIMITS);
                var _ = locked(busy);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> attend(instance, busy, Some.student()));
            for (int i = 0; i < 20; i++) {
                var _ = threads.submit(() -> attend(instance, busy, Some.student()));
            }
            while (!waiting.isDone()) {
                assertThat(instance.lectures.append(attends(other))).isInstanceOf(AppendResult.Committed.class);
            }
        }
    }

    @Test
    void aPoolWithoutAFreeConnectionIsToBeTriedAgain() throws SQLException {
        var lecture = given.opened(Some.lecture(30));

        try (var _ = store.pool.getConnection();
                var _ = store.pool.getConnection()) {
            assertThatThrownBy(() -> attends(lecture)).isInstanceOf(ServiceUnavailable.TryAgain.class);
            assertThatThrownBy(() -> attend(store, lecture, Some.student()))
                    .isInstanceOf(ServiceUnavailable.TryAgain.class);
        }

        assertThat(store.lectures.append(attends(lecture))).isInstanceOf(AppendResult.Committed.class);
    }

    @Test
    void anInstanceThatStallsLosesTheLectureToOthersAndKeepsNothing() {
        var lecture = given.opened(Some.lecture(1));
        var stalled = Some.student();
        var quick = Some.student();

        try (var another = new Store(access, Store.LIMITS)) {
            assertThatThrownBy(() -> store.lectures.exclusively(lecture.lecture(), Set.of(stalled), on -> {
                        assertThat(attend(another, lecture, quick)).isInstanceOf(Decision.Accepted.class);
                        return Decisions.of(List.of(new AttendLecture(stalled)), on, Some.TIME);
                    }))
                    .isInstanceOf(ServiceUnavailable.TryAgain.class);
        }

        assertThat(store.views.hasAttended(lecture.lecture(), stalled)).isFalse();
        assertThat(store.views.hasAttended(lecture.lecture(), quick)).isTrue();
    }

    @Test
    void nothingIsKeptOfATransactionThatThrowsAfterItHasWritten() throws SQLException {
        given.opened(Some.lecture(30));
        var before = everything();

        assertThatThrownBy(() -> store.database.transact(tx -> {
                    assertThat(tx.execute("update lecture set version = version + 1"))
                            .isPositive();
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void nothingIsKeptOfAnAppendThatTheDatabaseRefusesHalfway() throws SQLException {
        var lecture = given.opened(Some.lecture(30));
        store.sql("alter table lecture_view add constraint nobody_attends check (attending = 0)");
        var before = everything();

        assertThatThrownBy(() -> attend(store, lecture, Some.student())).isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> store.lectures.append(attends(lecture))).isInstanceOf(DataAccessException.class);

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void anAppendThatTheDatabaseRefusesDoesNotSpoilTheOthers() throws SQLException {
        var lectures =
                Stream.generate(() -> given.opened(Some.lecture(30))).limit(40).toList();
        var appends = lectures.stream().map(this::attends).toList();
        var refused = lectures.getFirst();
        store.sql("alter table lecture_view add constraint nobody_attends check (attending = 0 or lecture_id <> '%s')"
                .formatted(refused.lecture()));
        // An attendance that no version tells of: there is none before something goes wrong.
        var doubled = appends.getLast();
        store.sql("insert into attendance values ('%s', 'somebody', 1, now())".formatted(doubled.lecture()));

        var results = Race.of(appends.size(), i -> {
            try {
                return store.lectures.append(appends.get(i));
            } catch (DataAccessException _) {
                return null;
            }
        });

        assertThat(results.getFirst()).isNull();
        assertThat(results.getLast()).isEqualTo(new AppendResult.Conflict());
        assertThat(results.subList(1, results.size() - 1)).hasOnlyElementsOfType(AppendResult.Committed.class);
        for (var untouched : List.of(refused.lecture(), doubled.lecture())) {
            assertThat(store.lectures.find(untouched, Set.of()))
                    .get()
                    .extracting(found -> found.version().number())
                    .isEqualTo(0L);
        }
    }

    /** As after a failover to a server that had not got the last commits. */
    @Test
    void aVersionThatComesTwiceIsNotTakenForTheOther() throws SQLException {
        var lecture = given.opened(Some.lecture(30));
        var student = Some.student();
        given.attended(lecture, student, Some.TIME);
        var lost = store.lectures.find(lecture.lecture(), Set.of()).orElseThrow();
        var onLost = attends(lecture);
        store.sql("delete from attendance; delete from attendee_view; delete from lecture_event where version > 0;"
                + "update lecture_view set attending = 0, version = 0;"
                + "update lecture set attending = 0, attended = 0, last_number = 0, version = 0, mark = 0");
        given.attended(lecture, Some.student(), Some.TIME);

        var found = store.lectures.find(lecture.lecture(), Set.of()).orElseThrow();
        assertThat(found.version().number()).isEqualTo(lost.version().number());
        assertThat(found.lecture()).isEqualTo(lost.lecture());
        assertThat(store.lectures.append(onLost)).isEqualTo(new AppendResult.Conflict());
    }

    @Test
    void anAppendIsOneStatement() {
        var lecture = given.opened(Some.lecture(30));
        var statements = new Statements();

        try (var instance = new Store(access, Store.LIMITS, statements::of)) {
            var append = attends(lecture);
            assertThat(instance.lectures.append(append)).isInstanceOf(AppendResult.Committed.class);
        }

        assertThat(statements.prepared()).hasSize(1);
    }

    @Test
    void anAttendWhoseCommitWasLostOnTheWayBackIsAnsweredWhenSentAgain() {
        var lecture = given.opened(Some.lecture(30));
        var student = Some.student();
        var broken = new AtomicBoolean(true);

        try (var unlucky = new Store(access, IMPATIENT, pool -> losing(pool, broken, true))) {
            assertThatThrownBy(() -> attend(unlucky, lecture, student)).isInstanceOf(ServiceUnavailable.TryAgain.class);
            broken.set(false);

            assertThat(attend(unlucky, lecture, student)).isInstanceOf(Decision.Repeated.class);
        }
    }

    @Test
    void anAttendWhoseCommitWasLostOnTheWayThereIsDecidedWhenSentAgain() {
        var lecture = given.opened(Some.lecture(30));
        var student = Some.student();
        var broken = new AtomicBoolean(true);

        try (var unlucky = new Store(access, IMPATIENT, pool -> losing(pool, broken, false))) {
            assertThatThrownBy(() -> attend(unlucky, lecture, student)).isInstanceOf(ServiceUnavailable.TryAgain.class);
            broken.set(false);

            assertThat(attend(unlucky, lecture, student)).isInstanceOf(Decision.Accepted.class);
        }
    }

    @Test
    void aClosedPoolIsToBeTriedAgain() {
        store.pool.close();

        assertThatThrownBy(() -> store.lectures.findByCode(Some.code()))
                .isInstanceOf(ServiceUnavailable.TryAgain.class);
        assertThatThrownBy(() -> store.lectures.find(Some.id(), Set.of()))
                .isInstanceOf(ServiceUnavailable.TryAgain.class);
    }

    private static String raise(String state) {
        return "do $$ begin raise exception using errcode = '%s'; end $$".formatted(state);
    }

    /** In a transaction that has the row. */
    private static Decision<StudentAttended> attend(Store store, LectureOpened lecture, Student student) {
        return new Given(store.lectures).decided(lecture.lecture(), new AttendLecture(student), Some.TIME);
    }

    /** Somebody attends, decided on what is there now. */
    private Append attends(LectureOpened lecture) {
        var on = store.lectures.find(lecture.lecture(), Set.of()).orElseThrow();
        return Decisions.of(List.of(new AttendLecture(Some.student())), on, Some.TIME)
                .append();
    }

    /** A connection that has the lecture's row locked until it is closed. */
    private Connection locked(LectureOpened lecture) throws SQLException {
        var connection = DriverManager.getConnection(access.url(), access.username(), access.password());
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("select from lecture where id = '%s' for update".formatted(lecture.lecture()));
        }
        return connection;
    }

    private String everything() throws SQLException {
        return store.sql("select l::text from lecture l")
                + store.sql("select a::text from attendance a").toString()
                + store.sql("select e::text from lecture_event e")
                + store.sql("select v::text from lecture_view v")
                + store.sql("select v::text from attendee_view v");
    }

    /** A pool whose connections are lost while they commit: after that has taken effect, or before. */
    private static DataSource losing(DataSource pool, AtomicBoolean broken, boolean after) {
        return new DelegatingDataSource(pool) {
            @Override
            public Connection getConnection() throws SQLException {
                return losing(super.getConnection(), broken, after);
            }
        };
    }

    private static Connection losing(Connection connection, AtomicBoolean broken, boolean after) {
        return (Connection) Proxy.newProxyInstance(
                FailuresIT.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    boolean lost = broken.get() && method.getName().equals("commit");
                    try {
                        var result = lost && !after ? null : method.invoke(connection, arguments);
                        if (lost) {
                            throw new SQLException("lost on purpose", "08006");
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
