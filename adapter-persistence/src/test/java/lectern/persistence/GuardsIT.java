package lectern.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.stream.IntStream;
import lectern.application.Given;
import lectern.application.Some;
import lectern.domain.Decision;
import lectern.domain.LectureOpened;
import lectern.domain.Title;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must never be is refused by the database itself, whatever the code does. */
class GuardsIT {

    @AutoClose
    private static final Store STORE = new Store();

    private LectureOpened lecture;

    @BeforeEach
    void openALectureWithTwoSeatsOneOfThemTaken() {
        var given = new Given(STORE.lectures);
        lecture = Some.lecture(2);
        assertThat(STORE.lectures.open(lecture, Some.key())).isInstanceOf(Decision.Accepted.class);
        given.attended(lecture, Some.student(), Some.TIME);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            attending = 3 | lecture_attending_within_capacity
            attending = -1 | lecture_attending_within_capacity
            capacity = 0, attending = 0 | lecture_capacity_in_range
            capacity = 100001 | lecture_capacity_in_range
            attended = 0 | lecture_counters_agree
            last_number = 0 | lecture_counters_agree
            version = -1 | lecture_version_counts_from_zero
            starts_at = opened_at - interval '1 microsecond' | lecture_starts_when_opened_or_later
            teacher_id = '' | lecture_texts_in_range
            teacher_id = repeat('x', 65) | lecture_texts_in_range
            title = '' | lecture_texts_in_range
            title = repeat('x', 201) | lecture_texts_in_range
            title = ' ' | lecture_title_visible
            title = repeat(U&'\\00A0', 200) | lecture_title_visible
            title = U&'\\3164\\200B\\FEFF\\2028\\2800' | lecture_title_visible
            title = U&'\\+0E0041\\+01D173' | lecture_title_visible
            idempotency_key = repeat('x', 65) | lecture_texts_in_range
            """)
    void noLectureIsSetTo(String wrong, String guard) {
        assertRefused("update lecture set " + wrong, guard);
    }

    @Test
    void whatIsVisibleIsTheSameForTheDatabaseAndTheDomain() throws SQLException {
        var invisible = STORE.sql("""
                select c
                from generate_series(1, 1114111) c
                where c not between 55296 and 57343
                  and chr(c) !~ (
                      select regexp_substr(pg_get_constraintdef(oid), '\\[.*\\]')
                      from pg_constraint
                      where conname = 'lecture_title_visible')
                order by c
                """);

        assertThat(invisible)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
                        .filter(c -> Character.getType(c) != Character.SURROGATE && !isTitle(Character.toString(c)))
                        .mapToObj(Integer::toString)
                        .toList());
    }

    private static boolean isTitle(String text) {
        try {
            return new Title(text).value().equals(text);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    @Test
    void noTeacherHasTwoLecturesThatAreNotClosed() {
        assertRefused(copy("gen_random_uuid()", "teacher_id", "null", "null"), "lecture_unclosed_one_per_teacher");
    }

    @Test
    void noCodeIsOfTwoLectures() {
        assertRefused(copy("code", "'another'", "null", "null"), "lecture_code_is_of_one_lecture");
    }

    @Test
    void noKeyOpensTwoLecturesOfATeacher() {
        assertRefused(
                copy("gen_random_uuid()", "teacher_id", "idempotency_key", "now()"),
                "lecture_key_opens_one_per_teacher");
    }

    @Test
    void noStudentHasTwoAttendancesOfALecture() {
        assertRefused("""
                insert into attendance (lecture_id, student_id, number, attended_at)
                select lecture_id, student_id, number + 1, attended_at from attendance
                """, "attendance_one_per_student");
    }

    @Test
    void noNumberIsGivenTwiceInALecture() {
        assertRefused("""
                insert into attendance (lecture_id, student_id, number, attended_at)
                select lecture_id, 'another', number, attended_at from attendance
                """, "attendance_number_given_once");
    }

    @Test
    void noNumberIsLessThanOne() {
        assertRefused("update attendance set number = 0", "attendance_numbers_from_one");
    }

    @Test
    void noAttendanceIsOfALectureThatIsNone() {
        assertRefused("update attendance set lecture_id = gen_random_uuid()", "attendance_of_lecture");
    }

    @Test
    void noEventIsLoggedTwice() {
        assertRefused(
                "insert into lecture_event select * from lecture_event where lecture_id = '%s'"
                        .formatted(lecture.lecture()),
                "lecture_event_pk");
    }

    @Test
    void noEventIsWithoutAType() {
        assertRefused("update lecture_event set type = ''", "lecture_event_type_is_a_name");
    }

    private String copy(String code, String teacher, String key, String closedAt) {
        return """
                insert into lecture
                    (id, code, teacher_id, idempotency_key, capacity, opened_at, starts_at, closed_at, attending,
                     last_number, attended, version)
                select gen_random_uuid(), %s, %s, %s, capacity, opened_at, starts_at, %s, 0, 0, 0, 0
                from lecture
                where id = '%s'
                """.formatted(code, teacher, key, closedAt, lecture.lecture());
    }

    private static void assertRefused(String sql, String guard) {
        assertThatThrownBy(() -> STORE.sql(sql))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("\"" + guard + "\"");
    }
}
