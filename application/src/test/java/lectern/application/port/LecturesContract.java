package lectern.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lectern.application.Given;
import lectern.application.Race;
import lectern.application.Signal;
import lectern.application.Some;
import lectern.domain.Capacity;
import lectern.domain.Decision;
import lectern.domain.Lecture;
import lectern.domain.LectureClosed;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.LectureState;
import lectern.domain.Rejection;
import lectern.domain.Request;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import lectern.domain.StudentLeft;
import lectern.domain.Teacher;
import lectern.domain.Title;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every store of lectures must do: an adapter proves itself by extending this. Each test opens lectures of its own,
 * so the store may be shared, and need not be empty.
 */
@Timeout(60)
public abstract class LecturesContract {

    private static final int RACERS = 20;

    private Lectures lectures;
    private Given given;

    /** The store to check. Asked for before each test; it may be the same one each time. */
    protected abstract Lectures lectures();

    @BeforeEach
    void askForTheStore() {
        lectures = lectures();
        given = new Given(lectures);
    }

    // Attending

    @Test
    void aStudentAttendsFromAttendingToLeaving() {
        var lecture = given.opened(Some.lecture(2));
        var other = given.opened(Some.lecture(2));
        var student = Some.student();
        assertThat(attends(lecture, student)).isFalse();

        given.attended(lecture, student, Some.TIME);
        assertThat(attends(lecture, student)).isTrue();
        assertThat(attends(lecture, Some.student())).isFalse();
        assertThat(attends(other, student)).isFalse();

        given.left(lecture, student, Some.TIME);
        assertThat(attends(lecture, student)).isFalse();
    }

    private boolean attends(LectureOpened lecture, Student student) {
        return lectures.resolve(lecture.code(), student).orElseThrow().attends();
    }

    // Opening

    @Test
    void anOpenedLectureIsFoundByItsIdAndByItsCode() {
        var opened = Some.lecture(30);

        assertThat(lectures.open(opened, null)).isEqualTo(new Decision.Accepted<>(opened));

        assertThat(lectures.locate(opened.lecture()))
                .get()
                .extracting(Located::id)
                .isEqualTo(opened.lecture());
        assertThat(lectures.resolve(opened.code(), Some.student()))
                .map(Resolved::lecture)
                .isEqualTo(lectures.locate(opened.lecture()));
    }

    @Test
    void aLectureIsKeptAsItWasOpened() {
        var reserved = new LectureOpened(
                Some.id(),
                Some.code(),
                Some.teacher(),
                new Capacity(Capacity.MOST),
                new Title("Linear algebra"),
                Instant.parse("2026-03-02T10:30:00.000001Z"),
                Instant.parse("2026-03-01T23:59:59.999999Z"));

        given.opened(reserved);

        assertThat(stateOf(reserved)).isEqualTo(LectureState.after(reserved));
    }

