package lectern.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lectern.application.Given;
import lectern.application.Race;
import lectern.application.Samples;
import lectern.application.Some;
import lectern.application.query.AttendeeView;
import lectern.application.query.LectureView;
import lectern.application.query.LectureViews;
import lectern.domain.AttendLecture;
import lectern.domain.Capacity;
import lectern.domain.ChangeCapacity;
import lectern.domain.CloseLecture;
import lectern.domain.Decision;
import lectern.domain.LeaveLecture;
import lectern.domain.LectureClosed;
import lectern.domain.LectureEvent;
import lectern.domain.LectureOpened;
import lectern.domain.Rejection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the upkeep of every store must do: an adapter proves itself by extending this. The lectures that it removes were
 * closed in the year 2000, so the store may be shared with tests that live later.
 */
@Timeout(60)
public abstract class HousekeepingContract {

    private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00.000001Z");
    private static final int ALL = 1_000;

    private Housekeeping housekeeping;
    private Lectures lectures;
    private LectureViews views;
    private Given given;

    /** The upkeep to check. */
    protected abstract Housekeeping housekeeping();

    /** The store that it is the upkeep of. */
    protected abstract Lectures lectures();

    /** The views of that store. */
    protected abstract LectureViews views();

    @BeforeEach
    void startWithoutOldLectures() {
        housekeeping = housekeeping();
        lectures = lectures();
        views = views();
        given = new Given(lectures);
        assertThat(housekeeping.removeClosed(LONG_AGO.plusSeconds(1_000))).isNotNegative();
    }

    // Removing

    @Test
    void removesTheLecturesThatWereClosedBefore() {
        var oldest = closed(LONG_AGO);
        var old = closed(LONG_AGO.plusSeconds(1));
        var younger = closed(LONG_AGO.plusSeconds(2));

        assertThat(housekeeping.removeClosed(LONG_AGO.plusSeconds(2))).isEqualTo(2);

        assertThat(lectures.find(oldest.lecture(), Set.of())).isEmpty();
        assertThat(lectures.find(old.lecture(), Set.of())).isEmpty();
        assertThat(lectures.find(younger.lecture(), Set.of())).isPresent();
        assertThat(views.lecture(younger.lecture())).isPresent();
    }

    @Test
    void keepsALectureThatIsNotClosedHoweverOldItIs() {
        var lecture = given.opened(Some.lecture(Some.teacher(), 30, LONG_AGO));
        var attended = given.attended(lecture, Some.student(), LONG_AGO);

        assertThat(housekeeping.removeClosed(LONG_AGO.plusSeconds(10))).isZero();

        assertThat(lectures.findByCode(lecture.code())).isPresent();
        assertThat(views.hasAttended(lecture.lecture(), attended.student())).isTrue();
    }

    @Test
    void leavesNothingOfWhatItRemoves() {
        var lecture = given.opened(Some.lecture(Some.teacher(), 30, LONG_AGO));
        var in = Some.student();
        var left = Some.student();
        given.attended(lecture, in, LONG_AGO);
        given.attended(lecture, left, LONG_AGO);
        given.left(lecture, left, LONG_AGO);
        given.closed(lecture, LONG_AGO);

        assertThat(housekeeping.removeClosed(LONG_AGO.plusSeconds(1))).isEqualTo(1);

        assertThat(lectures.find(lecture.lecture(), Set.of())).isEmpty();
        assertThat(lectures.findByCode(lecture.code())).isEmpty();
        assertThat(given.decided(lecture.lecture(), new AttendLecture(in), LONG_AGO))
                .isEqualTo(notFound());
        assertThat(views.lecture(lecture.lecture())).isEmpty();
        assertThat(views.attendees(lecture.lecture(), 0, ALL)).isEmpty();
        for (var student : List.of(in, left)) {
            assertThat(views.hasAttended(lecture.lecture(), student)).isFalse();
            assertThat(views.lecturesOf(student, null, ALL)).isEmpty();
        }
        assertThat(views.lecturesOf(lecture.teacher(), null, ALL)).isEmpty();
    }

