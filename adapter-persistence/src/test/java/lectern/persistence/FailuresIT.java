package lectern.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import lectern.application.Given;
import lectern.application.Race;
import lectern.application.Some;
import lectern.application.port.Change;
import lectern.application.port.Located;
import lectern.application.port.NotServed;
import lectern.domain.Decision;
import lectern.domain.Lecture;
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
        assertThatThrownBy(() -> store.database.ask(db -> db.execute(raise(state))))
                .isInstanceOf(NotServed.TryAgain.class);
        assertThatThrownBy(() -> store.database.transact(tx -> tx.execute(raise(state))))
                .isInstanceOf(NotServed.TryAgain.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22003", "23505", "23514", "42601", "42P01", "P0001", "XX001"})
    void whatDoesNotPassIsABug(String state) {
        assertThatThrownBy(() -> store.database.ask(db -> db.execute(raise(state))))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void aStatementThatTakesTooLongIsCancelled() {
        assertThatThrownBy(() -> store.database.ask(db -> db.execute("select pg_sleep(30)")))
                .isInstanceOf(NotServed.TryAgain.class);
    }

    @Test
    void aLectureThatIsLockedForTooLongIsToBeTriedAgain() throws SQLException {
        var lecture = given.opened(Some.lecture(30));

        try (var _ = locked(lecture)) {
            assertThatThrownBy(() -> attend(store, lecture, Some.student())).isInstanceOf(NotServed.TryAgain.class);
        }

        assertThat(attend(store, lecture, Some.student())).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void aBusyLectureLeavesThePoolToOthers() throws Exception {
        var busy = given.opened(Some.lecture(30));
        var other = given.opened(Some.lecture(30));

        try (var _ = locked(busy);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> attend(store, busy, Some.student()));
            for (int i = 0; i < 20; i++) {
                var _ = threads.submit(() -> attend(store, busy, Some.student()));
            }
            while (!waiting.isDone()) {
                assertThat(attend(store, other, Some.student())).isNotNull();
            }
        }
    }

    @Test
    void aPoolWithoutAFreeConnectionIsToBeTriedAgain() throws SQLException {
        var lecture = given.opened(Some.lecture(30));

        try (var _ = store.pool.getConnection();
                var _ = store.pool.getConnection()) {
            assertThatThrownBy(() -> store.lectures.locate(lecture.lecture())).isInstanceOf(NotServed.TryAgain.class);
            assertThatThrownBy(() -> attend(store, lecture, Some.student())).isInstanceOf(NotServed.TryAgain.class);
        }

        assertThat(store.lectures.locate(lecture.lecture())).isPresent();
    }

    @Test
    void anInstanceThatStallsLosesTheLectureToOthersAndKeepsNothing() {
        var lecture = given.opened(Some.lecture(1));
        var stalled = Some.student();
        var quick = Some.student();

        try (var another = new Store(access, Store.LIMITS)) {
            assertThatThrownBy(() -> change(store, lecture, stalled, it -> {
                        var decision = it.attend(stalled, Some.TIME);
                        assertThat(attend(another, lecture, quick)).isInstanceOf(Decision.Accepted.class);
                        return decision;
                    }))
                    .isInstanceOf(NotServed.TryAgain.class);
        }

        assertThat(store.views.hasAttended(lecture.lecture(), stalled)).isFalse();
        assertThat(store.views.hasAttended(lecture.lecture(), quick)).isTrue();
    }

    @Test
    void nothingIsKeptOfWhatThrows() throws SQLException {
        var lecture = given.opened(Some.lecture(30));
        var student = Some.student();
        var before = everything();

        assertThatThrownBy(() -> change(store, lecture, student, it -> {
                    assertThat(it.attend(student, Some.TIME)).isInstanceOf(Decision.Accepted.class);
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("on purpose");

        assertThat(everything()).isEqualTo(before);
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
    void nothingIsKeptOfAChangeThatTheDatabaseRefusesHalfway() throws SQLException {
        var lecture = given.opened(Some.lecture(30));
        store.sql("alter table lecture_view add constraint nobody_attends check (attending = 0)");
        var before = everything();

        assertThatThrownBy(() -> attend(store, lecture, Some.student())).isInstanceOf(DataAccessException.class);

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aChangeThatTheDatabaseRefusesDoesNotSpoilTheOthers() throws SQLException {
        var lectures =
                Stream.generate(() -> given.opened(Some.lecture(30))).limit(40).toList();
        var refused = lectures.getFirst();
        store.sql("alter table lecture_view add constraint nobody_attends check (attending = 0 or lecture_id <> '%s')"
                .formatted(refused.lecture()));

        var changes = Race.of(lectures.size(), i -> {
            try {
                return attend(store, lectures.get(i), Some.student());
            } catch (DataAccessException _) {
                return null;
            }
        });

        assertThat(changes.getFirst()).isNull();
        assertThat(changes.subList(1, changes.size())).hasOnlyElementsOfType(Decision.Accepted.class);
        assertThat(store.lectures.locate(refused.lecture())).hasValue(new Located(refused.lecture(), 0));
    }

    @Test
    void aChangeThatThrowsDoesNotSpoilTheOthersOfItsLecture() {
        var lecture = given.opened(Some.lecture(40));

        var changes = Race.of(40, i -> {
            var student = Some.student();
            try {
                return change(store, lecture, student, it -> {
                    var attended = it.attend(student, Some.TIME);
                    if (i % 10 == 0) {
                        throw new IllegalStateException("on purpose");
                    }
                    return attended;
                });
            } catch (IllegalStateException _) {
                return null;
            }
        });

        assertThat(changes).filteredOn(Objects::isNull).hasSize(4);
        assertThat(changes)
                .filteredOn(Objects::nonNull)
                .extracting(decision ->
                        ((Decision.Accepted<StudentAttended>) decision).event().number())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 36).boxed().toList());
    }

    @Test
    void anAttendWhoseCommitWasLostOnTheWayBackIsAnsweredWhenSentAgain() {
        var lecture = given.opened(Some.lecture(30));
        var student = Some.student();
        var broken = new AtomicBoolean(true);

        try (var unlucky = new Store(access, IMPATIENT, pool -> losing(pool, broken, true))) {
            assertThatThrownBy(() -> attend(unlucky, lecture, student)).isInstanceOf(NotServed.TryAgain.class);
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
            assertThatThrownBy(() -> attend(unlucky, lecture, student)).isInstanceOf(NotServed.TryAgain.class);
            broken.set(false);

            assertThat(attend(unlucky, lecture, student)).isInstanceOf(Decision.Accepted.class);
        }
    }

    @Test
    void aClosedPoolIsToBeTriedAgain() {
        store.pool.close();

        assertThatThrownBy(() -> store.lectures.locate(Some.id())).isInstanceOf(NotServed.TryAgain.class);
    }

    private static String raise(String state) {
        return "do $$ begin raise exception using errcode = '%s'; end $$".formatted(state);
    }

    private static Decision<StudentAttended> attend(Store store, LectureOpened lecture, Student student) {
        return change(store, lecture, student, it -> it.attend(student, Some.TIME));
    }

    private static Decision<StudentAttended> change(
            Store store, LectureOpened lecture, Student student, Function<Lecture, Decision<StudentAttended>> decide) {
        var change = store.lectures.change(lecture.lecture(), OptionalLong.empty(), Set.of(student), decide);
        return ((Change.Done<Decision<StudentAttended>>) change).result();
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
