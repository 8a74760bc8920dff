package lectern.application.port;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import lectern.application.Decisions;
import lectern.application.Given;
import lectern.application.Race;
import lectern.application.Samples;
import lectern.application.Signal;
import lectern.application.Some;
import lectern.domain.AttendLecture;
import lectern.domain.Attendance;
import lectern.domain.Capacity;
import lectern.domain.ChangeCapacity;
import lectern.domain.CloseLecture;
import lectern.domain.Decision;
import lectern.domain.LeaveLecture;
import lectern.domain.Lecture;
import lectern.domain.LectureClosed;
import lectern.domain.LectureCommand;
import lectern.domain.LectureEvent;
import lectern.domain.LectureOpened;
import lectern.domain.LectureState;
import lectern.domain.Rejection;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import lectern.domain.Teacher;
import lectern.domain.Title;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    // Opening

    @Test
    void anOpenedLectureIsFoundByItsIdAndByItsCode() {
        var opened = Some.lecture(30);

        assertThat(lectures.open(opened, null)).isEqualTo(new Decision.Accepted<>(opened));

        assertThat(found(opened).version().number()).isZero();
        assertThat(lectures.findByCode(opened.code())).contains(opened.lecture());
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

        var found = found(opened, student);
        assertThat(found.lecture().state().teacher()).isEqualTo(opened.teacher());
        assertThat(found.lecture().state().title()).isEqualTo(opened.title());
        assertThat(found.lecture().attendances()).containsOnlyKeys(attended.student());

        // Another text may be of the same teacher.
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

        assertThat(lectures.find(rejected.lecture(), Set.of())).isEmpty();
        assertThat(lectures.findByCode(rejected.code())).isEmpty();
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

        assertThat(lectures.findByCode(first.code())).contains(first.lecture());
        assertThat(lectures.find(second.lecture(), Set.of())).isEmpty();
    }

    @Test
    void oneOfManyOpensOfATeacherAtOnceIsAccepted() {
        var teacher = Some.teacher();

        var decisions = Race.of(RACERS, _ -> lectures.open(Some.lecture(teacher), null));

        var opened = onlyAccepted(decisions);
        assertThat(decisions).filteredOn(alreadyOpen()::equals).hasSize(RACERS - 1);
        assertThat(lectures.findByCode(opened.code())).isPresent();
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

        assertThat(lectures.find(second.lecture(), Set.of())).isEmpty();
        assertThat(lectures.findByCode(second.code())).isEmpty();
    }

    @Test
    void openingAgainWithAKeyIsAnsweredAsTheFirstTimeWhateverHasBecomeOfTheLecture() {
        var teacher = Some.teacher();
        var key = Some.key();
        var first = reserved(teacher, Some.TIME.plusSeconds(1));
        assertThat(lectures.open(first, key)).isEqualTo(new Decision.Accepted<>(first));
        given.attended(first, Some.student(), Some.TIME.plusSeconds(2));
        given.accepted(first, new ChangeCapacity(teacher, new Capacity(7)), Some.TIME.plusSeconds(2));

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

    // Finding

    @Test
    void nothingIsFoundByAnUnknownIdOrCode() {
        assertThat(lectures.find(Some.id(), Set.of(Some.student()))).isEmpty();
        assertThat(lectures.findByCode(Some.code())).isEmpty();
    }

    @Test
    void aClosedLectureIsFoundByItsIdAndByItsCode() {
        var lecture = given.opened(Some.lecture(30));

        given.closed(lecture, Some.TIME);
        given.opened(Some.lecture(lecture.teacher()));

        assertThat(stateOf(lecture).closedAt()).isEqualTo(Some.TIME);
        assertThat(lectures.findByCode(lecture.code())).contains(lecture.lecture());
    }

    @Test
    void theAttendancesThatAreAskedForAreFound() {
        var lecture = given.opened(Some.lecture(30));
        var other = given.opened(Some.lecture(30));
        var in = Some.student();
        var out = Some.student();
        var never = Some.student();
        given.attended(lecture, in, Some.TIME);
        given.attended(lecture, out, Some.TIME.plusSeconds(1));
        given.left(lecture, out, Some.TIME.plusSeconds(2));
        given.attended(other, never, Some.TIME);

        assertThat(found(lecture, in, out, never).lecture().attendances())
                .isEqualTo(Map.of(
                        in,
                        new Attendance(in, 1, Some.TIME, null),
                        out,
                        new Attendance(out, 2, Some.TIME.plusSeconds(1), Some.TIME.plusSeconds(2))));
        assertThat(found(lecture, never).lecture().attendances()).doesNotContainKey(never);
    }

    @Test
    void manyWhoAskAtOnceFindTheirOwn() {
        var opened = Stream.generate(() -> given.opened(Some.lecture(30)))
                .limit(RACERS)
                .toList();
        var students = Some.students(RACERS);
        for (int i = 0; i < RACERS; i++) {
            given.attended(opened.get(i), students.get(i), Some.TIME);
        }

        var found = Race.of(RACERS * RACERS, i -> found(opened.get(i % RACERS), students.get(i / RACERS)));

        for (int i = 0; i < found.size(); i++) {
            var attendances = found.get(i).lecture().attendances();
            assertThat(attendances.containsKey(students.get(i / RACERS))).isEqualTo(i % RACERS == i / RACERS);
        }
    }

    @Test
    void stateVersionAndAttendancesAreOfOneMoment() {
        var lecture = given.opened(Some.lecture(100));
        var students = Some.students(60);
        var finds = new AtomicInteger();

        var _ = Race.of(4, racer -> {
            if (racer == 0) {
                students.forEach(student -> given.attended(lecture, student, Some.TIME));
                return true;
            }
            LectureSnapshot found;
            do {
                found = lectures.find(lecture.lecture(), Set.copyOf(students)).orElseThrow();
                int attending = found.lecture().state().attending();
                assertThat(found.lecture().attendances()).hasSize(attending);
                assertThat(found.version().number()).isEqualTo(attending);
                finds.incrementAndGet();
            } while (found.lecture().state().attending() < students.size());
            return true;
        });

        assertThat(finds).hasPositiveValue();
    }

    // Appending

    @Test
    void whatIsFoundAgainEqualsWhatWasDecidedForEveryCommand() {
        var lecture = given.opened(Some.lecture(2));
        var marks = new HashSet<Long>();
        marks.add(found(lecture).version().mark());

        Samples.commands(lecture.teacher()).forEach(command -> {
            var append = decided(lecture, command);

            var version = committed(lectures.append(append));

            assertThat(found(lecture, command.students())).isEqualTo(new LectureSnapshot(append.result(), version));
            assertThat(version.number()).isEqualTo(append.on().version().number() + 1);
            assertThat(marks.add(version.mark())).isTrue();
        });
    }

    @Test
    void everyKindOfEventIsAppended() {
        var events = Samples.events(Some.id()).toList();
        var opened = (LectureOpened) events.getFirst();
        given.opened(opened);
        var students = Samples.commands(opened.teacher())
                .flatMap(command -> command.students().stream())
                .collect(toSet());

        for (var event : events.subList(1, events.size())) {
            var on = found(opened, students);
            var append = new Append(on, newcomers(on, students), List.of(event));

            var version = committed(lectures.append(append));

            assertThat(found(opened, students)).isEqualTo(new LectureSnapshot(append.result(), version));
        }
    }

    @Test
    void anAppendAddsOneToTheVersionHoweverManyEventsItHas() {
        var lecture = given.opened(Some.lecture(30));
        var append = attends(lecture, Some.students(5));

        assertThat(committed(lectures.append(append)).number()).isEqualTo(1);

        assertThat(stateOf(lecture).attending()).isEqualTo(5);
    }

    @Test
    void anAppendMayBeDecidedOnWhatTheOneBeforeItLedTo() {
        var lecture = given.opened(Some.lecture(30));
        var first = attends(lecture, Some.students(2));
        var version = committed(lectures.append(first));
        var student = Some.student();

        var on = new LectureSnapshot(first.result(), version).withoutAttendances();
        var second =
                Decisions.of(List.of(new AttendLecture(student)), on, Some.TIME).append();
        version = committed(lectures.append(second));

        assertThat(version.number()).isEqualTo(2);
        assertThat(found(lecture, student)).isEqualTo(new LectureSnapshot(second.result(), version));
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "1, 0", "1000000, 0", "0, 1", "0, -1", "0, 1000000"})
    void anAppendAtAnyOtherVersionIsAConflict(long number, long mark) {
        var lecture = given.opened(Some.lecture(30));
        given.attended(lecture, Some.student(), Some.TIME);
        var append = attends(lecture, Some.students(1));
        var version = append.on().version();
        var other = new Version(version.number() + number, version.mark() + mark);

        var result = lectures.append(
                new Append(new LectureSnapshot(append.on().lecture(), other), append.newcomers(), append.events()));

        assertThat(result).isEqualTo(new AppendResult.Conflict());
        assertNothingKept(append);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNewcomerWhoHasAnAttendanceIsAConflict(boolean hasLeft) {
        var lecture = given.opened(Some.lecture(30));
        var known = Some.student();
        given.attended(lecture, known, Some.TIME);
        if (hasLeft) {
            given.left(lecture, known, Some.TIME);
        }
        var others = attends(lecture, Some.students(1));
        var refused = new HashSet<>(others.newcomers());
        refused.add(known);

        assertThat(lectures.append(new Append(others.on(), refused, others.events())))
                .isEqualTo(new AppendResult.Conflict());
        assertNothingKept(others);
    }

    @Test
    void aFirstAttendanceOfAStudentWhoHasOneIsAConflictEvenIfNobodyIsSaidToBeANewcomer() {
        var lecture = given.opened(Some.lecture(30));
        var known = Some.student();
        given.attended(lecture, known, Some.TIME);
        var append = attends(found(lecture).withoutAttendances(), List.of(known));

        assertThat(lectures.append(new Append(append.on(), Set.of(), append.events())))
                .isEqualTo(new AppendResult.Conflict());
        assertNothingKept(append);
    }

    @Test
    void anAppendToALectureThatIsNotThereFindsNothing() {
        var on = new LectureSnapshot(Lecture.of(Some.lecture(30)), new Version(0, 0));

        assertThat(lectures.append(attends(on, Some.students(1)))).isEqualTo(new AppendResult.NotFound());

        assertThat(lectures.find(on.lecture().state().id(), Set.of())).isEmpty();
    }

    @Test
    void oneOfManyAppendsAtOneVersionIsCommitted() {
        var lecture = given.opened(Some.lecture(RACERS));
        var on = found(lecture);

        var results = Race.of(RACERS, _ -> lectures.append(attends(on, Some.students(1))));

        assertThat(results).filteredOn(AppendResult.Committed.class::isInstance).hasSize(1);
        assertThat(results)
                .allMatch(result -> !(result instanceof AppendResult.NotFound))
                .hasSize(RACERS);
        assertThat(found(lecture).version().number()).isEqualTo(1);
        assertThat(stateOf(lecture).attending()).isEqualTo(1);
    }

    @Test
    void anAppendDoesNotWaitForWhomeverHasTheRow() throws Exception {
        var lecture = given.opened(Some.lecture(30));
        var append = attends(lecture, Some.students(1));

        whileLocked(lecture, () -> {
            assertThat(lectures.append(append)).isEqualTo(new AppendResult.Busy());
            assertNothingKept(append);
        });

        assertThat(lectures.append(append)).isInstanceOf(AppendResult.Committed.class);
    }

    @Test
    void appendsAtTheSameMomentHaveResultsOfTheirOwn() throws Exception {
        int each = 10;
        var opened = Stream.generate(() -> given.opened(Some.lecture(30)))
                .limit(4L * each)
                .toList();
        var busy = opened.getFirst();

        whileLocked(busy, () -> {
            var results = Race.of(4 * each, i -> {
                var append = attends(opened.get(i), Some.students(3));
                return switch (i % 4) {
                    case 1 -> lectures.append(new Append(withMark(append.on(), -1), Set.of(), append.events()));
                    case 2 ->
                        lectures.append(attends(
                                new LectureSnapshot(Lecture.of(Some.lecture(30)), new Version(0, 0)),
                                Some.students(1)));
                    default -> lectures.append(append);
                };
            });

            for (int i = 0; i < results.size(); i++) {
                Class<?> expected = switch (i % 4) {
                    case 1 -> AppendResult.Conflict.class;
                    case 2 -> AppendResult.NotFound.class;
                    default -> i == 0 ? AppendResult.Busy.class : AppendResult.Committed.class;
                };
                assertThat(results.get(i)).isInstanceOf(expected);
                assertThat(stateOf(opened.get(i)).attending())
                        .isEqualTo(expected == AppendResult.Committed.class ? 3 : 0);
            }
        });
    }

    @Test
    void aLargeBatchIsKeptWhole() {
        var lecture = given.opened(Some.lecture(500));
        var students = Some.students(700);

        var first = decided(lecture, commands(students, AttendLecture::new), Some.TIME);
        assertThat(first.subList(0, 500)).allMatch(Decision.Accepted.class::isInstance);
        assertThat(numbers(first)).containsExactlyElementsOf(oneTo(500));
        assertThat(first.subList(500, 700)).allMatch(full(lecture)::equals);

        var leaving = decided(lecture, commands(students.subList(0, 300), LeaveLecture::new), Some.TIME);
        assertThat(leaving).allMatch(Decision.Accepted.class::isInstance);

        var second = decided(lecture, commands(students, AttendLecture::new), Some.TIME.plusSeconds(1));
        assertThat(numbers(second)).containsExactlyElementsOf(oneTo(800).subList(500, 800));
        assertThat(second.subList(300, 500)).allMatch(Decision.Repeated.class::isInstance);
        assertThat(second.subList(500, 700)).allMatch(full(lecture)::equals);

        var state = stateOf(lecture);
        assertThat(state.attending()).isEqualTo(500);
        assertThat(state.lastNumber()).isEqualTo(800);
        assertThat(state.attended()).isEqualTo(500);
    }

    @Test
    void aBatchMayDecideOnOneStudentAgainAndAgain() {
        var lecture = given.opened(Some.lecture(1));
        var student = Some.student();
        var attend = new AttendLecture(student);
        var leave = new LeaveLecture(student);

        assertThat(numbers(decided(lecture, List.of(attend, attend, leave, leave, attend), Some.TIME)))
                .containsExactly(1, 2);
        assertThat(found(lecture, student).lecture().attendances())
                .containsExactly(Map.entry(student, new Attendance(student, 2, Some.TIME, null)));
        assertThat(stateOf(lecture).attended()).isEqualTo(1);

        var later = Some.TIME.plusSeconds(1);
        assertThat(numbers(decided(lecture, List.of(leave, attend, leave), later)))
                .containsExactly(3);
        assertThat(found(lecture, student).lecture().attendances())
                .containsExactly(Map.entry(student, new Attendance(student, 3, later, later)));
        assertThat(stateOf(lecture).attending()).isZero();
    }

    @Test
    void aBatchMayHaveCommandsOfEveryKind() {
        var lecture = given.opened(Some.lecture(30));
        var on = found(lecture, Set.of());

        var decided = Decisions.of(Samples.commands(lecture.teacher()).toList(), on, Some.TIME);
        var version = committed(lectures.append(decided.append()));

        assertThat(found(lecture, decided.append().newcomers()))
                .isEqualTo(new LectureSnapshot(decided.append().result(), version));
    }

    // Exclusively

    @Test
    void anUnknownLectureIsNotDecidedOn() {
        assertThat(lectures.exclusively(Some.id(), Set.of(Some.student()), _ -> {
                    throw new AssertionError("there is nothing to decide on");
                }))
                .isEmpty();
    }

    @Test
    void aDecisionSeesAllThatWasCommittedBeforeIt() {
        var lecture = given.opened(Some.lecture(30));
        var student = Some.student();
        given.attended(lecture, student, Some.TIME);
        var found = found(lecture, student);

        assertThat(lectures.exclusively(
                        lecture.lecture(),
                        Set.of(student),
                        on -> new Lectures.Decided<>(new Append(on, Set.of(), List.of()), on)))
                .contains(found);
    }

    @Test
    void anAppendWithoutEventsKeepsNothing() {
        var lecture = given.opened(Some.lecture(1));
        var student = Some.student();
        given.attended(lecture, student, Some.TIME);
        var before = found(lecture, student);

        assertThat(given.decided(lecture.lecture(), new AttendLecture(student), Some.TIME))
                .isInstanceOf(Decision.Repeated.class);
        assertThat(given.decided(lecture.lecture(), new AttendLecture(Some.student()), Some.TIME))
                .isEqualTo(full(lecture));

        assertThat(found(lecture, student)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatDecidingThrowsComesOutAndNothingIsKept(Throwable failure) {
        var lecture = given.opened(Some.lecture(30));
        var student = Some.student();
        given.attended(lecture, student, Some.TIME);
        var before = found(lecture, student);

        assertThatThrownBy(() -> lectures.exclusively(lecture.lecture(), Set.of(student), _ -> {
                    if (failure instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) failure;
                }))
                .isSameAs(failure);

        assertThat(found(lecture, student)).isEqualTo(before);
        assertThat(given.attended(lecture, Some.student(), Some.TIME).number()).isEqualTo(2);
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("as planned"),
                new ServiceUnavailable.TryAgain("as planned"),
                new Error("as planned"));
    }

    @Test
    void aLectureIsDecidedOnByOneAtATime() {
        var lecture = given.opened(Some.lecture(RACERS));
        var deciding = new AtomicInteger();

        var versions = Race.of(
                RACERS,
                _ -> lectures.exclusively(lecture.lecture(), Set.of(), on -> {
                    assertThat(deciding.incrementAndGet()).isEqualTo(1);
                    var append = attends(on, Some.students(1));
                    assertThat(deciding.decrementAndGet()).isZero();
                    return new Lectures.Decided<>(append, on.version().number());
                }));

        assertThat(versions)
                .extracting(Optional::orElseThrow)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, RACERS).boxed().toList());
    }

    @Test
    void aSlowDecisionOnOneLectureDoesNotKeepOthersWaiting() throws Exception {
        var slow = given.opened(Some.lecture(30));
        var other = given.opened(Some.lecture(30));
        given.attended(slow, Some.student(), Some.TIME);

        whileLocked(slow, () -> {
            assertThat(given.attended(other, Some.student(), Some.TIME).number())
                    .isEqualTo(1);
            assertThat(lectures.append(attends(other, Some.students(1)))).isInstanceOf(AppendResult.Committed.class);
            assertThat(stateOf(slow).attending()).isEqualTo(1);
            assertThat(lectures.findByCode(slow.code())).contains(slow.lecture());
            given.opened(Some.lecture(30));
        });
    }

    // Many at once

    @Test
    void asManyRacersGetInAsThereAreSeats() {
        var lecture = given.opened(Some.lecture(7));

        var decisions = Race.of(RACERS, _ -> decidedByAppends(lecture, new AttendLecture(Some.student())));

        assertThat(numbers(decisions)).containsExactlyInAnyOrderElementsOf(oneTo(7));
        assertThat(decisions).filteredOn(full(lecture)::equals).hasSize(RACERS - 7);
        assertThat(stateOf(lecture).attending()).isEqualTo(7);
    }

    @Test
    void aStudentWhoSendsManyAttendsAtOnceGetsOneSeat() {
        var lecture = given.opened(Some.lecture(RACERS));
        var student = Some.student();

        var decisions = Race.of(
                RACERS,
                i -> i % 2 == 0
                        ? decidedByAppends(lecture, new AttendLecture(student))
                        : given.decided(lecture.lecture(), new AttendLecture(student), Some.TIME));

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
                        mine.addAll(numbers(List.of(decidedByAppends(lecture, new AttendLecture(student)))));
                        assertThat(stateOf(lecture).attending()).isBetween(0, 3);
                        given.decided(lecture.lecture(), new LeaveLecture(student), Some.TIME);
                    }
                    return mine;
                })
                .stream()
                .flatMap(Collection::stream)
                .toList();

        assertThat(numbers).isNotEmpty().containsExactlyInAnyOrderElementsOf(oneTo(numbers.size()));
        assertThat(stateOf(lecture).attending()).isZero();
        assertThat(stateOf(lecture).lastNumber()).isEqualTo(numbers.size());
    }

    @Test
    void aCapacityThatIsLoweredWhileStudentsComeIsNeverExceeded() {
        var lecture = given.opened(Some.lecture(RACERS));

        var decisions = Race.<Decision<?>>of(
                RACERS,
                i -> i % 4 == 0
                        ? decidedByAppends(
                                lecture, new ChangeCapacity(lecture.teacher(), new Capacity(RACERS / 2 - i / 4)))
                        : decidedByAppends(lecture, new AttendLecture(Some.student())));

        var state = stateOf(lecture);
        assertThat(state.attending()).isLessThanOrEqualTo(state.capacity().seats());
        assertThat(numbers(decisions)).containsExactlyInAnyOrderElementsOf(oneTo(state.attending()));
    }

    @Test
    void aCloseCountsAllWhoGotInBeforeIt() {
        var lecture = given.opened(Some.lecture(RACERS));

        var decisions = Race.<Decision<?>>of(
                RACERS,
                i -> i == RACERS / 2
                        ? decidedByAppends(lecture, new CloseLecture(lecture.teacher()))
                        : decidedByAppends(lecture, new AttendLecture(Some.student())));

        int in = numbers(decisions).size();
        assertThat(decisions.get(RACERS / 2))
                .isEqualTo(new Decision.Accepted<>(new LectureClosed(lecture.lecture(), in, Some.TIME)));
        assertThat(decisions)
                .filteredOn(Decision.rejected(new Rejection.LectureWasClosed(Some.TIME))::equals)
                .hasSize(RACERS - 1 - in);
        assertThat(stateOf(lecture).attended()).isEqualTo(in);
    }

    /** Finds, decides and appends, as often as another one is quicker. */
    @SuppressWarnings("unchecked") // the decision on a command is of its type
    private <E extends LectureEvent> Decision<E> decidedByAppends(LectureOpened lecture, LectureCommand<E> command) {
        while (true) {
            var decided = Decisions.of(List.of(command), found(lecture, command.students()), Some.TIME);
            if (decided.append().events().isEmpty()
                    || lectures.append(decided.append()) instanceof AppendResult.Committed) {
                return (Decision<E>) decided.result().getFirst();
            }
        }
    }

    /** Runs while another transaction has the lecture's row. */
    private void whileLocked(LectureOpened lecture, Runnable work) throws Exception {
        var locked = new Signal();
        var done = new Signal();
        try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
            var holder = thread.submit(() -> lectures.exclusively(lecture.lecture(), Set.of(), on -> {
                locked.give();
                done.await();
                return new Lectures.Decided<>(new Append(on, Set.of(), List.of()), true);
            }));
            try {
                locked.await();
                work.run();
                assertThat(holder).isNotDone();
            } finally {
                done.give();
            }
            assertThat(holder.get()).contains(true);
        }
    }

    private static LectureOpened reserved(Teacher teacher, Instant startsAt) {
        return new LectureOpened(Some.id(), Some.code(), teacher, new Capacity(30), null, startsAt, Some.TIME);
    }

    private LectureSnapshot found(LectureOpened lecture, Student... students) {
        return found(lecture, Set.of(students));
    }

    private LectureSnapshot found(LectureOpened lecture, Set<Student> students) {
        return lectures.find(lecture.lecture(), students).orElseThrow();
    }

    private LectureState stateOf(LectureOpened lecture) {
        return found(lecture).lecture().state();
    }

    private Append decided(LectureOpened lecture, LectureCommand<?> command) {
        var decided = Decisions.of(List.of(command), found(lecture, command.students()), Some.TIME);
        assertThat(decided.result().getFirst()).isInstanceOf(Decision.Accepted.class);
        return decided.append();
    }

    private List<Decision<?>> decided(LectureOpened lecture, List<? extends LectureCommand<?>> commands, Instant at) {
        return given.decided(lecture.lecture(), commands, at);
    }

    private Append attends(LectureOpened lecture, List<Student> students) {
        return attends(found(lecture), students);
    }

    private static Append attends(LectureSnapshot on, List<Student> students) {
        return Decisions.of(commands(students, AttendLecture::new), on, Some.TIME)
                .append();
    }

    private static <C extends LectureCommand<?>> List<C> commands(
            List<Student> students, Function<Student, C> command) {
        return students.stream().map(command).toList();
    }

    private static Set<Student> newcomers(LectureSnapshot on, Set<Student> students) {
        var newcomers = new HashSet<>(students);
        newcomers.removeAll(on.lecture().attendances().keySet());
        return newcomers;
    }

    private static LectureSnapshot withMark(LectureSnapshot on, long mark) {
        return new LectureSnapshot(on.lecture(), new Version(on.version().number(), mark));
    }

    private static Version committed(AppendResult result) {
        assertThat(result).isInstanceOf(AppendResult.Committed.class);
        return ((AppendResult.Committed) result).version();
    }

    private void assertNothingKept(Append append) {
        var on = append.on();
        var found = lectures.find(append.lecture(), append.newcomers()).orElseThrow();
        assertThat(found.version()).isEqualTo(on.version());
        assertThat(found.lecture().state()).isEqualTo(on.lecture().state());
    }

    private static <E extends LectureEvent> E onlyAccepted(List<Decision<E>> decisions) {
        var accepted = decisions.stream()
                .flatMap(decision ->
                        decision instanceof Decision.Accepted<E>(var event) ? Stream.of(event) : Stream.empty())
                .toList();
        assertThat(accepted).hasSize(1);
        return accepted.getFirst();
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

    private static Decision<StudentAttended> full(LectureOpened lecture) {
        return Decision.rejected(new Rejection.LectureFull(lecture.capacity()));
    }
}
