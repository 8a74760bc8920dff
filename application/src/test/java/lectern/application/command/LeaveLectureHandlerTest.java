package lectern.application.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import lectern.application.Given;
import lectern.application.Some;
import lectern.application.dispatch.Dispatchers;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.inmemory.SettableClock;
import lectern.application.port.ServiceUnavailable;
import lectern.domain.Decision;
import lectern.domain.LectureOpened;
import lectern.domain.Rejection;
import lectern.domain.Student;
import lectern.domain.StudentLeft;
import lectern.domain.User;
import org.junit.jupiter.api.Test;

class LeaveLectureHandlerTest {

    private static final Student ANNA = Student.of("anna");

    private final InMemoryLectures lectures = new InMemoryLectures();
    private final SettableClock clock = new SettableClock(Some.TIME);
    private final LeaveLectureHandler handler = new LeaveLectureHandler(Dispatchers.direct(lectures, clock));
    private final Given given = new Given(lectures);

    private final LectureOpened lecture = given.opened(Some.lecture(1));

    @Test
    void freesTheSeat() {
        given.attended(lecture, ANNA, Some.TIME);
        clock.set(Some.TIME.plusSeconds(1));

        assertThat(leave(ANNA))
                .isEqualTo(new Decision.Accepted<>(new StudentLeft(lecture.lecture(), ANNA, Some.TIME.plusSeconds(1))));

        assertThat(given.attended(lecture, Some.student(), Some.TIME).number()).isEqualTo(2);
    }

    @Test
    void answersARepeatAsTheFirstTimeAlsoAfterTheClose() {
        given.attended(lecture, ANNA, Some.TIME);
        var left = given.left(lecture, ANNA, Some.TIME);
        clock.set(Some.TIME.plusSeconds(1));

        assertThat(leave(ANNA)).isEqualTo(new Decision.Repeated<>(left));
        given.closed(lecture, Some.TIME);
        assertThat(leave(ANNA)).isEqualTo(new Decision.Repeated<>(left));
    }

    @Test
    void rejectsWhoeverWasInWhenTheLectureWasClosed() {
        given.attended(lecture, ANNA, Some.TIME);
        given.closed(lecture, Some.TIME);

        assertThat(leave(ANNA)).isEqualTo(Decision.rejected(new Rejection.LectureWasClosed(Some.TIME)));
    }

    @Test
    void rejectsWhoeverNeverAttended() {
        assertThat(leave(ANNA)).isEqualTo(Decision.rejected(new Rejection.NotInLecture()));
    }

    @Test
    void rejectsATeacherEvenOfTheLecture() {
        assertThat(leave(lecture.teacher())).isEqualTo(Decision.rejected(new Rejection.NotInLecture()));
    }

    @Test
    void rejectsALectureThatIsNotThere() {
        assertThat(handler.handle(ANNA, Some.id())).isEqualTo(Decision.rejected(new Rejection.LectureNotFound()));
    }

    @Test
    void isNotServedWhenTheStoreIsNot() {
        lectures.failWith(new ServiceUnavailable.TryAgain("as planned"));

        assertThatExceptionOfType(ServiceUnavailable.TryAgain.class).isThrownBy(() -> leave(ANNA));
    }

    private Decision<StudentLeft> leave(User caller) {
        return handler.handle(caller, lecture.lecture());
    }
}
