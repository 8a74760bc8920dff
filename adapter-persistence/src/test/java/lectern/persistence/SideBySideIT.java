package lectern.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import lectern.application.Decisions;
import lectern.application.Given;
import lectern.application.Some;
import lectern.application.port.Append;
import lectern.application.port.AppendResult;
import lectern.domain.AttendLecture;
import lectern.domain.Capacity;
import lectern.domain.ChangeCapacity;
import lectern.domain.LectureId;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** During an upgrade the release before the marks writes to the same database. These are its statements, as far as they name columns. */
class SideBySideIT {

    @AutoClose
    private final Store store = new Store();

    private final Given given = new Given(store.lectures);

    @Test
    void whatTheOlderReleaseDoesIsAConflictForThisOne() throws SQLException {
        var lecture = given.opened(Some.lecture(30));
        given.attended(lecture, Some.student(), Some.TIME);
        var before = attend(lecture.lecture());

        attendByTheOlderRelease(lecture.lecture());

        assertThat(store.lectures.append(before)).isEqualTo(new AppendResult.Conflict());
        assertThat(store.lectures.append(attend(lecture.lecture()))).isInstanceOf(AppendResult.Committed.class);
    }

    @Test
    void theOlderReleaseSeesByTheVersionThatTheCapacityHasChanged() throws SQLException {
        var lecture = given.opened(Some.lecture(30));

        given.accepted(lecture, new ChangeCapacity(lecture.teacher(), new Capacity(1)), Some.TIME);

        assertThat(store.sql("select id from lecture where version = 0 and attending = 0 and last_number = 0"))
                .isEmpty();
    }

    @Test
    void aLectureThatTheOlderReleaseOpensIsServed() throws SQLException {
        var id = Some.id();
        store.sql("""
                insert into lecture (id, code, teacher_id, idempotency_key, title, capacity, opened_at, starts_at, attending,
                    last_number, attended, version)
                values ('%s', gen_random_uuid(), 'teacher', null, null, 3, now(), now(), 0, 0, 0, 0)
                """.formatted(id));

        attendByTheOlderRelease(id);

        assertThat(store.lectures.append(attend(id))).isInstanceOf(AppendResult.Committed.class);
    }

    @Test
    void eventsThatThisReleaseDoesNotKnowAreLogged() throws SQLException {
        var lecture = given.opened(Some.lecture(30));

        store.sql("insert into lecture_event values ('%s', 1, 0, 'LectureMoved', now(), '{}')"
                .formatted(lecture.lecture()));

        assertThat(store.sql("select type from lecture_event order by version"))
                .containsExactly("LectureOpened", "LectureMoved");
    }

    private Append attend(LectureId lecture) {
        var on = store.lectures.find(lecture, Set.of()).orElseThrow();
        return Decisions.of(List.of(new AttendLecture(Some.student())), on, Some.TIME)
                .append();
    }

    private void attendByTheOlderRelease(LectureId lecture) throws SQLException {
        store.sql("""
                with kept as (
                    update lecture
                    set version = version + 1, attending = attending + 1, last_number = last_number + 1,
                        attended = attended + 1, closed_at = null
                    where id = '%1$s'
                    returning id, version, last_number
                ),
                attended as (
                    insert into attendance (lecture_id, student_id, number, attended_at, left_at)
                    select id, 'older', last_number, now(), null from kept
                    on conflict (lecture_id, student_id) do update set number = excluded.number
                )
                insert into lecture_event (lecture_id, version, ordinal, type, at, payload)
                select id, version, 0, 'StudentAttended', now(), '{"studentId":"older","number":1}' from kept
                """.formatted(lecture));
    }
}
