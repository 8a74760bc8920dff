package lectern.application.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import lectern.application.Given;
import lectern.application.Signal;
import lectern.application.Some;
import lectern.application.dispatch.LineWorker.Next;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.inmemory.InMemoryLine;
import lectern.application.port.Answer;
import lectern.application.port.Append;
import lectern.application.port.ForwardingLectures;
import lectern.application.port.LectureLine;
import lectern.application.port.LectureSnapshot;
import lectern.application.port.Lectures;
import lectern.application.port.ServiceUnavailable;
import lectern.application.port.Ticket;
import lectern.domain.AttendLecture;
import lectern.domain.Decision;
import lectern.domain.LeaveLecture;
import lectern.domain.LectureCommand;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One worker, step by step. What it does among others is what {@link LineSimulationTest} is about. */
@Timeout(60)
class LineWorkerTest {

    private static final InstantSource CLOCK = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
    private static final Duration MOMENT = Duration.ofMinutes(1);

    private final InMemoryLectures lectures = new InMemoryLectures();
    private final LectureOpened lecture = new Given(lectures).opened(Some.lecture(1));
    private WaitingRoom room = new WaitingRoom(CLOCK);
    private LineWorker worker = worker(line(Runnable::run).connect("here"), room, "the only turn");
    private final List<Runnable> mail = new ArrayList<>();
    private int numbers;

    @Test
    void knowsNobodyAnyMoreWhoWasAnsweredWhileItHoldsTheTurn() {
        var answered = new WeakReference<>(add(new AttendLecture(Student.of("anna"))));
        var next = add(new LeaveLecture(Student.of("anna")));

        stepUntil(() -> answered.get() == null || answered.get().isDone());

        assertIsForgotten(answered);
        assertThat(next.isDone()).isFalse();
    }

    @Test
    void knowsNobodyAnyMoreWhoGaveUpOnceItLooks() {
        var first = add(new AttendLecture(Student.of("anna")));
        var impatient = new WeakReference<>(add(new AttendLecture(Student.of("bori"))));
        stepUntil(first::isDone);

        giveUp(impatient);
        assertThat(room.isEmpty()).isTrue();

        assertIsForgotten(impatient);
    }

    @Test
    void leavesATicketThatItCannotReadToOthersAndTakesTheTurnAgainAtTheNextTick() {
        var line = line(Runnable::run);
        worker = worker(line.connect("here"), room, "the only turn");
        line.addUnreadable(lecture.lecture(), new Ticket.Id("newer", 1, 1), Duration.ofHours(1));
        var waiting = add(new AttendLecture(Student.of("anna")));
        stepUntilItPauses();

        assertThat(takesTheTurn(line, "there")).isTrue();
        line.expireTurn(lecture.lecture());
        for (int i = 0; i < 10; i++) {
            var _ = worker.step();
        }
        assertThat(takesTheTurn(line, "there as well")).isTrue();
        assertThat(waiting.isDone()).isFalse();
    }

    private boolean takesTheTurn(InMemoryLine line, String nonce) {
        return line.connect(nonce)
                .join(lecture.lecture(), nonce, List.of(), List.of())
                .batch()
                .isPresent();
    }

    @Test
    void decidesABatchOfNewcomersWithoutARead() {
        var reads = new AtomicInteger();
        worker = new LineWorker(
                lecture.lecture(),
                counting(reads),
                line(Runnable::run).connect("here"),
                new LectureStates(),
                new SuspendedLines(MOMENT),
                room,
                () -> "the only turn",
                100);

        stepUntil(add(new AttendLecture(Student.of("anna")))::isDone);

        // To pin a version, before the turn.
        assertThat(reads).hasValue(1);
        stepUntil(add(new AttendLecture(Student.of("bori")))::isDone);
        // A refusal is read, since nothing is appended.
        assertThat(reads).hasValue(2);
    }

    private Lectures counting(AtomicInteger reads) {
        return new ForwardingLectures() {
            @Override
            protected Lectures next() {
                return lectures;
            }

            @Override
            public Optional<LectureSnapshot> find(LectureId id, Set<Student> students) {
                reads.incrementAndGet();
                return super.find(id, students);
            }
        };
    }