    @Test
    void aLectureWithoutATitleIsKeptWithoutOne() {
        var untitled =
                new LectureOpened(Some.id(), Some.code(), Some.teacher(), new Capacity(1), null, Some.TIME, Some.TIME);

        given.opened(untitled);

        assertThat(stateOf(untitled)).isEqualTo(LectureState.after(untitled));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyTextIsKeptToTheLetter(String text) {
        var opened = new LectureOpened(
                Some.id(),
                Some.code(),
                Teacher.of(text),
                new Capacity(2),
                text.isBlank() ? null : new Title(text),
                Some.TIME,
                Some.TIME);
        var student = Student.of(text);

        given.opened(opened);
        var attended = given.attended(opened, student, Some.TIME);

        assertThat(stateOf(opened).teacher()).isEqualTo(opened.teacher());
        assertThat(stateOf(opened).title()).isEqualTo(opened.title());
        assertThat(decide(opened, new Request.Attend(student), Some.TIME)).isEqualTo(new Decision.Repeated<>(attended));

        given.closed(opened, Some.TIME);
    }

    static Stream<String> texts() {
        return Stream.of(
                "선형대수 1강",
                " spaces around ",
                " ",
                "it's \"quoted\", {braced}, (bracketed), 50%_\\\\ off; --",
                "NULL",
                "cafe\u0301 is not caf\u00e9",
                "\u200f\u202ereversed\u2069",
                "\ud83c\udf93".repeat(64));
    }

    @Test
    void idsThatDifferInTheLeastAreDifferentPeople() {
        var suffix = Some.id().toString();
        var ids = List.of("kim-" + suffix, "Kim-" + suffix, "kim-" + suffix + " ", " kim-" + suffix);
        var lecture = given.opened(Some.lecture(ids.size()));

        for (var id : ids) {
            assertThat(lectures.open(Some.lecture(Teacher.of(id)), null)).isInstanceOf(Decision.Accepted.class);
            given.attended(lecture, Student.of(id), Some.TIME);
        }

        assertThat(stateOf(lecture).attending()).isEqualTo(ids.size());
    }

    @Test
    void aTeacherHasAtMostOneLectureThatIsNotClosed() {
        var teacher = Some.teacher();
        given.opened(Some.lecture(teacher));

        assertThat(lectures.open(Some.lecture(teacher), null)).isEqualTo(alreadyOpen());
    }

    @Test
    void aReservedLectureIsOneThatIsNotClosed() {
        var teacher = Some.teacher();
        given.opened(reserved(teacher, Some.TIME.plus(Duration.ofDays(1))));

        assertThat(lectures.open(Some.lecture(teacher), null)).isEqualTo(alreadyOpen());
    }

    @Test
    void nothingIsKeptOfARejectedOpen() {
        var teacher = Some.teacher();
        given.opened(Some.lecture(teacher));
        var rejected = Some.lecture(teacher);
        var key = Some.key();

        assertThat(lectures.open(rejected, key)).isEqualTo(alreadyOpen());

        assertThat(lectures.locate(rejected.lecture())).isEmpty();
        assertThat(lectures.resolve(rejected.code(), Some.student())).isEmpty();
        assertThat(lectures.openedWith(teacher, key)).isEmpty();
    }

    @Test
    void aTeacherOpensTheNextLectureOnceTheLastIsClosed() {
        var teacher = Some.teacher();
        given.closed(given.opened(Some.lecture(teacher)), Some.TIME);
        var next = Some.lecture(teacher);

        assertThat(lectures.open(next, null)).isEqualTo(new Decision.Accepted<>(next));
    }

    @Test
    void aCodeIsOfOneLecture() {
        var first = given.opened(Some.lecture(30));
        var second = new LectureOpened(
                Some.id(), first.code(), Some.teacher(), first.capacity(), null, Some.TIME, Some.TIME);

        assertThatThrownBy(() -> given.opened(second)).isInstanceOf(RuntimeException.class);

        assertThat(lectures.resolve(first.code(), Some.student()))
                .map(Resolved::lecture)
                .get()
                .extracting(Located::id)
                .isEqualTo(first.lecture());
        assertThat(lectures.locate(second.lecture())).isEmpty();
    }

    @Test
    void oneOfManyOpensOfATeacherAtOnceIsAccepted() {
        var teacher = Some.teacher();

        var decisions = Race.of(RACERS, _ -> lectures.open(Some.lecture(teacher), null));

        var opened = onlyAccepted(decisions);
        assertThat(decisions).filteredOn(alreadyOpen()::equals).hasSize(RACERS - 1);
        assertThat(lectures.resolve(opened.code(), Some.student())).isPresent();
    }

    @Test
    void teachersOpenAtTheSameTime() {
        assertThat(Race.of(RACERS, _ -> lectures.open(Some.lecture(30), null)))
                .allMatch(Decision.Accepted.class::isInstance);
    }

    // Opening with a key

    @Test
    void openingAgainWithAKeyIsAnsweredAsTheFirstTime() {
        var teacher = Some.teacher();
        var key = Some.key();
        var first = Some.lecture(teacher);
        var second = Some.lecture(teacher);

        assertThat(lectures.open(first, key)).isEqualTo(new Decision.Accepted<>(first));
        assertThat(lectures.open(second, key)).isEqualTo(new Decision.Repeated<>(first));

        assertThat(lectures.locate(second.lecture())).isEmpty();
        assertThat(lectures.resolve(second.code(), Some.student())).isEmpty();
    }

    @Test
    void openingAgainWithAKeyIsAnsweredAsTheFirstTimeWhateverHasBecomeOfTheLecture() {
        var teacher = Some.teacher();
        var key = Some.key();
        var first = reserved(teacher, Some.TIME.plusSeconds(1));
        assertThat(lectures.open(first, key)).isEqualTo(new Decision.Accepted<>(first));
        given.attended(first, Some.student(), Some.TIME.plusSeconds(2));

        given.closed(first, Some.TIME.plusSeconds(3));
        given.opened(Some.lecture(teacher));

        assertThat(lectures.open(Some.lecture(teacher), key)).isEqualTo(new Decision.Repeated<>(first));
        assertThat(lectures.openedWith(teacher, key)).contains(first);
    }

    @Test
    void anUnknownKeyOpenedNothing() {
        assertThat(lectures.openedWith(Some.teacher(), Some.key())).isEmpty();
    }

    @Test
    void aKeyIsATeachersOwn() {
        var key = Some.key();
        var one = Some.lecture(30);
        var another = Some.lecture(30);

        assertThat(lectures.open(one, key)).isEqualTo(new Decision.Accepted<>(one));
        assertThat(lectures.openedWith(another.teacher(), key)).isEmpty();
        assertThat(lectures.open(another, key)).isEqualTo(new Decision.Accepted<>(another));

        assertThat(lectures.openedWith(one.teacher(), key)).contains(one);
        assertThat(lectures.openedWith(another.teacher(), key)).contains(another);
    }

    @Test
    void eachLectureKeepsItsKey() {
        var teacher = Some.teacher();
        var keys =
                List.of(new IdempotencyKey("a"), new IdempotencyKey("A"), new IdempotencyKey("~!'\"\\%{},".repeat(6)));
        var opened = keys.stream()
                .map(key -> {
                    var lecture = Some.lecture(teacher);
                    assertThat(lectures.open(lecture, key)).isEqualTo(new Decision.Accepted<>(lecture));
                    given.closed(lecture, Some.TIME);
                    return lecture;
                })
                .toList();

        for (int i = 0; i < keys.size(); i++) {
            assertThat(lectures.openedWith(teacher, keys.get(i))).contains(opened.get(i));
        }
    }

    @Test
    void anotherKeyIsAnotherOpen() {
        var teacher = Some.teacher();
        var first = Some.lecture(teacher);
        var second = Some.lecture(teacher);
        var key = Some.key();
        assertThat(lectures.open(first, Some.key())).isEqualTo(new Decision.Accepted<>(first));

        assertThat(lectures.open(second, key)).isEqualTo(alreadyOpen());

        given.closed(first, Some.TIME);
        assertThat(lectures.open(second, key)).isEqualTo(new Decision.Accepted<>(second));
    }

    @Test
    void manyOpensWithOneKeyAtOnceOpenOneLectureAndAnswerAllWithIt() {
        var teacher = Some.teacher();
        var key = Some.key();

        var decisions = Race.of(RACERS, _ -> lectures.open(Some.lecture(teacher), key));

        var repeated = new Decision.Repeated<>(onlyAccepted(decisions));
        assertThat(decisions).filteredOn(repeated::equals).hasSize(RACERS - 1);
    }

    @Test
    void oneOfManyOpensOfATeacherAtOnceIsAcceptedWhateverTheirKeys() {
        var teacher = Some.teacher();

        var decisions = Race.of(RACERS, _ -> lectures.open(Some.lecture(teacher), Some.key()));

        assertThat(onlyAccepted(decisions).teacher()).isEqualTo(teacher);
        assertThat(decisions).filteredOn(alreadyOpen()::equals).hasSize(RACERS - 1);
    }

    // Locating

    @Test
    void nothingIsFoundByAnUnknownIdOrCode() {
        assertThat(lectures.locate(Some.id())).isEmpty();
        assertThat(lectures.resolve(Some.code(), Some.student())).isEmpty();
    }

    @Test
    void aClosedLectureIsFoundByItsIdOnly() {
        var lecture = given.opened(Some.lecture(30));

        given.closed(lecture, Some.TIME);

        assertThat(lectures.resolve(lecture.code(), Some.student())).isEmpty();
        assertThat(lectures.locate(lecture.lecture())).isPresent();
    }

    // Changing: the transaction

    @Test
    void aChangeAnswersWithWhatWasDecidedAndKeepsIt() {
        var lecture = given.opened(Some.lecture(30));
        var student = Some.student();

        var change = change(lecture.lecture(), Set.of(student), it -> it.attend(student, Some.TIME));

        var attended = new StudentAttended(lecture.lecture(), student, 1, Some.TIME);
        assertThat(change).isEqualTo(new Change.Done<>(new Decision.Accepted<>(attended), versionOf(lecture)));
        assertThat(stateOf(lecture).attending()).isEqualTo(1);
    }

    @Test
    void everyChangeAddsOneToTheVersionHoweverMuchItDoes() {
        var lecture = given.opened(Some.lecture(30));
        long opened = versionOf(lecture);
        var students = Some.students(5);

        given.attended(lecture, students.getFirst(), Some.TIME);
        assertThat(versionOf(lecture)).isEqualTo(opened + 1);

        assertThat(attend(lecture, students, Some.TIME)).hasSize(students.size());
        assertThat(versionOf(lecture)).isEqualTo(opened + 2);

        given.left(lecture, students.getFirst(), Some.TIME);
        assertThat(versionOf(lecture)).isEqualTo(opened + 3);

        given.closed(lecture, Some.TIME);
        assertThat(versionOf(lecture)).isEqualTo(opened + 4);
    }

    @Test
    void theVersionStaysWhenNothingHasChanged() {
        var lecture = given.opened(Some.lecture(1));
        var student = Some.student();
        given.attended(lecture, student, Some.TIME);
        long version = versionOf(lecture);

        assertThat(decide(lecture, new Request.Attend(student), Some.TIME)).isInstanceOf(Decision.Repeated.class);
        assertThat(decide(lecture, new Request.Attend(Some.student()), Some.TIME))
                .isInstanceOf(Decision.Rejected.class);
        assertThat(change(lecture.lecture(), Set.of(student), _ -> "no decision at all"))
                .isEqualTo(new Change.Done<>("no decision at all", version));

        assertThat(versionOf(lecture)).isEqualTo(version);
    }

    @Test
    void aChangeAtTheExpectedVersionIsDecided() {
        var lecture = given.opened(Some.lecture(30));
        var student = Some.student();
        long version = versionOf(lecture);

        var change = lectures.change(
                lecture.lecture(), OptionalLong.of(version), Set.of(student), it -> it.attend(student, Some.TIME));

        assertThat(change)
                .isEqualTo(new Change.Done<>(
                        new Decision.Accepted<>(new StudentAttended(lecture.lecture(), student, 1, Some.TIME)),
                        version + 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1, 1_000_000})
    void aChangeAtAnyOtherVersionIsNotDecided(long off) {
        var lecture = given.opened(Some.lecture(30));
        var before = stateOf(lecture);
        long version = versionOf(lecture);
        var decided = new AtomicBoolean();

        var change = lectures.change(lecture.lecture(), OptionalLong.of(version + off), Set.of(), it -> {
            decided.set(true);
            return it.close(lecture.teacher(), Some.TIME);
        });

        assertThat(change).isEqualTo(new Change.Stale<>(version));
        assertThat(decided).isFalse();
        assertThat(stateOf(lecture)).isEqualTo(before);
    }

    @Test
    void aLectureThatIsNotThereIsMissing() {
        var decided = new AtomicBoolean();
        Function<Lecture, Boolean> decide = _ -> decided.compareAndSet(false, true);

        assertThat(lectures.change(Some.id(), OptionalLong.empty(), Set.of(Some.student()), decide))
                .isEqualTo(new Change.Missing<>());
        assertThat(lectures.change(Some.id(), OptionalLong.of(1), Set.of(), decide))
                .isEqualTo(new Change.Missing<>());

        assertThat(decided).isFalse();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void nothingIsKeptWhenDecidingFails(RuntimeException failure) {
        var lecture = given.opened(Some.lecture(30));
        var in = Some.student();
        var out = Some.student();
        var attended = given.attended(lecture, in, Some.TIME);
        var before = stateOf(lecture);
        long version = versionOf(lecture);

        assertThatThrownBy(() -> change(lecture.lecture(), Set.of(in, out), it -> {
                    assertThat(it.leave(in, Some.TIME)).isInstanceOf(Decision.Accepted.class);
                    assertThat(it.attend(out, Some.TIME)).isInstanceOf(Decision.Accepted.class);
                    assertThat(it.close(lecture.teacher(), Some.TIME)).isInstanceOf(Decision.Accepted.class);
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(stateOf(lecture)).isEqualTo(before);
        assertThat(versionOf(lecture)).isEqualTo(version);
        assertThat(lectures.resolve(lecture.code(), Some.student())).isPresent();
        assertThat(decide(lecture, new Request.Attend(in), Some.TIME)).isEqualTo(new Decision.Repeated<>(attended));
        assertThat(decide(lecture, new Request.Leave(out), Some.TIME)).isEqualTo(notInLecture());
    }

    static Stream<RuntimeException> failures() {
        return Stream.of(new IllegalStateException("as planned"), new NotServed.TryAgain("as planned"));
    }

    @Test
    void aLectureCanBeChangedAfterDecidingFailed() {
        var lecture = given.opened(Some.lecture(30));
        assertThatThrownBy(() -> change(lecture.lecture(), Set.of(), _ -> {
                    throw new Error("as planned");
                }))
                .isInstanceOf(Error.class);

        assertThat(given.attended(lecture, Some.student(), Some.TIME).number()).isEqualTo(1);
    }

    // Changing: what is kept from one transaction to the next

    @Test
    void attendingAgainIsAnsweredAsTheFirstTime() {
        var lecture = given.opened(Some.lecture(1));
        var student = Some.student();
        var attended = given.attended(lecture, student, Some.TIME);

        var again = decide(lecture, new Request.Attend(student), Some.TIME.plusSeconds(1));

        assertThat(again).isEqualTo(new Decision.Repeated<>(attended));
    }

    @Test
    void leavingAgainIsAnsweredAsTheFirstTime() {
        var lecture = given.opened(Some.lecture(30));
        var student = Some.student();
        given.attended(lecture, student, Some.TIME);
        var left = given.left(lecture, student, Some.TIME.plusNanos(1_000));

        var again = decide(lecture, new Request.Leave(student), Some.TIME.plusSeconds(1));

        assertThat(again).isEqualTo(new Decision.Repeated<>(left));
    }

    @Test
    void comingBackGetsANewNumberAndCountsAsOneStudent() {
        var lecture = given.opened(Some.lecture(30));
        var student = Some.student();
        var times = IntStream.range(0, 4).mapToObj(Some.TIME::plusSeconds).toList();

        given.attended(lecture, student, times.get(0));
        given.left(lecture, student, times.get(1));
        var back = given.attended(lecture, student, times.get(2));
        assertThat(back).isEqualTo(new StudentAttended(lecture.lecture(), student, 2, times.get(2)));
        assertThat(decide(lecture, new Request.Attend(student), times.get(3))).isEqualTo(new Decision.Repeated<>(back));

        var left = given.left(lecture, student, times.get(3));
        assertThat(left).isEqualTo(new StudentLeft(lecture.lecture(), student, times.get(3)));
        var state = stateOf(lecture);
        assertThat(state.attending()).isZero();
        assertThat(state.lastNumber()).isEqualTo(2);
        assertThat(state.attended()).isEqualTo(1);
    }

    @Test
    void aFreedSeatIsTakenWithTheNextNumber() {
        var lecture = given.opened(Some.lecture(1));
        var first = Some.student();
        var second = Some.student();
        given.attended(lecture, first, Some.TIME);
        assertThat(decide(lecture, new Request.Attend(second), Some.TIME)).isEqualTo(full(lecture));

        given.left(lecture, first, Some.TIME);

        assertThat(given.attended(lecture, second, Some.TIME).number()).isEqualTo(2);
        assertThat(decide(lecture, new Request.Attend(first), Some.TIME)).isEqualTo(full(lecture));
    }

    @Test
    void aStudentIsInOneLectureAndNotInAnother() {
        var one = given.opened(Some.lecture(30));
        var another = given.opened(Some.lecture(30));
        var student = Some.student();
        given.attended(one, Some.student(), Some.TIME);

        assertThat(given.attended(one, student, Some.TIME).number()).isEqualTo(2);
        assertThat(decide(another, new Request.Leave(student), Some.TIME)).isEqualTo(notInLecture());
        assertThat(given.attended(another, student, Some.TIME).number()).isEqualTo(1);
    }

    @Test
    void aClosedLectureStaysAsItWasClosed() {
        var lecture = given.opened(Some.lecture(30));
        var left = Some.student();
        var in = Some.student();
        given.attended(lecture, left, Some.TIME);
        var attending = given.attended(lecture, in, Some.TIME);
        var leaving = given.left(lecture, left, Some.TIME);
        var closing = given.closed(lecture, Some.TIME.plusNanos(1_000));
        var closed = stateOf(lecture);
        assertThat(closing).isEqualTo(new LectureClosed(lecture.lecture(), 2, Some.TIME.plusNanos(1_000)));

        var later = Some.TIME.plusSeconds(1);
        var tooLate = Decision.rejected(new Rejection.LectureWasClosed(closing.at()));
        assertThat(decide(lecture, new Request.Close(lecture.teacher()), later))
                .isEqualTo(new Decision.Repeated<>(closing));
        assertThat(decide(lecture, new Request.Leave(left), later)).isEqualTo(new Decision.Repeated<>(leaving));
        assertThat(decide(lecture, new Request.Leave(in), later)).isEqualTo(tooLate);
        assertThat(decide(lecture, new Request.Attend(in), later)).isEqualTo(new Decision.Repeated<>(attending));
        assertThat(decide(lecture, new Request.Attend(Some.student()), later)).isEqualTo(tooLate);
        assertThat(stateOf(lecture)).isEqualTo(closed);
    }

    // Changing: batches

    @Test
    void aBatchIsKeptWhole() {
        var lecture = given.opened(Some.lecture(500));
        var students = Some.students(700);

        var first = attend(lecture, students, Some.TIME);
        assertThat(first.subList(0, 500)).allMatch(Decision.Accepted.class::isInstance);
        assertThat(numbers(first)).containsExactlyElementsOf(oneTo(500));
        assertThat(first.subList(500, 700)).allMatch(full(lecture)::equals);

        var leaving = done(change(
                lecture.lecture(),
                Set.copyOf(students),
                it -> students.subList(0, 300).stream()
                        .map(student -> it.leave(student, Some.TIME))
                        .toList()));
        assertThat(leaving).allMatch(Decision.Accepted.class::isInstance);

        var second = attend(lecture, students, Some.TIME.plusSeconds(1));
        assertThat(second.subList(0, 300)).allMatch(Decision.Accepted.class::isInstance);
        assertThat(numbers(second.subList(0, 300)))
                .containsExactlyElementsOf(oneTo(800).subList(500, 800));
        assertThat(second.subList(300, 500))
                .isEqualTo(first.subList(300, 500).stream()
                        .map(LecturesContract::repeated)
                        .toList());
        assertThat(second.subList(500, 700)).allMatch(full(lecture)::equals);

        var state = stateOf(lecture);
        assertThat(state.attending()).isEqualTo(500);
        assertThat(state.lastNumber()).isEqualTo(800);
        assertThat(state.attended()).isEqualTo(500);
    }

    @Test
    void aBatchMayDecideForOneStudentAgainAndAgain() {
        var lecture = given.opened(Some.lecture(1));
        var student = Some.student();

        var change = change(
                lecture.lecture(),
                Set.of(student),
                it -> List.of(
                        it.attend(student, Some.TIME),
                        it.attend(student, Some.TIME),
                        it.leave(student, Some.TIME.plusSeconds(1)),
                        it.leave(student, Some.TIME.plusSeconds(1)),
                        it.attend(student, Some.TIME.plusSeconds(2))));

        var back = new StudentAttended(lecture.lecture(), student, 2, Some.TIME.plusSeconds(2));
        assertThat(done(change)).last().isEqualTo(new Decision.Accepted<>(back));
        assertThat(decide(lecture, new Request.Attend(student), Some.TIME.plusSeconds(3)))
                .isEqualTo(new Decision.Repeated<>(back));
        assertThat(stateOf(lecture).attending()).isEqualTo(1);
        assertThat(stateOf(lecture).attended()).isEqualTo(1);
    }

    @Test
    void aBatchMayBringAStudentInAndOutAgain() {
        var lecture = given.opened(Some.lecture(1));
        var student = Some.student();

        var change = change(lecture.lecture(), Set.of(student), it -> {
            assertThat(it.attend(student, Some.TIME)).isInstanceOf(Decision.Accepted.class);
            return it.leave(student, Some.TIME.plusSeconds(1));
        });

        var left = new StudentLeft(lecture.lecture(), student, Some.TIME.plusSeconds(1));
        assertThat(done(change)).isEqualTo(new Decision.Accepted<>(left));
        assertThat(decide(lecture, new Request.Leave(student), Some.TIME.plusSeconds(2)))
                .isEqualTo(new Decision.Repeated<>(left));
        assertThat(stateOf(lecture).attending()).isZero();
        assertThat(stateOf(lecture).attended()).isEqualTo(1);
    }

    @Test
    void aBatchMayDoEverythingAtOnce() {
        var lecture = given.opened(Some.lecture(30));
        var in = Some.student();
        var leaves = Some.student();
        given.attended(lecture, leaves, Some.TIME);

        var change = change(
                lecture.lecture(),
                Set.of(in, leaves, Some.student()),
                it -> List.of(
                        it.attend(in, Some.TIME), it.leave(leaves, Some.TIME), it.close(lecture.teacher(), Some.TIME)));

        assertThat(done(change))
                .isEqualTo(List.of(
                        new Decision.Accepted<>(new StudentAttended(lecture.lecture(), in, 2, Some.TIME)),
                        new Decision.Accepted<>(new StudentLeft(lecture.lecture(), leaves, Some.TIME)),
                        new Decision.Accepted<>(new LectureClosed(lecture.lecture(), 2, Some.TIME))));
        assertThat(stateOf(lecture).attending()).isEqualTo(1);
        assertThat(lectures.resolve(lecture.code(), Some.student())).isEmpty();
    }

    // Changing: many at once

    @Test
    void aLectureIsDecidedForOneAtATime() {
        var lecture = given.opened(Some.lecture(RACERS));
        var deciding = new AtomicInteger();
        long opened = versionOf(lecture);

        var changes = Race.of(RACERS, _ -> {
            var student = Some.student();
            return change(lecture.lecture(), Set.of(student), it -> {
                assertThat(deciding.incrementAndGet()).isEqualTo(1);
                var attended = it.attend(student, Some.TIME);
                assertThat(deciding.decrementAndGet()).isZero();
                return attended;
            });
        });

        assertThat(changes)
                .extracting(LecturesContract::versionAfter)
                .containsExactlyInAnyOrderElementsOf(
                        oneTo(RACERS).stream().map(n -> opened + n).toList());
    }

    @Test
    void asManyRacersGetInAsThereAreSeats() {
        var lecture = given.opened(Some.lecture(7));

        var decisions = Race.of(RACERS, _ -> decide(lecture, new Request.Attend(Some.student()), Some.TIME));

        assertThat(numbers(decisions)).containsExactlyInAnyOrderElementsOf(oneTo(7));
        assertThat(decisions).filteredOn(full(lecture)::equals).hasSize(RACERS - 7);
        assertThat(stateOf(lecture).attending()).isEqualTo(7);
    }

    @Test
    void aStudentWhoSendsManyAttendsAtOnceGetsOneSeat() {
        var lecture = given.opened(Some.lecture(RACERS));
        var student = Some.student();

        var decisions = Race.of(RACERS, _ -> decide(lecture, new Request.Attend(student), Some.TIME));

        var repeated = new Decision.Repeated<>(onlyAccepted(decisions));
        assertThat(decisions).filteredOn(repeated::equals).hasSize(RACERS - 1);
        assertThat(stateOf(lecture).attending()).isEqualTo(1);
    }

    @Test
    void noNumberIsGivenTwiceOrLeftOutWhileStudentsComeAndGo() {
        int rounds = 5;
        var lecture = given.opened(Some.lecture(3));

        var numbers = Race.of(RACERS, _ -> {
                    var student = Some.student();
                    var mine = new ArrayList<Integer>();
                    for (int round = 0; round < rounds; round++) {
                        mine.addAll(numbers(List.of(decide(lecture, new Request.Attend(student), Some.TIME))));
                        assertThat(stateOf(lecture).attending()).isBetween(0, 3);
                        assertThat(decide(lecture, new Request.Leave(student), Some.TIME))
                                .isNotNull();
                    }
                    return mine;
                })
                .stream()
                .flatMap(Collection::stream)
                .toList();

        assertThat(numbers).isNotEmpty().containsExactlyInAnyOrderElementsOf(oneTo(numbers.size()));
        var state = stateOf(lecture);
        assertThat(state.attending()).isZero();
        assertThat(state.lastNumber()).isEqualTo(numbers.size());
    }

    @Test
    void oneOfManyThatExpectTheSameVersionIsDecided() {
        var lecture = given.opened(Some.lecture(RACERS));
        long version = versionOf(lecture);
        var decided = new AtomicInteger();

        var changes = Race.of(RACERS, _ -> {
            var student = Some.student();
            return lectures.change(lecture.lecture(), OptionalLong.of(version), Set.of(student), it -> {
                decided.incrementAndGet();
                return it.attend(student, Some.TIME);
            });
        });

        assertThat(decided).hasValue(1);
        assertThat(changes).filteredOn(Change.Done.class::isInstance).hasSize(1);
        assertThat(changes).filteredOn(new Change.Stale<>(version + 1)::equals).hasSize(RACERS - 1);
    }

    @Test
    void aCloseCountsAllWhoGotInBeforeIt() {
        var lecture = given.opened(Some.lecture(RACERS));

        var decisions = Race.of(
                RACERS,
                i -> i == RACERS / 2
                        ? decide(lecture, new Request.Close(lecture.teacher()), Some.TIME)
                        : decide(lecture, new Request.Attend(Some.student()), Some.TIME));

        int in = numbers(decisions).size();
        assertThat(decisions)
                .contains(new Decision.Accepted<>(new LectureClosed(lecture.lecture(), in, Some.TIME)))
                .filteredOn(Decision.rejected(new Rejection.LectureWasClosed(Some.TIME))::equals)
                .hasSize(RACERS - 1 - in);
        assertThat(stateOf(lecture).attended()).isEqualTo(in);
    }

    @Test
    void aSlowChangeOfOneLectureDoesNotKeepOthersWaiting() throws Exception {
        var slow = given.opened(Some.lecture(30));
        var other = given.opened(Some.lecture(30));
        var started = new Signal();
        var finish = new Signal();

        try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
            var change = thread.submit(() -> change(slow.lecture(), Set.of(), it -> {
                started.give();
                finish.await();
                return it.close(slow.teacher(), Some.TIME);
            }));
            try {
                started.await();
                assertThat(given.attended(other, Some.student(), Some.TIME).number())
                        .isEqualTo(1);
                assertThat(lectures.resolve(other.code(), Some.student())).isPresent();
                given.opened(Some.lecture(30));
                assertThat(change).isNotDone();
            } finally {
                finish.give();
            }
            assertThat(change.get()).isInstanceOf(Change.Done.class);
        }
    }

    private static LectureOpened reserved(Teacher teacher, Instant startsAt) {
        return new LectureOpened(Some.id(), Some.code(), teacher, new Capacity(30), null, startsAt, Some.TIME);
    }

    private <R> Change<R> change(LectureId id, Set<Student> students, Function<Lecture, R> decide) {
        return lectures.change(id, OptionalLong.empty(), students, decide);
    }

    private <E extends LectureEvent> Decision<E> decide(LectureOpened lecture, Request<E> request, Instant at) {
        return done(change(lecture.lecture(), request.students(), it -> request.decide(it, at)));
    }

    /** All in one transaction, in this order. */
    private List<Decision<StudentAttended>> attend(LectureOpened lecture, List<Student> students, Instant at) {
        return done(change(
                lecture.lecture(),
                Set.copyOf(students),
                it -> students.stream().map(student -> it.attend(student, at)).toList()));
    }

    private LectureState stateOf(LectureOpened lecture) {
        return done(change(lecture.lecture(), Set.of(), Lecture::state));
    }

    private long versionOf(LectureOpened lecture) {
        return lectures.locate(lecture.lecture()).orElseThrow().version();
    }

    private static <R> R done(Change<R> change) {
        if (change instanceof Change.Done<R> done) {
            return done.result();
        }
        throw new AssertionError("not done: " + change);
    }

    private static long versionAfter(Change<?> change) {
        if (change instanceof Change.Done<?> done) {
            return done.version();
        }
        throw new AssertionError("not done: " + change);
    }

    private static <E extends LectureEvent> E onlyAccepted(List<Decision<E>> decisions) {
        var accepted = decisions.stream()
                .flatMap(decision ->
                        decision instanceof Decision.Accepted<E>(var event) ? Stream.of(event) : Stream.empty())
                .toList();
        assertThat(accepted).hasSize(1);
        return accepted.getFirst();
    }

    private static Decision<StudentAttended> repeated(Decision<StudentAttended> accepted) {
        return new Decision.Repeated<>(onlyAccepted(List.of(accepted)));
    }

    /** The attendance numbers that were given out now, in the order of the decisions. */
    private static List<Integer> numbers(List<? extends Decision<?>> decisions) {
        return decisions.stream()
                .flatMap(decision -> decision instanceof Decision.Accepted<?>(StudentAttended attended)
                        ? Stream.of(attended.number())
                        : Stream.empty())
                .toList();
    }

    private static List<Integer> oneTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    private static Decision<LectureOpened> alreadyOpen() {
        return Decision.rejected(new Rejection.LectureAlreadyOpen());
    }

    private static Decision<StudentLeft> notInLecture() {
        return Decision.rejected(new Rejection.NotInLecture());
    }

    private static Decision<StudentAttended> full(LectureOpened lecture) {
        return Decision.rejected(new Rejection.LectureFull(lecture.capacity()));
    }
}
