package lectern.application.line;

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
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import lectern.application.Given;
import lectern.application.Recent;
import lectern.application.Some;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.inmemory.InMemoryLine;
import lectern.application.line.LineWorker.Next;
import lectern.application.port.Answer;
import lectern.application.port.LectureLine;
import lectern.application.port.LectureLine.Unreachable;
import lectern.application.port.NotServed;
import lectern.application.port.Ticket;
import lectern.domain.Capacity;
import lectern.domain.Decision;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Request;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import org.junit.jupiter.api.Test;

/** One worker, step by step. What it does among others is what {@link LineSimulationTest} is about. */
class LineWorkerTest {

    private static final InstantSource CLOCK = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
    private static final Duration MOMENT = Duration.ofMinutes(1);

    private final InMemoryLectures lectures = new InMemoryLectures();
    private final LectureOpened lecture = new Given(lectures).opened(Some.lecture(1));
    private final Recent<LectureId, Capacity> full = new Recent<>(CLOCK, MOMENT);
    private LineWorker worker = worker(Duration.ZERO);
    private final List<Runnable> mail = new ArrayList<>();
    private int numbers;

    @Test
    void knowsNobodyAnyMoreWhoWasAnsweredWhileItHoldsTheTurn() {
        var answered = new WeakReference<>(add(new Request.Attend(Student.of("anna"))));
        var next = add(new Request.Leave(Student.of("anna")));

        stepUntil(() -> answered.get() == null || answered.get().isAnswered());

        assertIsForgotten(answered);
        assertThat(next.isAnswered()).isFalse();
    }

    @Test
    void knowsNobodyAnyMoreAfterATickWhoGaveUpWhileItHoldsTheTurn() {
        var first = add(new Request.Attend(Student.of("anna")));
        var impatient = new WeakReference<>(add(new Request.Attend(Student.of("bori"))));
        stepUntil(first::isAnswered);

        giveUp(impatient);
        worker.tick();

        assertIsForgotten(impatient);
    }

    @Test
    void remembersThatALectureIsFullUntilASeatIsFreed() {
        var anna = Student.of("anna");
        var attending = add(new Request.Attend(anna));
        var late = add(new Request.Attend(Student.of("bori")));
        var leaving = add(new Request.Leave(anna));

        stepUntil(attending::isAnswered);
        assertThat(full.find(lecture.lecture())).isEmpty();

        stepUntil(late::isAnswered);
        assertThat(full.find(lecture.lecture())).map(Recent.Found::what).hasValue(lecture.capacity());

        stepUntil(leaving::isAnswered);
        assertThat(full.find(lecture.lecture())).isEmpty();
    }

    @Test
    void remembersThatALectureIsFullBeforeItTellsAnybody() {
        worker = worker(MOMENT);
        stepUntil(add(new Request.Attend(Student.of("anna")))::isAnswered);
        long before = full.mark();
        var told = add(new Request.Attend(Student.of("bori"))).outcome();
        var remembered = told.thenApply(_ -> full.find(lecture.lecture()).map(Recent.Found::what));

        stepUntil(told::isDone);

        assertThat(told).isCompletedWithValue(new Outcome.SaidToBeFull<>(lecture.capacity(), before + 1));
        assertThat(remembered).isCompletedWithValue(Optional.of(lecture.capacity()));
    }

    @Test
    void doesNotTakeTheTurnAgainBeforeTheNextTickWhenTheStoreDidNotTakeABatch() {
        var tries = new AtomicInteger();
        lectures.failChangesWith(() -> {
            tries.incrementAndGet();
            return new NotServed.TryAgain("read-only");
        });
        var waiting = add(new Request.Attend(Student.of("anna")));

        for (int i = 0; i < 50; i++) {
            var _ = worker.step();
        }
        assertThat(tries).hasValue(1);

        lectures.serve();
        worker.tick();
        stepUntil(waiting::isAnswered);
    }

