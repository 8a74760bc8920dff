package lectern.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Function;
import lectern.application.Given;
import lectern.application.Some;
import lectern.application.port.Change;
import lectern.domain.Decision;
import lectern.domain.Lecture;
import lectern.domain.LectureOpened;
import lectern.domain.Rejection;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lecture is decided as this instance left it, without a look, and nothing is kept unless it is so still. */
@Timeout(60)
class AsLeftIT {

    private final TestPostgres.Access access = TestPostgres.migrated();
    private final Statements statements = new Statements();

    @AutoClose
    private final Store store = new Store(access, Store.LIMITS, statements::of);

    @AutoClose
    private final Store another = new Store(access, Store.LIMITS);

    private final LectureOpened lecture = new Given(another.lectures).opened(Some.lecture(3));
    private final Student anna = Student.of("anna");

    @BeforeEach
    void leave() {
        assertThat(attend(store, anna, 0)).isEqualTo(accepted(anna, 1, 1));
        statements.prepared().clear();
    }

    @Test
    void whatIsAsItWasLeftIsChangedByOneStatement() {
        var bori = Student.of("bori");

        assertThat(attend(store, bori, 1)).isEqualTo(accepted(bori, 2, 2));

        assertThat(statements.prepared()).hasSize(1);
    }

    @Test
    void whoeverHasAnAttendanceIsAnsweredByIt() {
        assertThat(attend(store, anna, 1)).isEqualTo(new Change.Done<>(new Decision.Repeated<>(event(anna, 1)), 1));
        assertThat(change(store, 1, anna, it -> it.leave(anna, Some.TIME)))
                .extracting(change -> ((Change.Done<?>) change).version())
                .isEqualTo(2L);
    }

    @Test
    void whatIsOtherwiseIsDecidedAnew() {
        var bori = Student.of("bori");
        assertThat(attend(another, bori, 1)).isEqualTo(accepted(bori, 2, 2));

        assertThat(attend(store, Student.of("chul"), 1)).isEqualTo(new Change.Stale<>(2));
        assertThat(attend(store, Student.of("chul"), 2)).isEqualTo(accepted(Student.of("chul"), 3, 3));
        assertThat(attend(store, Student.of("dana"), 3))
                .isEqualTo(new Change.Done<>(
                        Decision.<StudentAttended>rejected(new Rejection.LectureFull(lecture.capacity())), 3));
    }

    /** As after a failover to a server that had not got the last commit. */
    @Test
    void aVersionThatComesTwiceIsNotTakenForTheOther() throws SQLException {
        store.sql("delete from attendance");
        store.sql("delete from lecture_event where version > 0");
        store.sql("delete from attendee_view");
        store.sql("update lecture_view set attending = 0");
        store.sql("update lecture set attending = 0, attended = 0, last_number = 0");
        var bori = Student.of("bori");

        assertThat(attend(store, bori, 1)).isEqualTo(accepted(bori, 1, 2));
    }

    @Test
    void whatSomebodyHasLockedIsWaitedFor() throws Exception {
        var bori = Student.of("bori");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var locking = DriverManager.getConnection(access.url(), access.username(), access.password())) {
            locking.setAutoCommit(false);
            try (var statement = locking.createStatement()) {
                assertThat(statement.execute("select from lecture for update")).isTrue();
            }
            var change = threads.submit(() -> attend(store, bori, 1));
            // As left, together with others, by itself.
            while (statements.prepared().size() < 3) {
                Thread.onSpinWait();
            }
            assertThat(change.isDone()).isFalse();
            locking.rollback();

            assertThat(change.get()).isEqualTo(accepted(bori, 2, 2));
        }
    }

    @Test
    void whatDecidingThrowsComesOut() {
        assertThatThrownBy(() -> change(store, 1, anna, _ -> {
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(attend(store, Student.of("bori"), 1)).isEqualTo(accepted(Student.of("bori"), 2, 2));
    }

    private Change<Decision<StudentAttended>> attend(Store through, Student student, long expected) {
        return change(through, expected, student, it -> it.attend(student, Some.TIME));
    }

    private <R> Change<R> change(Store through, long expected, Student student, Function<Lecture, R> decide) {
        return through.lectures.change(lecture.lecture(), OptionalLong.of(expected), Set.of(student), decide);
    }

    private Change<Decision<StudentAttended>> accepted(Student student, int number, long version) {
        return new Change.Done<>(new Decision.Accepted<>(event(student, number)), version);
    }

    private StudentAttended event(Student student, int number) {
        return new StudentAttended(lecture.lecture(), student, number, Some.TIME);
    }
}
