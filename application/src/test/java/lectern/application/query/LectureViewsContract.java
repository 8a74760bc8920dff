package lectern.application.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import lectern.application.Given;
import lectern.application.Race;
import lectern.application.Samples;
import lectern.application.Some;
import lectern.application.port.Lectures;
import lectern.application.query.LectureViews.Cursor;
import lectern.domain.Capacity;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import lectern.domain.Teacher;
import lectern.domain.Title;
import lectern.domain.User;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What all views must show, beside the store that they are views of: an adapter proves itself by extending this. Each test
 * looks at lectures and people of its own, so both may be shared, and need not be empty.
 */
@Timeout(60)
public abstract class LectureViewsContract {

    private static final int ALL = 1_000;

    private LectureViews views;
    private Given given;

    /** The views to check. */
    protected abstract LectureViews views();

    /** The store whose lectures they show. */
    protected abstract Lectures lectures();

    @BeforeEach
    void askForTheViews() {
        views = views();
        given = new Given(lectures());
    }

    // A lecture

    @Test
    void anOpenedLectureIsShownAtOnce() {
        var opened = given.opened(new LectureOpened(
                Some.id(),
                Some.code(),
                Teacher.of("김선생 \ud83c\udf93 " + UUID.randomUUID()),
                new Capacity(Capacity.MOST),
                new Title("it's \"선형대수\""),
                Instant.parse("2026-03-02T10:30:00.000001Z"),
                Instant.parse("2026-03-01T23:59:59.999999Z")));

        var shown = lecture(opened);

        assertThat(shown.id()).isEqualTo(opened.lecture());
        assertThat(shown.code()).isEqualTo(opened.code());
        assertThat(shown.teacher()).isEqualTo(opened.teacher());
        assertThat(shown.capacity()).isEqualTo(opened.capacity());
        assertThat(shown.title()).isEqualTo(opened.title());
        assertThat(shown.attending()).isZero();
        assertThat(shown.openedAt()).isEqualTo(opened.at());
        assertThat(shown.startsAt()).isEqualTo(opened.startsAt());
        assertThat(shown.closedAt()).isNull();
        assertThat(views.attendees(opened.lecture(), 0, ALL)).isEmpty();
        assertThat(views.lecturesOf(opened.teacher(), null, ALL)).containsExactly(shown);
    }

    @Test
    void aLectureWithoutATitleIsShownWithoutOne() {
        var untitled = given.opened(
                new LectureOpened(Some.id(), Some.code(), Some.teacher(), new Capacity(1), null, Some.TIME, Some.TIME));

        assertThat(lecture(untitled).title()).isNull();
    }

    @Test
    void aStudentIsShownAsSoonAsTheyAttend() {
        var lecture = given.opened(Some.lecture(30));
        var before = lecture(lecture);

        var attended = given.attended(lecture, Some.student(), Some.TIME);

        assertThat(lecture(lecture).attending()).isEqualTo(1);
        assertThat(lecture(lecture))
                .isEqualTo(with(before, 1, null, lecture(lecture).version()));
        assertThat(views.attendees(lecture.lecture(), 0, ALL)).containsExactly(shown(attended));
        assertThat(views.hasAttended(lecture.lecture(), attended.student())).isTrue();
        assertThat(views.lecturesOf(attended.student(), null, ALL)).containsExactly(lecture(lecture));
    }

    @Test
    void aStudentIsNoLongerShownAsSoonAsTheyLeave() {
        var lecture = given.opened(Some.lecture(30));
        var leaves = Some.student();
        var stays = Some.student();
        given.attended(lecture, leaves, Some.TIME);
        var stayed = given.attended(lecture, stays, Some.TIME);

        given.left(lecture, leaves, Some.TIME);

        assertThat(lecture(lecture).attending()).isEqualTo(1);
        assertThat(views.attendees(lecture.lecture(), 0, ALL)).containsExactly(shown(stayed));
    }

