package lectern.application.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lectern.application.Given;
import lectern.application.Race;
import lectern.application.Signal;
import lectern.application.Some;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.inmemory.InMemoryLine;
import lectern.application.port.Append;
import lectern.application.port.AppendResult;
import lectern.application.port.ForwardingLectures;
import lectern.application.port.LectureSnapshot;
import lectern.application.port.Lectures;
import lectern.application.port.ServiceUnavailable;
import lectern.application.port.Ticket;
import lectern.domain.AttendLecture;
import lectern.domain.CloseLecture;
import lectern.domain.Decision;
import lectern.domain.LeaveLecture;
import lectern.domain.LectureClosed;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Rejection;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CommandDispatcherTest {

    private static final InstantSource CLOCK = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));

    private final InMemoryLectures lectures = new InMemoryLectures();
    private final AtomicInteger joined = new AtomicInteger();
    private Runnable whenOneJoins = () -> {};
    private final InMemoryLine line =
            new InMemoryLine(CLOCK, new InMemoryLine.Limits(500, 50, Duration.ofSeconds(2)), Runnable::run) {

                @Override
                protected void joined(Ticket.Id id, Instant at) {
                    joined.incrementAndGet();
                    whenOneJoins.run();
                }
            };
    private final List<CommandDispatcher> instances = Stream.generate(() -> Dispatchers.inLine(lectures, line, CLOCK))
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
    void answersAStudentWhoIsInAsTheFirstTimeWhileOthersAreToldFull() {
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
    void refusesWithoutATicketOnAFreshReadOnceALectureIsFull() {
        var lecture = opened(1);
        var instance = instances.getFirst();
        assertThat(attend(instance, lecture, Student.of("anna"))).isInstanceOf(Decision.Accepted.class);
        int before = joined.get();

        assertThat(attend(instance, lecture, Student.of("bori"))).isEqualTo(full(lecture));
        assertThat(joined).hasValue(before);

        given.left(lecture, Student.of("anna"), CLOCK.instant());
        assertThat(attend(instance, lecture, Student.of("bori"))).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void takesATicketForASenderWhoHasAnotherCommandWaiting() throws Exception {
        var lecture = opened(1);
        var anna = Student.of("anna");
        given.attended(lecture, anna, CLOCK.instant());
        var bori = Student.of("bori");
        var mayAppend = new Signal();
        var instance = Dispatchers.inLine(holding(mayAppend), line, CLOCK);

        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            // Bori attends as soon as Anna has left, which is in the line.
            var leaving = senders.submit(() -> instance.dispatch(lecture.lecture(), new LeaveLecture(anna)));
            await().until(() -> joined.get() == 1);
            assertThat(attend(instance, lecture, bori)).isEqualTo(full(lecture));
            var first = senders.submit(() -> instance.dispatch(lecture.lecture(), new LeaveLecture(bori)));
            await().until(() -> instance.waiting() == 2);
            var second = senders.submit(() -> attend(instance, lecture, bori));
            await().until(() -> instance.waiting() == 3);
            mayAppend.give();

            assertThat(leaving.get()).isInstanceOf(Decision.Accepted.class);
            assertThat(first.get()).isEqualTo(Decision.rejected(new Rejection.NotInLecture()));
            assertThat(second.get()).isInstanceOf(Decision.Accepted.class);
        }
    }

    @Test
    void decidesTheCommandsOfASenderInTheirOrderWhileTheFirstIsLookedAt() throws Exception {
        var lecture = opened(1);
        var anna = Student.of("anna");
        given.attended(lecture, anna, CLOCK.instant());
        var isRead = new Signal();
        var mayGoOn = new Signal();
        var instance = Dispatchers.inLine(
                new ForwardingLectures() {
                    @Override
                    protected Lectures next() {
                        return lectures;
                    }

                    @Override
                    public Optional<LectureSnapshot> find(LectureId id, Set<Student> students) {
                        if (!isRead.isGiven()) {
                            isRead.give();
                            mayGoOn.await();
                        }
                        return super.find(id, students);
                    }
                },
                line,
                CLOCK);

        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var attending = senders.submit(() -> attend(instance, lecture, anna));
            isRead.await();
            var leaving = senders.submit(() -> instance.dispatch(lecture.lecture(), new LeaveLecture(anna)));
            await().during(Duration.ofMillis(300)).until(() -> !leaving.isDone());
            mayGoOn.give();

            assertThat(attending.get()).isInstanceOf(Decision.Repeated.class);
            assertThat(leaving.get()).isInstanceOf(Decision.Accepted.class);
        }
    }

    @Test
    void neverRefusesByWhatItRemembersWhenTheReadFails() {
        var lecture = opened(1);
        var instance = instances.getFirst();
        assertThat(attend(instance, lecture, Student.of("anna"))).isInstanceOf(Decision.Accepted.class);
        lectures.failWith(new ServiceUnavailable.TryAgain("down"));

        assertThatExceptionOfType(ServiceUnavailable.TryAgain.class)
                .isThrownBy(() -> attend(instance, lecture, Student.of("bori")));
    }

    /** These lectures, but nothing is appended before the signal is given. */
    private Lectures holding(Signal signal) {
        return new ForwardingLectures() {
            @Override
            protected Lectures next() {
                return lectures;
            }

            @Override
            public AppendResult append(Append append) {
                signal.await();
                return super.append(append);
            }
        };
    }

    @Test
    void letsSomebodyInAsSoonAsASeatWasFreed() {
        var lecture = opened(1);
        var instance = instances.getFirst();
        var anna = Student.of("anna");
        assertThat(attend(instance, lecture, anna)).isInstanceOf(Decision.Accepted.class);
        assertThat(attend(instance, lecture, Student.of("bori"))).isInstanceOf(Decision.Rejected.class);
        assertThat(attend(instance, lecture, Student.of("bori"))).isInstanceOf(Decision.Rejected.class);

        assertThat(instance.dispatch(lecture.lecture(), new LeaveLecture(anna))).isInstanceOf(Decision.Accepted.class);

        assertThat(attend(instance, lecture, Student.of("bori"))).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void servesACloseInItsTurnAndRefusesWhoeverComesAfterIt() {
        var lecture = opened(2);
        var teacher = lecture.teacher();
        assertThat(attend(instances.get(0), lecture, Student.of("anna"))).isInstanceOf(Decision.Accepted.class);

        var closed = instances.get(1).dispatch(lecture.lecture(), new CloseLecture(teacher));

        assertThat(closed).isInstanceOf(Decision.Accepted.class);
        assertThat(instances.get(2).dispatch(lecture.lecture(), new AttendLecture(Student.of("bori"))))
                .isEqualTo(Decision.rejected(new Rejection.LectureWasClosed(
                        ((Decision.Accepted<LectureClosed>) closed).event().at())));
    }

    @Test
    void saysThatALectureThatIsNotThereIsNotFound() {
        var missing = Some.lecture(1);

        assertThat(instances.getFirst().dispatch(missing.lecture(), new AttendLecture(Student.of("anna"))))
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
        lectures.failWith(new ServiceUnavailable.TryAgain("down"));
        var waiting = Race.of(2, i -> {
            if (i == 1) {
                line.reachable(false);
                return null;
            }
            try {
                return attend(instances.getFirst(), lecture, Student.of("anna"));
            } catch (ServiceUnavailable.TryAgain e) {
                return null;
            }
        });
        assertThat(waiting).containsOnlyNulls();
        lectures.serve();

        assertThat(attend(instances.getFirst(), lecture, Student.of("anna"))).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void goesOnAfterABatchThatCouldNotBeDecided() {
        var lecture = opened(2);
        lectures.failAppendsWith(() -> {
            throw new AssertionError("on purpose");
        });
        assertThatExceptionOfType(ServiceUnavailable.TryAgain.class)
                .isThrownBy(() -> attend(instances.getFirst(), lecture, Student.of("anna")));
        line.reachable(false);
        assertThatExceptionOfType(ServiceUnavailable.TryAgain.class)
                .isThrownBy(() -> attend(instances.getFirst(), lecture, Student.of("anna")));
        lectures.serve();
        line.reachable(true);

        assertThat(attend(instances.getLast(), lecture, Student.of("bori"))).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void goesOnAfterAnErrorAtTheLine() {
        var lecture = opened(2);
        whenOneJoins = () -> {
            throw new AssertionError("on purpose");
        };
        assertThatExceptionOfType(ServiceUnavailable.TryAgain.class)
                .isThrownBy(() -> attend(instances.getFirst(), lecture, Student.of("anna")));
        whenOneJoins = () -> {};

        assertThat(attend(instances.getFirst(), lecture, Student.of("bori"))).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void goesPastALineThatFailsAgainAndAgainAndPastNoOther() {
        var impatient = new DispatchLimits(Duration.ofMillis(400), Duration.ofMillis(20), 100, 100);
        var instance = Dispatchers.inLine(lectures, line, CLOCK, impatient);
        var lecture = opened(9);
        line.failAt(lecture.lecture());
        assertThatExceptionOfType(ServiceUnavailable.TryAgain.class)
                .isThrownBy(() -> attend(instance, lecture, Student.of("anna")));
        int before = joined.get();

        assertThat(attend(instance, lecture, Student.of("anna"))).isInstanceOf(Decision.Accepted.class);
        assertThat(joined).hasValue(before);
        assertThat(attend(instance, opened(9), Student.of("anna"))).isInstanceOf(Decision.Accepted.class);
        assertThat(joined).hasValue(before + 1);

        line.failAt(null);
        await().untilAsserted(() -> {
            assertThat(attend(instance, lecture, Some.student())).isInstanceOf(Decision.Accepted.class);
            assertThat(joined.get()).isGreaterThan(before + 1);
        });
    }

    @Test
    void decidesWhatGoesPastTheLineTogetherAndGivesEverySeatOnce() {
        var lecture = opened(50);
        line.reachable(false);

        var decisions = Race.of(200, i -> attend(instances.get(i % 3), lecture, Student.of("s" + i)));

        assertThat(numbersOf(decisions))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 50).boxed().toList());
    }

    @Test
    void tellsAllWhoseAppendMayHaveBeenCommittedToTryAgainAndDecidesNoneOfThemAgain() {
        var lecture = opened(50);
        line.reachable(false);
        var instance = Dispatchers.inLine(losingAnswers(), line, CLOCK);

        assertThatExceptionOfType(ServiceUnavailable.TryAgain.class)
                .isThrownBy(() -> attend(instance, lecture, Student.of("anna")));

        assertThat(lectures.eventsOf(lecture.lecture())).hasSize(2);
        assertThat(attend(instances.getFirst(), lecture, Student.of("anna"))).isInstanceOf(Decision.Repeated.class);
    }

    /** These lectures, whose appends are committed and whose answers are lost. */
    private Lectures losingAnswers() {
        return new ForwardingLectures() {
            @Override
            protected Lectures next() {
                return lectures;
            }

            @Override
            public AppendResult append(Append append) {
                var lost = super.append(append);
                throw new ServiceUnavailable.TryAgain("lost: " + lost);
            }
        };
    }

    @Test
    void refusesWhenTheLineIsFull() {
        var short_ = new InMemoryLine(CLOCK, new InMemoryLine.Limits(0, 1, Duration.ofSeconds(2)), Runnable::run);
        var lecture = opened(1);

        assertThatExceptionOfType(ServiceUnavailable.LineFull.class)
                .isThrownBy(() -> attend(Dispatchers.inLine(lectures, short_, CLOCK), lecture, Student.of("anna")));
    }

    @Test
    void takesOverFromAnInstanceThatLeaves() {
        var lecture = opened(100);
        var leaving = Dispatchers.inLine(lectures, line, CLOCK);

        var decisions = Race.of(60, i -> {
            if (i == 30) {
                leaving.close();
            }
            return attend(i % 2 == 0 ? leaving : instances.getFirst(), lecture, Student.of("s" + i));
        });

        assertThat(numbersOf(decisions))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 60).boxed().toList());
        assertThat(leaving.waiting()).isZero();
    }

    private LectureOpened opened(int seats) {
        return given.opened(Some.lecture(seats));
    }

    private static Decision<StudentAttended> attend(
            CommandDispatcher instance, LectureOpened lecture, Student student) {
        return instance.dispatch(lecture.lecture(), new AttendLecture(student));
    }

    private static Decision<StudentAttended> full(LectureOpened lecture) {
        return Decision.rejected(new Rejection.LectureFull(lecture.capacity()));
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
