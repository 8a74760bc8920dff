package lectern.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lectern.application.Given;
import lectern.application.Some;
import lectern.domain.AttendLecture;
import lectern.domain.Capacity;
import lectern.domain.ChangeCapacity;
import lectern.domain.CloseLecture;
import lectern.domain.LeaveLecture;
import lectern.domain.LectureCommand;
import lectern.domain.LectureEvent;
import lectern.domain.LectureOpened;
import lectern.domain.Student;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The views that are made anew from the events are those that were brought up to date event by event. */
@ExtendWith(OutputCaptureExtension.class)
class RebuildIT {

    @AutoClose
    private final Store store = new Store();

    private final Random random = new Random(20260302);

    @BeforeEach
    void letMuchHappen() throws SQLException {
        var given = new Given(store.lectures);
        var students = Some.students(12);
        var lectures = new ArrayList<LectureOpened>();
        for (int i = 0; i < 6; i++) {
            lectures.add(given.opened(Some.lecture(1 + random.nextInt(8))));
        }
        for (int i = 0; i < 300; i++) {
            var lecture = lectures.get(random.nextInt(lectures.size()));
            given.decided(lecture.lecture(), commands(lecture, students), Some.TIME.plusSeconds(i));
        }
        // More at once than is gone through at once.
        var big = given.opened(Some.lecture(2_000));
        var crowd = Some.students(1_200);
        given.decided(big.lecture(), crowd.stream().map(AttendLecture::new).toList(), Some.TIME);
        given.accepted(big, new ChangeCapacity(big.teacher(), new Capacity(1_500)), Some.TIME);
        given.left(big, crowd.getFirst(), Some.TIME);
        assertThat(store.sql("select count(*) > 1600 and count(distinct type) = "
                        + LectureEvent.class.getPermittedSubclasses().length + " from lecture_event"))
                .containsExactly("t");
    }

    @Test
    void rebuiltViewsEqualTheLiveOnes() throws SQLException {
        var live = views();

        assertThat(store.housekeeping.rebuildViews()).isEqualTo(7);

        assertThat(views()).isEqualTo(live);
    }

    @Test
    void whateverTheViewsHadBecomeTheyAreAsTheLiveOnesWere() throws SQLException {
        var live = views();
        store.sql("delete from attendee_view where number % 3 = 0");
        store.sql("delete from lecture_view where lecture_id = (select lecture_id from lecture_view limit 1)");
        store.sql("update lecture_view set attending = 77, version = 0, title = 'wrong', code = gen_random_uuid()");
        store.sql("update attendee_view set left_at = now(), opened_at = now()");
        store.sql("insert into attendee_view values (gen_random_uuid(), 'nobody', 1, now(), null, now())");
        store.sql("insert into lecture_view select gen_random_uuid(), code, teacher_id, capacity, title, attending,"
                + " opened_at, starts_at, closed_at, version from lecture_view limit 1");
        assertThat(views()).isNotEqualTo(live);

        assertThat(store.housekeeping.rebuildViews()).isEqualTo(7);

        assertThat(views()).isEqualTo(live);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type = 'HandRaised'",
                "payload = '{}'",
                "payload = '[]'",
                "payload = '{\"studentId\": \"kim\"}'",
                "payload = '{\"studentId\": \"\", \"number\": 1}'"
            })
    void aLectureWithAnEventThatCannotBeReadStaysAsItIsAndTheOthersAreRebuilt(String change, CapturedOutput log)
            throws SQLException {
        var spoilt = store.sql("select lecture_id from lecture_event where type = 'StudentAttended' order by 1 limit 1")
                .getFirst();
        store.sql("update lecture_event set %s where lecture_id = '%s' and type = 'StudentAttended'"
                .formatted(change, spoilt));
        var live = views();
        store.sql("update lecture_view set attending = 77 where lecture_id <> '%s'".formatted(spoilt));

        assertThat(store.housekeeping.rebuildViews()).isEqualTo(6);

        assertThat(views()).isEqualTo(live);
        assertThat(log)
                .containsOnlyOnce("The views of lecture %s stay as they are".formatted(spoilt))
                .doesNotContain("kim");
    }

    @Test
    void theViewsAgreeWithTheTruth() throws SQLException {
        assertAgree("lecture_view", "lecture_id", "lecture", "id");
        assertAgree("attendee_view", "lecture_id", "attendance", "lecture_id");
    }

    /** In all columns that both tables have. */
    private void assertAgree(String view, String viewKey, String table, String key) throws SQLException {
        var shared = store.sql("""
                select column_name from information_schema.columns where table_schema = 'public' and table_name = '%s'
                intersect
                select column_name from information_schema.columns where table_schema = 'public' and table_name = '%s'
                """.formatted(view, table));
        assertThat(shared).hasSizeGreaterThan(4);
        var columns = String.join(", ", shared);
        assertThat(store.sql("select row(%s, %s)::text from %s order by 1".formatted(viewKey, columns, view)))
                .isEqualTo(store.sql("select row(%s, %s)::text from %s order by 1".formatted(key, columns, table)));
    }

    private List<String> views() throws SQLException {
        var rows = new ArrayList<>(store.sql("select v::text from lecture_view v order by 1"));
        rows.addAll(store.sql("select v::text from attendee_view v order by 1"));
        return rows;
    }

    private List<LectureCommand<?>> commands(LectureOpened lecture, List<Student> students) {
        return random.ints(1 + random.nextInt(8), 0, 1_000)
                .<LectureCommand<?>>mapToObj(dice -> {
                    var student = students.get(random.nextInt(students.size()));
                    if (dice < 2) {
                        return new CloseLecture(lecture.teacher());
                    }
                    if (dice < 50) {
                        return new ChangeCapacity(lecture.teacher(), new Capacity(1 + random.nextInt(8)));
                    }
                    return dice < 550 ? new AttendLecture(student) : new LeaveLecture(student);
                })
                .toList();
    }
}