    @Test
    void aStudentWhoComesBackIsShownWithTheNewNumber() {
        var lecture = given.opened(Some.lecture(30));
        var student = Some.student();
        given.attended(lecture, student, Some.TIME);
        var other = given.attended(lecture, Some.student(), Some.TIME);
        given.left(lecture, student, Some.TIME);

        var back = given.attended(lecture, student, Some.TIME.plusNanos(1_000));

        assertThat(lecture(lecture).attending()).isEqualTo(2);
        assertThat(views.attendees(lecture.lecture(), 0, ALL)).containsExactly(shown(other), shown(back));
    }

    @Test
    void aClosedLectureIsShownWithThoseWhoWereInAtItsEnd() {
        var lecture = given.opened(Some.lecture(30));
        var attended = given.attended(lecture, Some.student(), Some.TIME);
        var before = lecture(lecture);

        var closed = given.closed(lecture, Some.TIME.plusNanos(1_000));

        assertThat(lecture(lecture))
                .isEqualTo(with(before, 1, closed.at(), lecture(lecture).version()));
        assertThat(views.attendees(lecture.lecture(), 0, ALL)).containsExactly(shown(attended));
        assertThat(views.hasAttended(lecture.lecture(), attended.student())).isTrue();
        assertThat(views.lecturesOf(lecture.teacher(), null, ALL)).containsExactly(lecture(lecture));
        assertThat(views.lecturesOf(attended.student(), null, ALL)).containsExactly(lecture(lecture));
    }

    @Test
    void aLectureIsShownAsItsStateIsAfterEachCommand() {
        var lecture = given.opened(Some.lecture(30));

        assertThat(Samples.commands(lecture.teacher())).allSatisfy(command -> {
            var _ = given.accepted(lecture, command, Some.TIME);
            var state = lectures()
                    .find(lecture.lecture(), Set.of())
                    .orElseThrow()
                    .lecture()
                    .state();
            assertThat(lecture(lecture))
                    .usingRecursiveComparison()
                    .ignoringFields("version")
                    .as("after %s", command)
                    .isEqualTo(state);
        });
    }

    @Test
    void theVersionIsAnotherAfterEachChangeAndTheSameWithoutOne() {
        var lecture = given.opened(Some.lecture(30));
        var student = Some.student();
        var versions = new ArrayList<Long>();

        versions.add(lecture(lecture).version());
        given.attended(lecture, student, Some.TIME);
        versions.add(lecture(lecture).version());
        given.left(lecture, student, Some.TIME);
        versions.add(lecture(lecture).version());
        given.attended(lecture, student, Some.TIME);
        versions.add(lecture(lecture).version());
        given.closed(lecture, Some.TIME);
        versions.add(lecture(lecture).version());

        assertThat(versions).doesNotHaveDuplicates();
        given.opened(Some.lecture(30));
        assertThat(lecture(lecture).version()).isEqualTo(versions.getLast());
    }

    @Test
    void whatIsNotThereIsNotShown() {
        assertThat(views.lecture(Some.id())).isEmpty();
        assertThat(views.attendees(Some.id(), 0, ALL)).isEmpty();
        assertThat(views.hasAttended(Some.id(), Some.student())).isFalse();
        assertThat(views.lecturesOf(Some.teacher(), null, ALL)).isEmpty();
        assertThat(views.lecturesOf(Some.student(), null, ALL)).isEmpty();
    }

    // Who has attended

    @Test
    void whoeverLeftHasAttendedStill() {
        var lecture = given.opened(Some.lecture(30));
        var student = Some.student();
        given.attended(lecture, student, Some.TIME);

        given.left(lecture, student, Some.TIME);

        assertThat(views.hasAttended(lecture.lecture(), student)).isTrue();
    }

    @Test
    void whoeverAttendedAnotherLectureHasNotAttendedThisOne() {
        var lecture = given.opened(Some.lecture(30));
        var student = Some.student();
        given.attended(given.opened(Some.lecture(30)), student, Some.TIME);

        assertThat(views.hasAttended(lecture.lecture(), student)).isFalse();
    }

