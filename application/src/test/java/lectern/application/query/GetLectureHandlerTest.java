package lectern.application.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lectern.application.Given;
import lectern.application.Some;
import lectern.application.inmemory.InMemoryLectureViews;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.inmemory.SettableClock;
import lectern.application.port.ServiceUnavailable;
import lectern.domain.Capacity;
import lectern.domain.LectureOpened;
import lectern.domain.LectureStatus;
import lectern.domain.Student;
import lectern.domain.Teacher;
import lectern.domain.Title;
import lectern.domain.User;
import org.junit.jupiter.api.Test;

class GetLectureHandlerTest {

    private static final Teacher KIM = Teacher.of("kim");
    private static final Student ANNA = Student.of("anna");

    private final InMemoryLectures lectures = new InMemoryLectures();
    private final SettableClock clock = new SettableClock(Some.TIME);
    private final InMemoryLectureViews views = lectures.views();
    private final GetLectureHandler handler = new GetLectureHandler(views, clock);
    private final Given given = new Given(lectures);

    private final LectureOpened lecture = given.opened(new LectureOpened(
            Some.id(),
            Some.code(),
            KIM,
            new Capacity(100),
            new Title("Algebra"),
            Some.TIME.plus(Duration.ofMinutes(10)),
            Some.TIME));

    @Test
    void showsItsTeacherTheLectureAndItsCode() {
        given.attended(lecture, ANNA, lecture.startsAt());

        var room = seenBy(KIM);

        assertThat(room.lecture().id()).isEqualTo(lecture.lecture());
        assertThat(room.lecture().code()).isEqualTo(lecture.code());
        assertThat(room.lecture().teacher()).isEqualTo(KIM);
        assertThat(room.lecture().capacity()).isEqualTo(lecture.capacity());
        assertThat(room.lecture().title()).isEqualTo(lecture.title());
        assertThat(room.lecture().attending()).isEqualTo(1);
        assertThat(room.lecture().openedAt()).isEqualTo(Some.TIME);
        assertThat(room.lecture().startsAt()).isEqualTo(lecture.startsAt());
        assertThat(room.lecture().closedAt()).isNull();
        assertThat(room.attendees())
                .isEqualTo(new Page<>(List.of(new AttendeeView(ANNA, 1, lecture.startsAt())), false));
    }

    @Test
    void showsAStudentWhoIsInAllButTheCode() {
        given.attended(lecture, ANNA, lecture.startsAt());

        assertThat(seenBy(ANNA).lecture().code()).isNull();

        assertThat(seenBy(ANNA).lecture())
                .usingRecursiveComparison()
                .ignoringFields("code")
                .isEqualTo(seenBy(KIM).lecture());
        assertThat(seenBy(ANNA).attendees()).isEqualTo(seenBy(KIM).attendees());
    }

    @Test
    void showsAStudentWhoHasLeftTheSame() {
        given.attended(lecture, ANNA, lecture.startsAt());
        given.left(lecture, ANNA, lecture.startsAt());

        assertThat(seenBy(ANNA).lecture().code()).isNull();
        assertThat(seenBy(ANNA).attendees().items()).isEmpty();
    }

    @Test
    void showsNobodyElseAnything() {
        given.attended(lecture, ANNA, lecture.startsAt());

        assertThat(readBy(Teacher.of("lee"))).isEqualTo(new QueryResult.NotInLecture<>());
        assertThat(readBy(Student.of("bori"))).isEqualTo(new QueryResult.NotInLecture<>());
    }

    @Test
    void showsNothingToTheSameIdInAnotherRole() {
        given.attended(lecture, ANNA, lecture.startsAt());

        assertThat(readBy(new Student(KIM.id()))).isEqualTo(new QueryResult.NotInLecture<>());
        assertThat(readBy(new Teacher(ANNA.id()))).isEqualTo(new QueryResult.NotInLecture<>());
    }

