package lectern.application.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lectern.application.Given;
import lectern.application.Race;
import lectern.application.Some;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.inmemory.InMemoryLine;
import lectern.application.port.Change;
import lectern.application.port.ForwardingLectures;
import lectern.application.port.Lectures;
import lectern.application.port.NotServed;
import lectern.application.port.Ticket;
import lectern.domain.Decision;
import lectern.domain.Lecture;
import lectern.domain.LectureClosed;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Rejection;
import lectern.domain.Request;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeciderTest {

    private static final InstantSource CLOCK = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));

    private final InMemoryLectures lectures = new InMemoryLectures();
    private final AtomicInteger joined = new AtomicInteger();
    private final InMemoryLine line =
            new InMemoryLine(
                    CLOCK,
                    new InMemoryLine.Limits(500, 50, Duration.ofSeconds(2), Duration.ofMinutes(1)),
                    Runnable::run) {

                @Override
                protected void joined(Ticket.Id id, Instant at) {
                    joined.incrementAndGet();
                }
            };
    private final List<Decider> instances = Stream.generate(() -> Deciders.inLine(lectures, line, CLOCK))
            .limit(3)
            .toList();
    private final Given given = new Given(lectures);

    @Test
    void givesEverySeatOnceInARushThroughSeveralInstances() {
        var lecture = opened(100);

        var decisions = Race.of(400, i -> attend(instances.get(i % 3), lecture, Student.of("s" + i)));

        assertThat(numbersOf(decisions))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 100).boxed().toList());
        assertThat(decisions)
                .filteredOn(decision -> decision instanceof Decision.Rejected<?>(Rejection.LectureFull _))
                .hasSize(300);
    }

    @Test
    void answersWhoeverIsInAsTheFirstTimeWhileEverySeatIsSaidToBeTaken() {
        var lecture = opened(1);
        var anna = Student.of("anna");
        var first = attend(instances.get(0), lecture, anna);

        assertThat(attend(instances.get(1), lecture, Student.of("bori")))
                .isEqualTo(Decision.rejected(new Rejection.LectureFull(lecture.capacity())));

        assertThat(first).isInstanceOf(Decision.Accepted.class);
        assertThat(attend(instances.get(1), lecture, anna))
                .isEqualTo(new Decision.Repeated<>(new StudentAttended(
                        lecture.lecture(), anna, 1, eventOf(first).at())));
    }

    @Test
    void neverSaysFullToWhoeverGotTheLastSeatByAnotherRequestAtTheSameTime() {
        var lecture = opened(1);
        var instance = instances.getFirst();
        var anna = Student.of("anna");
        lectures.onceResolved(() -> {
            assertThat(attend(instance, lecture, anna)).isInstanceOf(Decision.Accepted.class);
            assertThat(attend(instance, lecture, Student.of("bori"))).isInstanceOf(Decision.Rejected.class);
        });

        assertThat(attend(instance, lecture, anna)).isInstanceOf(Decision.Repeated.class);
    }

    @Test
    void looksNoCodeUpAgainWhileSomebodyWaits() throws Exception {
        var lecture = opened(2);
        var lines = Deciders.lines(lectures, line, CLOCK);
        var instance = new Decider(lectures, lines, CLOCK);
        lectures.failChangesWith(() -> new NotServed.TryAgain("not yet"));

        try (var students = Executors.newVirtualThreadPerTaskExecutor()) {
            var anna = students.submit(() -> attend(instance, lecture, Student.of("anna")));
            while (!lines.isBusyWith(lecture.lecture())) {
                Thread.onSpinWait();
            }
            lectures.onceResolved(() -> {
                throw new AssertionError("looked up again");
            });
            var bori = students.submit(() -> attend(instance, lecture, Student.of("bori")));
            while (lines.waiting() < 2 && !bori.isDone()) {
                Thread.onSpinWait();
            }
            lectures.serve();

            assertThat(anna.get()).isInstanceOf(Decision.Accepted.class);
            assertThat(bori.get()).isInstanceOf(Decision.Accepted.class);
        }
    }

    @Test
    void findsNothingByACodeThatWasNotLookedUpWhenTheLectureIsClosedMeanwhile() throws Exception {
        var lecture = opened(9);

        var two = attendWhile(lecture, Student.of("chul"), () -> close(lecture));

        assertThat(two.lookedUp()).isNotEqualTo(Decision.rejected(new Rejection.LectureNotFound()));
        assertThat(two.notLookedUp()).isEqualTo(Decision.rejected(new Rejection.LectureNotFound()));
    }

    /** As when an instance dies between the commit and the answer, and the close is the next in the line. */
    @Test
    void tellsWhoeverWasGivenASeatSoThoughTheLectureWasClosedBeforeTheyHeard() throws Exception {
        var lecture = opened(9);
        var seat = new StudentAttended(lecture.lecture(), Student.of("anna"), 1, CLOCK.instant());

        var two = attendWhile(lecture, seat.student(), () -> {
            change(lecture, Set.of(seat.student()), it -> it.attend(seat.student(), seat.at()));
            close(lecture);
        });

        assertThat(two.notLookedUp()).isEqualTo(new Decision.Repeated<>(seat));
        assertThat(two.lookedUp()).isInstanceOf(Decision.Rejected.class);
    }

    private record Two(Decision<StudentAttended> lookedUp, Decision<StudentAttended> notLookedUp) {}

    /** Has one student wait by a code that was looked up, and then another by one that was not; something happens before both are decided. */
    private Two attendWhile(LectureOpened lecture, Student notLookedUp, Runnable happens) throws Exception {
        var held = new CountDownLatch(1);
        var lines = Deciders.lines(holding(held), line, CLOCK);
        var instance = new Decider(lectures, lines, CLOCK);

        try (var students = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = students.submit(() -> attend(instance, lecture, Student.of("bori")));
            while (!lines.isBusyWith(lecture.lecture())) {
                Thread.onSpinWait();
            }
            var second = students.submit(() -> attend(instance, lecture, notLookedUp));
            while (lines.waiting() < 2) {
                Thread.onSpinWait();
            }
            happens.run();
            held.countDown();
            return new Two(first.get(), second.get());
        }
    }

    private void close(LectureOpened lecture) {
        change(lecture, Set.of(), it -> it.close(lecture.teacher(), CLOCK.instant()));
    }

    private void change(LectureOpened lecture, Set<Student> about, Function<Lecture, Decision<?>> decide) {
        assertThat(lectures.change(lecture.lecture(), OptionalLong.empty(), about, decide))
                .isInstanceOf(Change.Done.class);
    }

    /** These lectures, but nothing is changed before the latch is open. */
    private Lectures holding(CountDownLatch latch) {
        return new ForwardingLectures() {
            @Override
            protected Lectures next() {
                return lectures;
            }

            @Override
            public <R> Change<R> change(
                    LectureId id, OptionalLong expected, Set<Student> about, Function<Lecture, ? extends R> decide) {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("nobody interrupts the work at a line", e);
                }
                return super.change(id, expected, about, decide);
            }
        };
    }

    @Test
    void saysThatALectureIsFullForAMomentWithoutAskingTheLineAgain() {
        var lecture = opened(1);
        var instance = instances.getFirst();
        assertThat(attend(instance, lecture, Student.of("anna"))).isInstanceOf(Decision.Accepted.class);
        var full = Decision.<StudentAttended>rejected(new Rejection.LectureFull(lecture.capacity()));
        assertThat(attend(instance, lecture, Student.of("bori"))).isEqualTo(full);
        int before = joined.get();
        line.wipe();

        assertThat(attend(instance, lecture, Student.of("bori"))).isEqualTo(full);
        assertThat(joined).hasValue(before);
    }

    @Test
    void letsSomebodyInAsSoonAsASeatWasFreed() {
        var lecture = opened(1);
        var instance = instances.getFirst();
        var anna = Student.of("anna");
        assertThat(attend(instance, lecture, anna)).isInstanceOf(Decision.Accepted.class);
        assertThat(attend(instance, lecture, Student.of("bori"))).isInstanceOf(Decision.Rejected.class);
        assertThat(attend(instance, lecture, Student.of("bori"))).isInstanceOf(Decision.Rejected.class);

        assertThat(instance.decide(lecture.lecture(), new Request.Leave(anna))).isInstanceOf(Decision.Accepted.class);

        assertThat(attend(instance, lecture, Student.of("bori"))).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void servesACloseInItsTurnAndRefusesWhoeverComesAfterIt() {
        var lecture = opened(2);
        var teacher = lecture.teacher();
        assertThat(attend(instances.get(0), lecture, Student.of("anna"))).isInstanceOf(Decision.Accepted.class);

        var closed = instances.get(1).decide(lecture.lecture(), new Request.Close(teacher));

        assertThat(closed).isInstanceOf(Decision.Accepted.class);
        assertThat(instances.get(2).decide(lecture.lecture(), new Request.Attend(Student.of("bori"))))
                .isEqualTo(Decision.rejected(new Rejection.LectureWasClosed(
                        ((Decision.Accepted<LectureClosed>) closed).event().at())));
    }

    @Test
    void saysThatALectureThatIsNotThereIsNotFound() {
        var missing = Some.lecture(1);

        assertThat(instances.getFirst().decide(missing.lecture(), new Request.Attend(Student.of("anna"))))
                .isEqualTo(Decision.rejected(new Rejection.LectureNotFound()));
    }

    @Test
    void goesStraightToTheStoreWhileTheLineCantBeReached() {
        var lecture = opened(2);
        line.reachable(false);

        assertThat(attend(instances.getFirst(), lecture, Student.of("anna"))).isInstanceOf(Decision.Accepted.class);

        line.reachable(true);
        assertThat(attend(instances.getLast(), lecture, Student.of("bori"))).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void tellsWhoeverWaitsToTryAgainWhenTheLineIsLost() {
        var lecture = opened(2);
        lectures.failWith(new NotServed.TryAgain("down"));
        var waiting = Race.of(2, i -> {
            if (i == 1) {
                line.reachable(false);
                return null;
            }
            try {
                return attend(instances.getFirst(), lecture, Student.of("anna"));
            } catch (NotServed.TryAgain e) {
                return null;
            }
        });
        assertThat(waiting).containsOnlyNulls();
        lectures.serve();

        assertThat(attend(instances.getFirst(), lecture, Student.of("anna"))).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void goesOnAfterARequestThatCouldNotBeDecided() {
        var lecture = opened(2);
        lectures.failWith(new IllegalStateException("a bug"));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> attend(instances.getFirst(), lecture, Student.of("anna")));
        lectures.serve();

        assertThat(attend(instances.getLast(), lecture, Student.of("bori"))).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void refusesWhenTheLineIsFull() {
        var short_ = new InMemoryLine(
                CLOCK, new InMemoryLine.Limits(0, 1, Duration.ofSeconds(2), Duration.ofSeconds(1)), Runnable::run);
        var lecture = opened(1);

        assertThatExceptionOfType(NotServed.LineFull.class)
                .isThrownBy(() -> attend(Deciders.inLine(lectures, short_, CLOCK), lecture, Student.of("anna")));
    }

    @Test
    void takesOverFromAnInstanceThatLeaves() {
        var lecture = opened(100);
        var leaving = Deciders.lines(lectures, line, CLOCK);
        var decider = new Decider(lectures, leaving, CLOCK);

        var decisions = Race.of(60, i -> {
            if (i == 30) {
                leaving.close();
            }
            return attend(i % 2 == 0 ? decider : instances.getFirst(), lecture, Student.of("s" + i));
        });

        assertThat(numbersOf(decisions))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 60).boxed().toList());
        assertThat(leaving.waiting()).isZero();
    }

    private LectureOpened opened(int seats) {
        return given.opened(Some.lecture(seats));
    }

    private static Decision<StudentAttended> attend(Decider instance, LectureOpened lecture, Student student) {
        return instance.attend(lecture.code(), student);
    }

    private static StudentAttended eventOf(Decision<StudentAttended> decision) {
        return ((Decision.Accepted<StudentAttended>) decision).event();
    }

    private static List<Integer> numbersOf(List<Decision<StudentAttended>> decisions) {
        return decisions.stream()
                .filter(decision -> decision instanceof Decision.Accepted<StudentAttended>)
                .map(decision -> eventOf(decision).number())
                .sorted()
                .toList();
    }
}