    @Test
    void freesTheIdTheCodeAndTheKeyOfWhatItRemoves() {
        var lecture = Some.lecture(Some.teacher(), 30, LONG_AGO);
        var key = Some.key();
        var student = Some.student();
        assertThat(lectures.open(lecture, key)).isEqualTo(new Decision.Accepted<>(lecture));
        given.attended(lecture, student, LONG_AGO);
        given.closed(lecture, LONG_AGO);

        assertThat(housekeeping.removeClosed(LONG_AGO.plusSeconds(1))).isEqualTo(1);

        assertThat(lectures.openedWith(lecture.teacher(), key)).isEmpty();
        assertThat(lectures.open(lecture, key)).isEqualTo(new Decision.Accepted<>(lecture));
        assertThat(given.attended(lecture, student, LONG_AGO).number()).isEqualTo(1);
    }

    @Test
    void removesNothingTwice() {
        assertThat(closed(LONG_AGO)).isNotNull();

        assertThat(housekeeping.removeClosed(LONG_AGO.plusSeconds(1))).isEqualTo(1);
        assertThat(housekeeping.removeClosed(LONG_AGO.plusSeconds(1))).isZero();
    }

    @Test
    void removesManyAtOnceAndLeavesTheRestOfTheirTeachersAlone() {
        var teacher = Some.teacher();
        for (int i = 0; i < 25; i++) {
            given.closed(given.opened(Some.lecture(teacher, 30, LONG_AGO)), LONG_AGO);
        }
        var open = given.opened(Some.lecture(teacher));

        assertThat(housekeeping.removeClosed(LONG_AGO.plusSeconds(1))).isEqualTo(25);

        assertThat(views.lecturesOf(teacher, null, ALL))
                .extracting(LectureView::id)
                .containsExactly(open.lecture());
    }

    @Test
    void twoRemovalsAtOnceRemoveEachLectureOnce() {
        for (int i = 0; i < 10; i++) {
            assertThat(closed(LONG_AGO)).isNotNull();
        }

        var removed = Race.of(2, _ -> housekeeping.removeClosed(LONG_AGO.plusSeconds(1)));

        assertThat(removed.stream().mapToInt(Integer::intValue).sum()).isEqualTo(10);
    }

    @Test
    void aCommandBesideARemovalIsDecidedOrFindsNothing() {
        var lecture = given.opened(Some.lecture(Some.teacher(), 30, LONG_AGO));
        Decision<LectureClosed> closed = new Decision.Repeated<>(given.closed(lecture, LONG_AGO));

        var decisions = Race.of(20, racer -> {
            if (racer == 10) {
                assertThat(housekeeping.removeClosed(LONG_AGO.plusSeconds(1))).isEqualTo(1);
            }
            return given.decided(lecture.lecture(), new CloseLecture(lecture.teacher()), LONG_AGO.plusSeconds(1));
        });

        assertThat(decisions.get(10)).isEqualTo(notFound());
        assertThat(decisions).allMatch(decision -> decision.equals(closed) || decision.equals(notFound()));
        assertThat(views.lecture(lecture.lecture())).isEmpty();
    }

    // Rebuilding

    @Test
    void rebuiltViewsShowWhatTheyShowed() {
        var busy = given.opened(Some.lecture(30));
        var students = Some.students(4);
        for (var student : students) {
            given.attended(busy, student, Some.TIME);
        }
        given.left(busy, students.get(0), Some.TIME.plusSeconds(1));
        given.left(busy, students.get(1), Some.TIME.plusSeconds(1));
        given.attended(busy, students.get(1), Some.TIME.plusSeconds(2));
        given.decided(
                busy.lecture(),
                List.of(new LeaveLecture(students.get(1)), new AttendLecture(students.get(0))),
                Some.TIME.plusSeconds(3));
        given.accepted(busy, new ChangeCapacity(busy.teacher(), new Capacity(3)), Some.TIME.plusSeconds(4));
        var untouched = given.opened(Some.lecture(30));
        var closed = closed(Some.TIME);
        var before = Stream.of(busy, untouched, closed).map(this::shown).toList();

        assertThat(housekeeping.rebuildViews()).isGreaterThanOrEqualTo(3);

        assertThat(Stream.of(busy, untouched, closed).map(this::shown).toList()).isEqualTo(before);
        for (var student : students) {
            assertThat(views.hasAttended(busy.lecture(), student)).isTrue();
            assertThat(views.lecturesOf(student, null, ALL))
                    .extracting(LectureView::id)
                    .containsExactly(busy.lecture());
        }
    }

