package lectern.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import lectern.application.Decisions;
import lectern.application.Given;
import lectern.application.Some;
import lectern.application.port.AppendResult;
import lectern.application.query.LectureViews.Cursor;
import lectern.domain.AttendLecture;
import lectern.domain.LectureOpened;
import lectern.domain.Student;
import lectern.persistence.database.Database;
import lectern.persistence.store.PostgresLectures;
import lectern.persistence.views.PostgresLectureViews;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A page is read off an index, from where the last one ended: nothing is sorted, and nothing gone through in vain. */
class PlansIT {

    @AutoClose
    private static final Store STORE = new Store();

    private static final LectureOpened LECTURE = Some.lecture(1_000);
    private static final Student STUDENT = Some.student();

    @BeforeAll
    static void fill() throws SQLException {
        var given = new Given(STORE.lectures);
        given.opened(LECTURE);
        given.decided(
                LECTURE.lecture(),
                Some.students(500).stream().map(AttendLecture::new).toList(),
                Some.TIME);
        given.attended(LECTURE, STUDENT, Some.TIME);
        for (int i = 0; i < 30; i++) {
            given.attended(given.opened(Some.lecture(30)), STUDENT, Some.TIME);
        }
        STORE.sql("analyze");
    }

    @Test
    void attendeesAreReadByNumber() throws SQLException {
        assertThat(planOf(views ->
                        assertThat(views.attendees(LECTURE.lecture(), 100, 51)).hasSize(51)))
                .containsPattern(using("attendee_view_by_number"))
                .containsPattern("Index Cond: .*lecture_id = .* AND .*number > ")
                .doesNotContain("Sort", "Seq Scan");
    }

    @Test
    void aTeachersLecturesAreReadNewestFirst() throws SQLException {
        var after = new Cursor(Some.TIME.plusSeconds(1), Some.id());

        assertThat(planOf(views -> assertThat(views.lecturesOf(LECTURE.teacher(), after, 51))
                        .hasSize(1)))
                .containsPattern(using("lecture_view_by_teacher"))
                .containsPattern("Index Cond: .*teacher_id = .* AND .*ROW.*opened_at, .*lecture_id. < ROW")
                .doesNotContain("Sort", "Seq Scan");
    }

    @Test
    void aStudentsLecturesAreReadNewestFirst() throws SQLException {
        var after = new Cursor(Some.TIME.plusSeconds(1), Some.id());

        assertThat(planOf(views ->
                        assertThat(views.lecturesOf(STUDENT, after, 51)).hasSize(31)))
                .containsPattern(using("attendee_view_by_student"))
                .containsPattern("Index Cond: .*student_id = .* AND .*ROW.*opened_at, .*lecture_id. < ROW")
                .containsPattern(using("lecture_view_pk"))
                .doesNotContain("Sort", "Seq Scan");
    }

    @Test
    void whoHasAttendedIsReadByKey() throws SQLException {
        assertThat(planOf(views -> assertThat(views.hasAttended(LECTURE.lecture(), STUDENT))
                        .isTrue()))
                .containsPattern(using("attendee_view_pk"))
                .doesNotContain("Seq Scan");
    }

    @Test
    void lecturesAndAttendancesAreFoundByKey() throws SQLException {
        assertThat(planOf(
                        STORE.pool,
                        pool -> assertThat(lectures(pool).find(LECTURE.lecture(), Set.of(STUDENT)))
                                .isPresent()))
                .containsPattern(using("lecture_pk"))
                .containsPattern(using("attendance_one_per_student"))
                .doesNotContain("Seq Scan");
        assertThat(planOf(
                        STORE.pool,
                        pool -> assertThat(lectures(pool).findByCode(LECTURE.code()))
                                .isPresent()))
                .containsPattern("Index Scan (using|on) lecture_code_is_of_one_lecture")
                .doesNotContain("Seq Scan");
    }

    @Test
    void anAppendFindsItsRowsByKey() throws SQLException {
        var student = Some.student();

        assertThat(planOf(STORE.pool, pool -> {
                    var on = lectures(pool).find(LECTURE.lecture(), Set.of()).orElseThrow();
                    var append = Decisions.of(List.of(new AttendLecture(student)), on, Some.TIME)
                            .append();
                    assertThat(lectures(pool).append(append)).isInstanceOf(AppendResult.Committed.class);
                }))
                .containsPattern(using("lecture_pk"))
                .containsPattern(using("attendance_one_per_student"))
                .containsPattern(using("lecture_view_pk"))
                .doesNotContain("Seq Scan");
    }

    private static PostgresLectures lectures(DataSource pool) {
        return new PostgresLectures(new Database(pool), Store.LIMITS.timeouts());
    }

    private static Pattern using(String index) {
        return Pattern.compile("Index (Only )?Scan using " + index);
    }

    private static String planOf(Consumer<PostgresLectureViews> query) throws SQLException {
        return planOf(
                STORE.viewsPool,
                pool -> query.accept(new PostgresLectureViews(new Database(pool), Store.LIMITS.timeouts())));
    }

    /** How the database runs the last statement of a call. */
    private static String planOf(DataSource pool, Consumer<DataSource> call) throws SQLException {
        var statements = new Statements();
        call.accept(statements.of(pool));
        int parameter = 0;
        var numbered = new StringBuilder();
        for (char c : statements.prepared().getLast().toCharArray()) {
            numbered.append(c == '?' ? "$" + ++parameter : String.valueOf(c));
        }
        // The driver's simple protocol lets parameters stand that have no values.
        var simple = new TestPostgres.Access(
                STORE.access.url() + "?preferQueryMode=simple", STORE.access.username(), STORE.access.password());
        try (var store = new Store(simple, Store.LIMITS)) {
            return String.join("\n", store.sql("explain (generic_plan) " + numbered));
        }
    }
}
