package lectern.application.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import lectern.application.Given;
import lectern.application.Some;
import lectern.application.dispatch.Dispatchers;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.inmemory.SettableClock;
import lectern.application.port.ServiceUnavailable;
import lectern.domain.Decision;
import lectern.domain.LectureClosed;
import lectern.domain.LectureOpened;
import lectern.domain.Rejection;
import lectern.domain.Student;
import lectern.domain.User;
import org.junit.jupiter.api.Test;

class CloseLectureHandlerTest {

    private final InMemoryLectures lectures = new InMemoryLectures();
    private final SettableClock clock = new SettableClock(Some.TIME);
    private final CloseLectureHandler handler = new CloseLectureHandler(Dispatchers.direct(lectures, clock));
    private final Given given = new Given(lectures);

    private final LectureOpened lecture = given.opened(Some.lecture(30));

    @Test
    void endsTheLectureAndSaysHowManyStudentsEverAttended() {
        var cameBack = Some.student();
        given.attended(lecture, cameBack, Some.TIME);
        given.attended(lecture, Some.student(), Some.TIME);
        given.left(lecture, cameBack, Some.TIME);
        given.attended(lecture, cameBack, Some.TIME);
        clock.set(Some.TIME.plusSeconds(1));

        assertThat(close(lecture.teacher()))
                .isEqualTo(new Decision.Accepted<>(new LectureClosed(lecture.lecture(), 2, Some.TIME.plusSeconds(1))));

        assertThat(isClosed()).isTrue();
    }

    @Test
    void answersARepeatAsTheFirstTime() {
        var closed = given.closed(lecture, Some.TIME);
        clock.set(Some.TIME.plusSeconds(1));

        assertThat(close(lecture.teacher())).isEqualTo(new Decision.Repeated<>(closed));
    }

    @Test
    void rejectsAnotherTeacher() {
        assertThat(close(Some.teacher())).isEqualTo(Decision.rejected(new Rejection.NotTheOwner()));

        assertThat(isClosed()).isFalse();
    }

    @Test
    void rejectsAStudentEvenOfTheSameIdAsTheTeacher() {
        assertThat(close(new Student(lecture.teacher().id())))
                .isEqualTo(Decision.rejected(new Rejection.NotTheOwner()));

        assertThat(isClosed()).isFalse();
    }

    @Test
    void rejectsALectureThatIsNotThere() {
        assertThat(handler.handle(lecture.teacher(), Some.id()))
                .isEqualTo(Decision.rejected(new Rejection.LectureNotFound()));
    }

    @Test
    void isNotServedWhenTheStoreIsNot() {
        lectures.failWith(new ServiceUnavailable.TryAgain("as planned"));

        assertThatExceptionOfType(ServiceUnavailable.TryAgain.class).isThrownBy(() -> close(lecture.teacher()));
    }

    private boolean isClosed() {
        return lectures.find(lecture.lecture(), Set.of())
                .orElseThrow()
                .lecture()
                .state()
                .isClosed();
    }

    private Decision<LectureClosed> close(User caller) {
        return handler.handle(caller, lecture.lecture());
    }
}