    @Test
    void rebuiltViewsGoOnFromThere() {
        var lecture = given.opened(Some.lecture(30));
        var student = Some.student();
        given.attended(lecture, student, Some.TIME);
        assertThat(housekeeping.rebuildViews()).isPositive();

        given.left(lecture, student, Some.TIME);
        var back = given.attended(lecture, student, Some.TIME);

        assertThat(shown(lecture).attendees()).containsExactly(new AttendeeView(student, back.number(), back.at()));
        assertThat(shown(lecture).lecture().attending()).isEqualTo(1);
    }

    @Test
    void aLectureIsShownWholeWhileTheViewsAreRebuilt() {
        var lecture = given.opened(Some.lecture(30));
        var students = Some.students(5);
        students.forEach(student -> given.attended(lecture, student, Some.TIME));
        var whole = shown(lecture);

        var seen = Race.of(
                2,
                racer -> IntStream.range(0, 10)
                        .mapToObj(_ -> racer == 0 ? shown(lecture) : rebuilt(lecture))
                        .toList());

        assertThat(seen).allSatisfy(each -> assertThat(each).containsOnly(whole));
    }

    @Test
    void aRebuildBesideCommandsLosesNothing() {
        var lecture = given.opened(Some.lecture(30));
        var students = Some.students(30);

        assertThat(Race.of(3, racer -> {
                    if (racer > 0) {
                        return housekeeping.rebuildViews() + housekeeping.rebuildViews();
                    }
                    students.forEach(student -> given.attended(lecture, student, Some.TIME));
                    return 1;
                }))
                .allMatch(done -> done > 0);

        assertThat(shown(lecture).lecture().attending()).isEqualTo(30);
        assertThat(shown(lecture).attendees()).extracting(AttendeeView::student).isEqualTo(students);
        var live = shown(lecture);
        assertThat(housekeeping.rebuildViews()).isPositive();
        assertThat(shown(lecture)).isEqualTo(live);
    }

    @Test
    void everyKindOfEventIsShownAgainAsItWas() {
        var lecture = given.opened(Some.lecture(30));
        Samples.commands(lecture.teacher()).forEach(command -> given.accepted(lecture, command, Some.TIME));
        var before = shown(lecture);

        assertThat(housekeeping.rebuildViews()).isPositive();

        assertThat(shown(lecture)).isEqualTo(before);
    }

    private static <E extends LectureEvent> Decision<E> notFound() {
        return Decision.rejected(new Rejection.LectureNotFound());
    }

    private LectureOpened closed(Instant at) {
        var lecture = given.opened(Some.lecture(Some.teacher(), 30, at));
        given.attended(lecture, Some.student(), at);
        given.closed(lecture, at);
        return lecture;
    }

    private Shown rebuilt(LectureOpened opened) {
        assertThat(housekeeping.rebuildViews()).isPositive();
        return shown(opened);
    }

    private Shown shown(LectureOpened opened) {
        return new Shown(
                views.lecture(opened.lecture()).orElseThrow(),
                views.attendees(opened.lecture(), 0, ALL),
                views.lecturesOf(opened.teacher(), null, ALL));
    }

    /** All that is shown of a lecture. */
    private record Shown(LectureView lecture, List<AttendeeView> attendees, List<LectureView> ofItsTeacher) {}
}
