package lectern.application.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import lectern.application.Given;
import lectern.application.Race;
import lectern.application.Some;
import lectern.application.dispatch.Dispatchers;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.inmemory.SettableClock;
import lectern.application.port.ServiceUnavailable;
import lectern.domain.Decision;
import lectern.domain.LectureOpened;
import lectern.domain.Rejection;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import org.junit.jupiter.api.Test;

class AttendLectureHandlerTest {

    private static final Student ANNA = Student.of("anna");

    private final InMemoryLectures lectures = new InMemoryLectures();
    private final SettableClock clock = new SettableClock(Some.TIME);
    private final AttendLectureHandler handler =
            new AttendLectureHandler(lectures, Dispatchers.direct(lectures, clock));
    private final Given given = new Given(lectures);

    @Test
    void givesASeatToAStudentWhoHasTheCode() {
        var lecture = given.opened(Some.lecture(30));
        clock.set(Some.TIME.plusSeconds(1));

        assertThat(attend(ANNA, lecture))
                .isEqualTo(new Decision.Accepted<>(
                        new StudentAttended(lecture.lecture(), ANNA, 1, Some.TIME.plusSeconds(1))));

        assertThat(lectures.views().hasAttended(lecture.lecture(), ANNA)).isTrue();
    }

    @Test
    void answersARepeatAsTheFirstTime() {
        var lecture = given.opened(Some.lecture(30));
        var attended = given.attended(lecture, ANNA, Some.TIME);
        clock.set(Some.TIME.plusSeconds(1));

        assertThat(attend(ANNA, lecture)).isEqualTo(new Decision.Repeated<>(attended));
    }

    @Test
    void rejectsATeacherEvenOfTheLecture() {
        var lecture = given.opened(Some.lecture(30));

        assertThat(handler.handle(lecture.teacher(), lecture.code()))
                .isEqualTo(Decision.rejected(new Rejection.NotAStudent()));
    }

    @Test
    void rejectsACodeOfNoLecture() {
        assertThat(handler.handle(ANNA, Some.code())).isEqualTo(notFound());
    }

    @Test
    void rejectsWhoeverComesWhenEverySeatIsTaken() {
        var lecture = given.opened(Some.lecture(1));
        given.attended(lecture, ANNA, Some.TIME);

        assertThat(attend(Some.student(), lecture))
                .isEqualTo(Decision.rejected(new Rejection.LectureFull(lecture.capacity())));
    }

    @Test
    void rejectsWhoeverComesBeforeTheStartButNotLater() {
        var starts = Some.TIME.plusSeconds(60);
        var plain = Some.lecture(30);
        var lecture = given.opened(new LectureOpened(
                plain.lecture(), plain.code(), plain.teacher(), plain.capacity(), null, starts, Some.TIME));

        assertThat(attend(ANNA, lecture)).isEqualTo(Decision.rejected(new Rejection.LectureNotStarted(starts)));

        clock.set(starts);
        assertThat(attend(ANNA, lecture)).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void tellsAStudentWhoComesTooLateThatTheLectureIsClosed() {
        var lecture = given.opened(Some.lecture(30));
        given.closed(lecture, Some.TIME);

        assertThat(attend(Some.student(), lecture))
                .isEqualTo(Decision.rejected(new Rejection.LectureWasClosed(Some.TIME)));
    }

    @Test
    void tellsAStudentWhoIsInTheirSeatAlsoAfterTheClose() {
        var lecture = given.opened(Some.lecture(30));
        var attended = given.attended(lecture, ANNA, Some.TIME);
        given.closed(lecture, Some.TIME);

        assertThat(attend(ANNA, lecture)).isEqualTo(new Decision.Repeated<>(attended));
    }

    @Test
    void findsNothingOnceTheLectureIsRemoved() {
        var lecture = given.opened(Some.lecture(30));
        assertThat(attend(ANNA, lecture)).isInstanceOf(Decision.Accepted.class);
        given.closed(lecture, Some.TIME);
        assertThat(lectures.housekeeping().removeClosed(Some.TIME.plusSeconds(1)))
                .isEqualTo(1);

        assertThat(attend(ANNA, lecture)).isEqualTo(notFound());
    }

    @Test
    void findsALectureThatIsOpenedAfterItsCodeWasSentInVain() {
        var lecture = Some.lecture(30);
        assertThat(attend(ANNA, lecture)).isEqualTo(notFound());

        given.opened(lecture);

        assertThat(attend(ANNA, lecture)).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void givesOutEverySeatOnceHoweverManyComeAtOnce() {
        var lecture = given.opened(Some.lecture(7));

        var decisions = Race.of(20, _ -> attend(Some.student(), lecture));

        assertThat(decisions).filteredOn(Decision.Accepted.class::isInstance).hasSize(7);
    }

    @Test
    void isNotServedWhenTheStoreIsNot() {
        var lecture = given.opened(Some.lecture(30));
        lectures.failWith(new ServiceUnavailable.TryAgain("as planned"));

        assertThatExceptionOfType(ServiceUnavailable.TryAgain.class).isThrownBy(() -> attend(ANNA, lecture));

        lectures.serve();
        assertThat(attend(ANNA, lecture)).isInstanceOf(Decision.Accepted.class);
    }

    private Decision<StudentAttended> attend(Student student, LectureOpened lecture) {
        return handler.handle(student, lecture.code());
    }

    private static Decision<StudentAttended> notFound() {
        return Decision.rejected(new Rejection.LectureNotFound());
    }
}
