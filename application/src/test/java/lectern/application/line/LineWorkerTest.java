package lectern.application.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import lectern.application.Given;
import lectern.application.Recent;
import lectern.application.Some;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.inmemory.InMemoryLine;
import lectern.application.line.LineWorker.Next;
import lectern.application.port.LectureLine.Unreachable;
import lectern.application.port.NotServed;
import lectern.application.port.Ticket;
import lectern.domain.Capacity;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Request;
import lectern.domain.Student;
import org.junit.jupiter.api.Test;

/** One worker, step by step. What it does among others is what {@link LineSimulationTest} is about. */
class LineWorkerTest {

    private static final InstantSource CLOCK = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
    private static final Duration MOMENT = Duration.ofMinutes(1);

    private final InMemoryLectures lectures = new InMemoryLectures();
    private final LectureOpened lecture = new Given(lectures).opened(Some.lecture(1));
    private final Recent<LectureId, Capacity> full = new Recent<>(CLOCK, MOMENT);
    private LineWorker worker = worker(Duration.ZERO);
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

    /** @param hint for how long the line says that every seat is taken */
    private LineWorker worker(Duration hint) {
        var line = new InMemoryLine(CLOCK, new InMemoryLine.Limits(100, 1, MOMENT, hint), Runnable::run);
        return new LineWorker(
                lecture.lecture(),
                lectures,
                line.connect("here"),
                CLOCK,
                () -> "the only turn",
                full,
                new Recent<LectureId, Unreachable>(CLOCK, MOMENT),
                100);
    }

    private <E extends LectureEvent> Waiter<E> add(Request<E> request) {
        var waiter = new Waiter<>(
                new Ticket.Id("here", ++numbers, 1),
                request,
                false,
                CLOCK.instant().plus(MOMENT));
        worker.add(waiter, OptionalLong.empty());
        return waiter;
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
