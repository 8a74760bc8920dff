package lectern.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import lectern.application.Given;
import lectern.application.Some;
import lectern.application.port.Change;
import lectern.application.query.LectureViews.Place;
import lectern.domain.LectureOpened;
import lectern.domain.Student;
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
        var students = Set.copyOf(Some.students(500));
        assertThat(STORE.lectures.change(
                        LECTURE.lecture(),
                        OptionalLong.empty(),
                        students,
                        it -> students.stream()
                                .map(student -> it.attend(student, Some.TIME))
                                .toList()))
                .isInstanceOf(Change.Done.class);
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
        var after = new Place(Some.TIME.plusSeconds(1), Some.id());

        assertThat(planOf(views -> assertThat(views.lecturesOf(LECTURE.teacher(), after, 51))
                        .hasSize(1)))
                .containsPattern(using("lecture_view_by_teacher"))
                .containsPattern("Index Cond: .*teacher_id = .* AND .*ROW.*opened_at, .*lecture_id. < ROW")
                .doesNotContain("Sort", "Seq Scan");
    }

    @Test
    void aStudentsLecturesAreReadNewestFirst() throws SQLException {
        var after = new Place(Some.TIME.plusSeconds(1), Some.id());

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

    private static Pattern using(String index) {
        return Pattern.compile("Index (Only )?Scan using " + index);
    }

    /** How the database runs the one statement that a query comes down to. */
    private static String planOf(Consumer<PostgresLectureViews> query) throws SQLException {
        var statements = new Statements();
        query.accept(new PostgresLectureViews(new Database(statements.of(STORE.viewsPool)), Store.LIMITS.patience()));
        assertThat(statements.prepared()).hasSize(1);
        int parameter = 0;
        var numbered = new StringBuilder();
        for (char c : statements.prepared().getFirst().toCharArray()) {
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