    @Test
    void doesNotFindALectureThatIsNotThere() {
        assertThat(handler.handle(new GetLecture(KIM, Some.id()))).isEqualTo(new QueryResult.NotFound<>());
        assertThat(handler.handle(new GetLecture(ANNA, Some.id()))).isEqualTo(new QueryResult.NotFound<>());
    }

    @Test
    void showsTheStatusOfTheMoment() {
        assertThat(seenBy(KIM).status()).isEqualTo(LectureStatus.RESERVED);

        clock.set(lecture.startsAt());
        assertThat(seenBy(KIM).status()).isEqualTo(LectureStatus.ACTIVE);

        given.closed(lecture, lecture.startsAt());
        assertThat(seenBy(KIM).status()).isEqualTo(LectureStatus.CLOSED);
        assertThat(seenBy(KIM).lecture().closedAt()).isEqualTo(lecture.startsAt());
    }

    @Test
    void showsTheFirstFiftyWhoAreInAndWhetherThereAreMore() {
        for (var student : Some.students(50)) {
            given.attended(lecture, student, lecture.startsAt());
        }
        assertThat(seenBy(KIM).attendees().items()).hasSize(50);
        assertThat(seenBy(KIM).attendees().hasMore()).isFalse();

        given.attended(lecture, ANNA, lecture.startsAt());
        assertThat(seenBy(KIM).attendees().items())
                .hasSize(50)
                .extracting(AttendeeView::number)
                .endsWith(49, 50);
        assertThat(seenBy(KIM).attendees().hasMore()).isTrue();
        assertThat(seenBy(KIM).lecture().attending()).isEqualTo(51);
    }

    @Test
    void isNotServedWhenTheViewsAreNot() {
        lectures.failWith(new ServiceUnavailable.TryAgain("as planned"));

        assertThatExceptionOfType(ServiceUnavailable.TryAgain.class).isThrownBy(() -> readBy(KIM));
    }

    @Test
    void tellsTheRevisionWithoutReadingTheAttendees() {
        given.attended(lecture, ANNA, lecture.startsAt());

        for (var caller : List.of(KIM, ANNA)) {
            var revision = views.withoutAttendees(() -> viewFor(caller).revision());
            assertThat(revision).isEqualTo(viewFor(caller).revision());
        }
    }

    @Test
    void hasAnotherRevisionWheneverSomethingElseIsSeen() {
        var revisions = new ArrayList<Revision>();

        revisions.add(viewFor(KIM).revision());
        clock.set(lecture.startsAt());
        revisions.add(viewFor(KIM).revision());
        given.attended(lecture, ANNA, lecture.startsAt());
        revisions.add(viewFor(KIM).revision());
        revisions.add(viewFor(ANNA).revision());
        given.left(lecture, ANNA, lecture.startsAt());
        revisions.add(viewFor(KIM).revision());
        given.closed(lecture, lecture.startsAt());
        revisions.add(viewFor(KIM).revision());

        assertThat(revisions).doesNotHaveDuplicates();
    }

    @Test
    void hasAnotherRevisionForEachLecture() {
        var other = given.opened(Some.lecture(30));
        clock.set(lecture.startsAt());

        var ofThis = viewFor(KIM).revision();
        var ofTheOther = view(handler.handle(new GetLecture(other.teacher(), other.lecture())))
                .revision();

        assertThat(ofThis.version()).isEqualTo(ofTheOther.version());
        assertThat(ofThis.status()).isEqualTo(ofTheOther.status());
        assertThat(ofThis).isNotEqualTo(ofTheOther);
    }

    private RoomView seenBy(User caller) {
        return viewFor(caller).view().get();
    }

    private ConditionalView viewFor(User caller) {
        return view(readBy(caller));
    }

    private static ConditionalView view(QueryResult<ConditionalView> look) {
        if (look instanceof QueryResult.Found<ConditionalView>(var view)) {
            return view;
        }
        throw new AssertionError("nothing was seen");
    }

    private QueryResult<ConditionalView> readBy(User caller) {
        return handler.handle(new GetLecture(caller, lecture.lecture()));
    }
}
