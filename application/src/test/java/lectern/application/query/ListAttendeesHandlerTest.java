package lectern.application.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import lectern.application.Given;
import lectern.application.Some;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.port.ServiceUnavailable;
import lectern.domain.LectureOpened;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import lectern.domain.User;
import org.junit.jupiter.api.Test;

class ListAttendeesHandlerTest {

    private final InMemoryLectures lectures = new InMemoryLectures();
    private final ListAttendeesHandler handler = new ListAttendeesHandler(lectures.views());
    private final Given given = new Given(lectures);

    private final LectureOpened lecture = given.opened(Some.lecture(100));
    private final List<StudentAttended> attended = Some.students(5).stream()
            .map(student -> given.attended(lecture, student, Some.TIME))
            .toList();

    @Test
    void listsThoseWhoAreInByNumber() {
        given.left(lecture, attended.get(1).student(), Some.TIME);

        assertThat(list(lecture.teacher(), 10, 0)).isEqualTo(new Page<>(shown(0, 2, 3, 4), false));
    }

    @Test
    void listsPageByPage() {
        assertThat(list(lecture.teacher(), 2, 0)).isEqualTo(new Page<>(shown(0, 1), true));
        assertThat(list(lecture.teacher(), 2, 2)).isEqualTo(new Page<>(shown(2, 3), true));
        assertThat(list(lecture.teacher(), 2, 4)).isEqualTo(new Page<>(shown(4), false));
        assertThat(list(lecture.teacher(), 2, 5)).isEqualTo(new Page<>(List.of(), false));
    }

    @Test
    void aPageThatTakesAllIsTheLast() {
        assertThat(list(lecture.teacher(), 5, 0).hasMore()).isFalse();
        assertThat(list(lecture.teacher(), 4, 0).hasMore()).isTrue();
        assertThat(list(lecture.teacher(), PageSize.MOST, 0).hasMore()).isFalse();
    }

    @Test
    void listsForThoseWhoAreInOrHaveBeen() {
        var left = attended.getFirst().student();
        var in = attended.getLast().student();
        given.left(lecture, left, Some.TIME);

        assertThat(list(left, 10, 0)).isEqualTo(new Page<>(shown(1, 2, 3, 4), false));
        assertThat(list(in, 10, 0)).isEqualTo(new Page<>(shown(1, 2, 3, 4), false));
    }

    @Test
    void listsForNobodyElse() {
        var strangers = List.of(
                Some.teacher(), Some.student(), new Student(lecture.teacher().id()));

        for (User stranger : strangers) {
            assertThat(handler.handle(new ListAttendees(stranger, lecture.lecture(), PageSize.USUAL, 0)))
                    .isEqualTo(new QueryResult.NotInLecture<>());
        }
    }

    @Test
    void doesNotFindALectureThatIsNotThere() {
        assertThat(handler.handle(new ListAttendees(lecture.teacher(), Some.id(), PageSize.USUAL, 0)))
                .isEqualTo(new QueryResult.NotFound<>());
    }

    @Test
    void isNotServedWhenTheViewsAreNot() {
        lectures.failWith(new ServiceUnavailable.TryAgain("as planned"));

        assertThatExceptionOfType(ServiceUnavailable.TryAgain.class).isThrownBy(() -> list(lecture.teacher(), 10, 0));
    }

    private Page<AttendeeView> list(User caller, int size, int after) {
        var look = handler.handle(new ListAttendees(caller, lecture.lecture(), new PageSize(size), after));
        if (look instanceof QueryResult.Found<Page<AttendeeView>>(var attendees)) {
            return attendees;
        }
        throw new AssertionError("nothing was seen: " + look);
    }

    /** As the students that attended as the first (0), the second (1) … are shown. */
    private List<AttendeeView> shown(Integer... which) {
        return List.of(which).stream()
                .map(attended::get)
                .map(event -> new AttendeeView(event.student(), event.number(), event.at()))
                .toList();
    }
}
