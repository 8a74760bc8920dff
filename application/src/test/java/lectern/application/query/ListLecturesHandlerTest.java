package lectern.application.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import lectern.application.Given;
import lectern.application.Some;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.inmemory.SettableClock;
import lectern.application.port.ServiceUnavailable;
import lectern.application.query.LectureViews.Cursor;
import lectern.domain.Capacity;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.LectureStatus;
import lectern.domain.Student;
import lectern.domain.Teacher;
import lectern.domain.User;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListLecturesHandlerTest {

    private static final Teacher KIM = Teacher.of("kim");
    private static final Student ANNA = Student.of("anna");

    private final InMemoryLectures lectures = new InMemoryLectures();
    private final SettableClock clock = new SettableClock(Some.TIME);
    private final ListLecturesHandler handler = new ListLecturesHandler(lectures.views(), clock);
    private final Given given = new Given(lectures);

    @Test
    void listsATeachersOwnNewestFirstWithTheirCodes() {
        var oldest = closed(KIM, Some.TIME);
        var newest = closed(KIM, Some.TIME.plusSeconds(1));
        given.opened(Some.lecture(30));

        var list = list(KIM, 10, null);

        assertThat(idsOf(list)).containsExactly(newest.lecture(), oldest.lecture());
        assertThat(list.items())
                .extracting(item -> item.lecture().code())
                .containsExactly(newest.code(), oldest.code());
        assertThat(list.hasMore()).isFalse();
    }

    @Test
    void listsThoseThatAStudentEverAttendedNewestFirstWithoutTheirCodes() {
        var left = given.opened(Some.lecture(Some.teacher(), 30, Some.TIME));
        var in = given.opened(Some.lecture(Some.teacher(), 30, Some.TIME.plusSeconds(1)));
        given.opened(Some.lecture(30));
        given.attended(left, ANNA, Some.TIME);
        given.left(left, ANNA, Some.TIME);
        given.attended(in, ANNA, Some.TIME);

        var list = list(ANNA, 10, null);

        assertThat(idsOf(list)).containsExactly(in.lecture(), left.lecture());
        assertThat(list.items()).allMatch(item -> item.lecture().code() == null);
    }

    @Test
    void listsNothingForWhoeverHasNone() {
        closed(KIM, Some.TIME);

        assertThat(list(new Student(KIM.id()), 10, null)).isEqualTo(new Page<>(List.of(), false));
        assertThat(list(Some.teacher(), 10, null)).isEqualTo(new Page<>(List.of(), false));
    }

    @Test
    void listsPageByPage() {
        var oldestFirst = IntStream.range(0, 5)
                .mapToObj(second -> closed(KIM, Some.TIME.plusSeconds(second)))
                .toList();
        var newestFirst =
                oldestFirst.reversed().stream().map(LectureOpened::lecture).toList();

        var first = list(KIM, 2, null);
        assertThat(idsOf(first)).isEqualTo(newestFirst.subList(0, 2));
        assertThat(first.hasMore()).isTrue();

        var second = list(KIM, 2, lastOf(first));
        assertThat(idsOf(second)).isEqualTo(newestFirst.subList(2, 4));
        assertThat(second.hasMore()).isTrue();

        var third = list(KIM, 2, lastOf(second));
        assertThat(idsOf(third)).isEqualTo(newestFirst.subList(4, 5));
        assertThat(third.hasMore()).isFalse();
    }

    @Test
    void showsTheStatusOfTheMoment() {
        closed(KIM, Some.TIME);
        var reserved = given.opened(new LectureOpened(
                Some.id(),
                Some.code(),
                KIM,
                new Capacity(1),
                null,
                Some.TIME.plusSeconds(60),
                Some.TIME.plusSeconds(1)));
        assertThat(list(KIM, 10, null).items())
                .extracting(ListedLecture::status)
                .containsExactly(LectureStatus.RESERVED, LectureStatus.CLOSED);

        clock.set(reserved.startsAt());
        assertThat(list(KIM, 10, null).items())
                .extracting(ListedLecture::status)
                .containsExactly(LectureStatus.ACTIVE, LectureStatus.CLOSED);
    }

    @Test
    void isNotServedWhenTheViewsAreNot() {
        lectures.failWith(new ServiceUnavailable.TryAgain("as planned"));

        assertThatExceptionOfType(ServiceUnavailable.TryAgain.class).isThrownBy(() -> list(KIM, 10, null));
    }

    @CanIgnoreReturnValue
    private LectureOpened closed(Teacher teacher, Instant at) {
        var lecture = given.opened(Some.lecture(teacher, 30, at));
        given.closed(lecture, at);
        return lecture;
    }

    private Page<ListedLecture> list(User caller, int size, @Nullable Cursor after) {
        return handler.handle(new ListLectures(caller, new PageSize(size), after));
    }

    private static Cursor lastOf(Page<ListedLecture> page) {
        var last = page.items().getLast().lecture();
        return new Cursor(last.openedAt(), last.id());
    }

    private static List<LectureId> idsOf(Page<ListedLecture> list) {
        return list.items().stream().map(item -> item.lecture().id()).toList();
    }
}