    // Those who are in

    @Test
    void attendeesAreShownByNumber() {
        var lecture = given.opened(Some.lecture(30));
        var attended = attend(lecture, Some.students(12));

        assertThat(views.attendees(lecture.lecture(), 0, ALL))
                .isEqualTo(attended.stream().map(LectureViewsContract::shown).toList());
    }

    @Test
    void attendeesAreShownFromANumberOnAndOnlySoMany() {
        var lecture = given.opened(Some.lecture(30));
        var attended = attend(lecture, Some.students(12));
        given.left(lecture, attended.get(4).student(), Some.TIME);

        assertThat(numbersOf(views.attendees(lecture.lecture(), 0, 3))).containsExactly(1, 2, 3);
        assertThat(numbersOf(views.attendees(lecture.lecture(), 3, 3))).containsExactly(4, 6, 7);
        assertThat(numbersOf(views.attendees(lecture.lecture(), 5, 3))).containsExactly(6, 7, 8);
        assertThat(numbersOf(views.attendees(lecture.lecture(), 10, 3))).containsExactly(11, 12);
        assertThat(views.attendees(lecture.lecture(), 12, 3)).isEmpty();
        assertThat(views.attendees(lecture.lecture(), Integer.MAX_VALUE, 3)).isEmpty();
    }

    @Test
    void pagesOfAttendeesNeitherRepeatNorSkipWhenOthersLeaveAndAttendInBetween() {
        var lecture = given.opened(Some.lecture(30));
        var attended = attend(lecture, Some.students(6));

        assertThat(numbersOf(views.attendees(lecture.lecture(), 0, 2))).containsExactly(1, 2);
        given.left(lecture, attended.get(0).student(), Some.TIME);
        given.left(lecture, attended.get(1).student(), Some.TIME);
        assertThat(numbersOf(views.attendees(lecture.lecture(), 2, 2))).containsExactly(3, 4);
        given.left(lecture, attended.get(4).student(), Some.TIME);
        given.attended(lecture, attended.get(4).student(), Some.TIME);
        assertThat(numbersOf(views.attendees(lecture.lecture(), 4, 2))).containsExactly(6, 7);
    }

    @Test
    void whoeverStaysIsListedOnceWhileOthersComeAndGo() {
        var lecture = given.opened(Some.lecture(ALL));
        var stay = new ArrayList<StudentAttended>();
        var move = new ArrayList<Student>();
        for (int i = 0; i < 8; i++) {
            move.add(given.attended(lecture, Some.student(), Some.TIME).student());
            stay.add(given.attended(lecture, Some.student(), Some.TIME));
        }
        var staying = stay.stream().map(LectureViewsContract::shown).toList();

        var lists = Race.of(2, racer -> {
            var seen = new ArrayList<List<AttendeeView>>();
            for (int round = 0; round < 5; round++) {
                if (racer == 0) {
                    seen.add(allAttendees(lecture.lecture()));
                } else {
                    for (var student : move) {
                        given.left(lecture, student, Some.TIME);
                        given.attended(lecture, student, Some.TIME);
                    }
                }
            }
            return seen;
        });

        assertThat(lists.getFirst()).hasSize(5).allSatisfy(list -> {
            assertThat(list).isSortedAccordingTo(Comparator.comparingInt(AttendeeView::number));
            assertThat(list).filteredOn(staying::contains).isEqualTo(staying);
        });
    }

    // Somebody's lectures

    @Test
    void aTeachersLecturesAreTheirOwn() {
        var teacher = Some.teacher();
        var own = given.opened(Some.lecture(teacher));
        given.opened(Some.lecture(30));

        assertThat(idsOf(views.lecturesOf(teacher, null, ALL))).containsExactly(own.lecture());
    }