    @Test
    void givesTheTurnBackAtATicketThatItCannotReadAndTakesItAgainAtTheNextTick() {
        var turns = new AtomicInteger();
        var line = line(Duration.ZERO, mail::add);
        worker = worker(line.connect("here"), () -> "turn " + turns.incrementAndGet());
        line.joinUnreadable(lecture.lecture(), new Ticket.Id("newer", 1, 1), MOMENT);
        var _ = add(new Request.Attend(Student.of("anna")));

        for (int i = 0; i < 50; i++) {
            var _ = worker.step();
        }
        assertThat(turns).hasValue(1);
        var there = line.connect("there");
        assertThat(there.join(lecture.lecture(), "their turn", List.of(), List.of())
                        .batch())
                .isPresent();
        there.release(lecture.lecture(), "their turn");

        worker.tick();
        stepUntil(() -> turns.get() == 2);
    }

    @Test
    void servesThoseBehindATicketThatItCannotReadOnceThatIsOverdue() {
        var line = line(Duration.ZERO, mail::add);
        worker = worker(line.connect("here"), () -> "our turn");
        line.joinUnreadable(lecture.lecture(), new Ticket.Id("newer", 1, 1), Duration.ofMillis(-1));
        var anna = add(new Request.Attend(Student.of("anna")));

        stepUntil(anna::isAnswered);

        assertThat(anna.outcome()).isCompletedWithValueMatching(LineWorkerTest::isAccepted);
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
        assertThat(anna.isAnswered()).isFalse();
        worker.tick();
        stepUntil(anna::isAnswered);

        assertThat(anna.outcome())
                .isCompletedWithValueMatching(outcome ->
                        outcome instanceof Outcome.Decided<StudentAttended>(Decision.Repeated<StudentAttended> _));
    }

    /** Its ticket is served by another instance, whose message is not delivered yet. */
    private Waiter<StudentAttended> waitsWhileAnotherServes() {
        var line = line(Duration.ZERO, mail::add);
        var other = worker(line.connect("there"), () -> "their turn");
        other.add(waiter("there", new Request.Leave(Student.of("bori"))), OptionalLong.empty());
        // The version, then the turn.
        assertThat(other.step()).isEqualTo(Next.GO_ON);
        assertThat(other.step()).isEqualTo(Next.GO_ON);
        var here = line.connect("here");
        here.listen(new LectureLine.Listener() {
            @Override
            public void answered(LectureId of, Map<Ticket.Id, Answer> answers) {
                worker.answered(answers);
            }

            @Override
            public void turnIsFree(LectureId of) {}
        });
        worker = worker(here, () -> "our turn");
        var anna = add(new Request.Attend(Student.of("anna")));
        stepUntilItPauses();
        while (other.step() != Next.DONE) {
            assertThat(anna.isAnswered()).isFalse();
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

    /** @param hint for how long the line says that every seat is taken */
    private LineWorker worker(Duration hint) {
        return worker(line(hint, Runnable::run).connect("here"), () -> "the only turn");
    }

    private static InMemoryLine line(Duration hint, Executor mail) {
        return new InMemoryLine(CLOCK, new InMemoryLine.Limits(100, 1, MOMENT, hint), mail);
    }

    private LineWorker worker(LectureLine line, Supplier<String> nonces) {
        return new LineWorker(
                lecture.lecture(),
                lectures,
                line,
                CLOCK,
                nonces,
                full,
                new Recent<LectureId, Unreachable>(CLOCK, MOMENT),
                100);
    }

    private <E extends LectureEvent> Waiter<E> add(Request<E> request) {
        var waiter = waiter("here", request);
        worker.add(waiter, OptionalLong.empty());
        return waiter;
    }

    private <E extends LectureEvent> Waiter<E> waiter(String instance, Request<E> request) {
        return new Waiter<>(
                new Ticket.Id(instance, ++numbers, 1),
                request,
                false,
                CLOCK.instant().plus(MOMENT));
    }

    private void stepUntil(BooleanSupplier isSo) {
        while (!isSo.getAsBoolean()) {
            assertThat(worker.step()).isNotEqualTo(Next.DONE);
        }
    }

    private static void giveUp(WeakReference<? extends Waiter<?>> who) {
        Objects.requireNonNull(who.get()).unserved();
    }

    private static void assertIsForgotten(WeakReference<?> what) {
        await().until(() -> {
            System.gc();
            return what.get() == null;
        });
    }
}