    @Test
    void waitsForTheRowThatAnotherTransactionHolds() throws Exception {
        var held = new Signal();
        var mayEnd = new Signal();
        var waiting = add(new AttendLecture(Student.of("anna")));
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            var other = others.submit(() -> lectures.exclusively(lecture.lecture(), Set.of(), found -> {
                held.give();
                mayEnd.await();
                return new Lectures.Decided<>(new Append(found, Set.of(), List.of()), found);
            }));
            held.await();
            var steps = others.submit(() -> stepUntil(waiting::isDone));
            await().during(Duration.ofMillis(300)).until(() -> !waiting.isDone());
            mayEnd.give();

            steps.get();
            assertThat(other.get()).isPresent();
        }
        assertThat(waiting.outcome()).isCompletedWithValueMatching(LineWorkerTest::isAccepted);
    }

    @Test
    void doesNotTakeTheTurnAgainBeforeTheNextTickWhenTheStoreDidNotTakeABatch() {
        var tries = new AtomicInteger();
        lectures.failAppendsWith(() -> {
            tries.incrementAndGet();
            return new ServiceUnavailable.TryAgain("read-only");
        });
        var waiting = add(new AttendLecture(Student.of("anna")));

        for (int i = 0; i < 50; i++) {
            var _ = worker.step();
        }
        assertThat(tries).hasValue(1);

        lectures.serve();
        worker.tick();
        stepUntil(waiting::isDone);
    }

    @Test
    void leavesATicketAloneWhoseAnswerIsOnItsWay() {
        var anna = waitsWhileAnotherServes();
        worker.tick();
        stepUntilItPauses();

        deliver();

        assertThat(anna.outcome()).isCompletedWithValueMatching(LineWorkerTest::isAccepted);
    }

    @Test
    void putsATicketBackWhoseAnswerIsLost() {
        var anna = waitsWhileAnotherServes();
        mail.clear();

        worker.tick();
        stepUntilItPauses();
        assertThat(anna.isDone()).isFalse();
        worker.tick();
        stepUntil(anna::isDone);

        assertThat(anna.outcome())
                .isCompletedWithValueMatching(outcome ->
                        outcome instanceof Outcome.Decided<StudentAttended>(Decision.Repeated<StudentAttended> _));
    }

    /** Its ticket is served by another instance, whose message is not delivered yet. */
    private PendingCommand<StudentAttended> waitsWhileAnotherServes() {
        var line = line(mail::add);
        var there = new WaitingRoom(CLOCK);
        var other = worker(line.connect("there"), there, "their turn");
        there.add(pending("there", new LeaveLecture(Student.of("bori"))));
        // The version, then the turn.
        assertThat(other.step()).isEqualTo(Next.GO_ON);
        assertThat(other.step()).isEqualTo(Next.GO_ON);
        var here = line.connect("here");
        here.listen(new LectureLine.Listener() {
            @Override
            public void answered(LectureId of, Map<Ticket.Id, Answer> answers) {
                room.answered(answers);
            }

            @Override
            public void turnIsFree(LectureId of) {}
        });
        worker = worker(here, room, "our turn");
        var anna = add(new AttendLecture(Student.of("anna")));
        stepUntilItPauses();
        while (other.step() != Next.DONE) {
            assertThat(anna.isDone()).isFalse();
        }
        assertThat(mail).isNotEmpty();
        return anna;
    }

    private static boolean isAccepted(Outcome<StudentAttended> outcome) {
        return outcome instanceof Outcome.Decided<StudentAttended>(Decision.Accepted<StudentAttended> _);
    }

    private void deliver() {
        mail.forEach(Runnable::run);
        mail.clear();
    }

    private void stepUntilItPauses() {
        Next next;
        do {
            next = worker.step();
            assertThat(next).isNotEqualTo(Next.DONE);
        } while (next != Next.PAUSE);
    }

    private static InMemoryLine line(Executor mail) {
        return new InMemoryLine(CLOCK, new InMemoryLine.Limits(100, 1, MOMENT), mail);
    }

    private LineWorker worker(LectureLine line, WaitingRoom waiting, String nonce) {
        return new LineWorker(
                lecture.lecture(),
                lectures,
                line,
                new LectureStates(),
                new SuspendedLines(MOMENT),
                waiting,
                () -> nonce,
                100);
    }

    private <E extends LectureEvent> PendingCommand<E> add(LectureCommand<E> command) {
        var pending = pending("here", command);
        room.add(pending);
        return pending;
    }

    private <E extends LectureEvent> PendingCommand<E> pending(String instance, LectureCommand<E> command) {
        return new PendingCommand<>(
                new Ticket.Id(instance, ++numbers, 1), command, CLOCK.instant().plus(MOMENT));
    }

    private void stepUntil(BooleanSupplier isSo) {
        while (!isSo.getAsBoolean()) {
            assertThat(worker.step()).isNotEqualTo(Next.DONE);
        }
    }

    private static void giveUp(WeakReference<? extends PendingCommand<?>> who) {
        Objects.requireNonNull(who.get()).unserved();
    }

    private static void assertIsForgotten(WeakReference<?> what) {
        await().until(() -> {
            System.gc();
            return what.get() == null;
        });
    }
}