    @Test
    void aStudentsLecturesAreThoseTheyEverAttended() {
        var student = Some.student();
        var left = given.opened(Some.lecture(Some.teacher(), 30, Some.TIME));
        var cameBack = given.opened(Some.lecture(Some.teacher(), 30, Some.TIME.plusSeconds(1)));
        var closed = given.opened(Some.lecture(Some.teacher(), 30, Some.TIME.plusSeconds(2)));
        var others = given.opened(Some.lecture(Some.teacher(), 30, Some.TIME.plusSeconds(3)));
        for (var lecture : List.of(left, cameBack, closed)) {
            given.attended(lecture, student, Some.TIME);
        }
        given.attended(others, Some.student(), Some.TIME);
        given.left(left, student, Some.TIME);
        given.left(cameBack, student, Some.TIME);
        given.attended(cameBack, student, Some.TIME);
        given.closed(closed, Some.TIME);

        assertThat(idsOf(views.lecturesOf(student, null, ALL)))
                .containsExactly(closed.lecture(), cameBack.lecture(), left.lecture());
    }

    @Test
    void theSameIdInAnotherRoleIsSomebodyElse() {
        var id = UUID.randomUUID().toString();
        var taught = given.opened(Some.lecture(Teacher.of(id)));
        var attended = given.opened(Some.lecture(30));
        given.attended(attended, Student.of(id), Some.TIME);

        assertThat(idsOf(views.lecturesOf(Teacher.of(id), null, ALL))).containsExactly(taught.lecture());
        assertThat(idsOf(views.lecturesOf(Student.of(id), null, ALL))).containsExactly(attended.lecture());
        assertThat(views.hasAttended(taught.lecture(), Student.of(id))).isFalse();
    }

    @Test
    void lecturesAreShownNewestOpenedFirstWhicheverWasKeptFirst() {
        var teacher = Some.teacher();
        var seconds = List.of(3, 1, 5, 2, 4);
        for (int second : seconds) {
            given.closed(given.opened(Some.lecture(teacher, 30, Some.TIME.plusSeconds(second))), Some.TIME);
        }

        assertThat(views.lecturesOf(teacher, null, ALL))
                .extracting(LectureView::openedAt)
                .containsExactlyElementsOf(
                        Stream.of(5, 4, 3, 2, 1).map(Some.TIME::plusSeconds).toList());
    }

    @Test
    void ofLecturesOpenedAtTheSameTimeTheOneWithTheGreaterIdIsShownFirst() {
        var teacher = Some.teacher();
        var newestFirst = openedAtTheSameTime(teacher);

        assertThat(idsOf(views.lecturesOf(teacher, null, ALL))).isEqualTo(newestFirst);
    }

    @Test
    void lecturesAreShownFromAPlaceOnAndOnlySoMany() {
        for (var user : List.of(Some.teacher(), Some.student())) {
            var newestFirst = openedAtTheSameTime(user);
            var older = openedBy(user, Some.TIME.minusNanos(1_000), UUID.randomUUID());
            var newer = openedBy(user, Some.TIME.plusNanos(1_000), UUID.randomUUID());

            assertThat(idsOf(views.lecturesOf(user, null, 3)))
                    .containsExactly(newer, newestFirst.get(0), newestFirst.get(1));
            assertThat(idsOf(views.lecturesOf(user, new Cursor(Some.TIME, newestFirst.get(1)), 3)))
                    .containsExactly(newestFirst.get(2), newestFirst.get(3), newestFirst.get(4));
            assertThat(idsOf(views.lecturesOf(user, new Cursor(Some.TIME, newestFirst.get(4)), 3)))
                    .containsExactly(newestFirst.get(5), older);
            assertThat(views.lecturesOf(user, new Cursor(Some.TIME.minusNanos(1_000), older), 3))
                    .isEmpty();
        }
    }

    @Test
    void aPlaceNeedNotBeALecturesAnyMore() {
        var teacher = Some.teacher();
        var newestFirst = openedAtTheSameTime(teacher);
        var least = new LectureId(new UUID(0, 0));
        var greatest = new LectureId(new UUID(-1, -1));

        assertThat(idsOf(views.lecturesOf(teacher, new Cursor(Some.TIME, greatest), ALL)))
                .isEqualTo(newestFirst);
        assertThat(views.lecturesOf(teacher, new Cursor(Some.TIME, least), ALL)).isEmpty();
        assertThat(idsOf(views.lecturesOf(teacher, new Cursor(Some.TIME.plusNanos(1_000), least), ALL)))
                .isEqualTo(newestFirst);
        assertThat(views.lecturesOf(teacher, new Cursor(Some.TIME.minusNanos(1_000), greatest), ALL))
                .isEmpty();
    }

    @Test
    void pagesOfLecturesNeitherRepeatNorSkipWhenNewOnesAreOpenedInBetween() {
        var teacher = Some.teacher();
        var newestFirst = openedAtTheSameTime(teacher);
        var listed = new ArrayList<LectureId>();

        Cursor after = null;
        for (int second = 1; second <= 3; second++) {
            var page = views.lecturesOf(teacher, after, 2);
            listed.addAll(idsOf(page));
            after = new Cursor(page.getLast().openedAt(), page.getLast().id());
            assertThat(openedBy(teacher, Some.TIME.plusSeconds(second), UUID.randomUUID()))
                    .isNotNull();
        }

        assertThat(listed).isEqualTo(newestFirst);
        assertThat(views.lecturesOf(teacher, after, 2)).isEmpty();
    }

    /** Six lectures, of ids that any order by signed numbers would get wrong; newest first. */
    private List<LectureId> openedAtTheSameTime(User user) {
        var suffix = UUID.randomUUID().toString().substring(1);
        for (var digit : List.of("7", "f", "0", "9", "1", "8")) {
            assertThat(openedBy(user, Some.TIME, UUID.fromString(digit + suffix)))
                    .isNotNull();
        }
        return Stream.of("f", "9", "8", "7", "1", "0")
                .map(digit -> new LectureId(UUID.fromString(digit + suffix)))
                .toList();
    }

    /** A lecture that is over, and that the user opened or attended. */
    private LectureId openedBy(User user, Instant at, UUID id) {
        var teacher = user instanceof Teacher self ? self : Some.teacher();
        var lecture =
                given.opened(new LectureOpened(new LectureId(id), Some.code(), teacher, new Capacity(1), null, at, at));
        if (user instanceof Student student) {
            given.attended(lecture, student, at);
        }
        given.closed(lecture, at);
        return lecture.lecture();
    }

    private List<StudentAttended> attend(LectureOpened lecture, List<Student> students) {
        return students.stream()
                .map(student -> given.attended(lecture, student, Some.TIME))
                .toList();
    }

    private LectureView lecture(LectureOpened opened) {
        return views.lecture(opened.lecture()).orElseThrow();
    }

    private List<AttendeeView> allAttendees(LectureId id) {
        var all = new ArrayList<AttendeeView>();
        var page = views.attendees(id, 0, 2);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = views.attendees(id, page.getLast().number(), 2);
        }
        return all;
    }

    private static AttendeeView shown(StudentAttended attended) {
        return new AttendeeView(attended.student(), attended.number(), attended.at());
    }

    private static List<Integer> numbersOf(List<AttendeeView> attendees) {
        return attendees.stream().map(AttendeeView::number).toList();
    }

    private static List<LectureId> idsOf(List<LectureView> lectures) {
        return lectures.stream().map(LectureView::id).toList();
    }

    private static LectureView with(LectureView view, int attending, @Nullable Instant closedAt, long version) {
        return new LectureView(
                view.id(),
                view.code(),
                view.teacher(),
                view.capacity(),
                view.title(),
                attending,
                view.openedAt(),
                view.startsAt(),
                closedAt,
                version);
    }
}
