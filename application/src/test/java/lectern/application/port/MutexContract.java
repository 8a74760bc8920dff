package lectern.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lectern.application.Race;
import lectern.application.Signal;
import lectern.application.port.Mutex.Attempt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every mutex must do while the servers that know who holds a name can be reached: an adapter proves itself by
 * extending this.
 */
@Timeout(60)
public abstract class MutexContract {

    private static final int RACERS = 20;
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final Duration IMPATIENT = Duration.ofMillis(100);

    private final String name = "test:" + UUID.randomUUID();

    /**
     * The mutex of another instance of the service, over the same servers each time.
     *
     * @param wait how long a caller waits for its turn before it gives up; the lease is longer than any test
     */
    protected abstract Mutex instance(Duration wait);

    @Test
    void answersWithWhatTheWorkCameTo() {
        assertThat(instance(PATIENT).exclusively(name, () -> "done")).isEqualTo(new Attempt.Ran<>("done"));
    }

    @Test
    void runsTheWorkInTheThreadOfTheCaller() {
        assertThat(instance(PATIENT).exclusively(name, Thread::currentThread))
                .isEqualTo(new Attempt.Ran<>(Thread.currentThread()));
    }

    @Test
    void runsTheWorkOnce() {
        var runs = new AtomicInteger();

        assertThat(instance(PATIENT).exclusively(name, runs::incrementAndGet)).isEqualTo(new Attempt.Ran<>(1));

        assertThat(runs).hasValue(1);
    }

    @Test
    void runsWorkOfOneNameOneAfterAnotherWhicheverInstancesItComesThrough() {
        var instances = new Mutex[] {instance(PATIENT), instance(PATIENT), instance(PATIENT)};
        var running = new AtomicInteger();
        // Not safe for several threads: entries get lost when two come in at once.
        var log = new ArrayList<Integer>();

        var attempts = Race.of(
                RACERS,
                i -> instances[i % instances.length].exclusively(name, () -> {
                    assertThat(running.incrementAndGet()).isEqualTo(1);
                    log.add(i);
                    assertThat(running.decrementAndGet()).isZero();
                    return i;
                }));

        assertThat(attempts).allMatch(Attempt.Ran.class::isInstance);
        assertThat(log)
                .hasSize(RACERS)
                .containsExactlyInAnyOrderElementsOf(attempts.stream()
                        .map(attempt -> ((Attempt.Ran<Integer>) attempt).result())
                        .toList());
    }

    @Test
    void givesTheTurnBackAfterTheWork() {
        assertThat(instance(PATIENT).exclusively(name, () -> 1)).isEqualTo(new Attempt.Ran<>(1));

        assertThat(instance(IMPATIENT).exclusively(name, () -> 2)).isEqualTo(new Attempt.Ran<>(2));
    }

    @Test
    void letsOutWhatTheWorkThrowsAndGivesTheTurnBack() {
        var failure = new IllegalStateException("as planned");

        assertThatThrownBy(() -> instance(PATIENT).exclusively(name, () -> {
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(instance(IMPATIENT).exclusively(name, () -> "next")).isEqualTo(new Attempt.Ran<>("next"));
    }

    @Test
    void isBusyWhenSomebodyElseHoldsTheNameTooLong() {
        try (var held = hold(instance(PATIENT))) {
            var ran = new AtomicBoolean();

            assertThat(instance(IMPATIENT).exclusively(name, () -> ran.compareAndSet(false, true)))
                    .isEqualTo(new Attempt.Busy<>());

            assertThat(ran).isFalse();
            assertThat(held.isOver()).isFalse();
        }
    }

    @Test
    void isBusyForAnotherThreadOfTheSameInstanceToo() {
        var instance = instance(IMPATIENT);
        try (var held = hold(instance)) {
            assertThat(instance.exclusively(name, () -> "ran")).isEqualTo(new Attempt.Busy<>());
            assertThat(held.isOver()).isFalse();
        }
    }

    @Test
    void waitsForTheTurn() throws Exception {
        var comes = new Signal();
        try (var held = hold(instance(PATIENT));
                var thread = Executors.newVirtualThreadPerTaskExecutor()) {
            var next = thread.submit(() -> {
                comes.give();
                return instance(PATIENT).exclusively(name, held::isOver);
            });
            comes.await();
            assertThat(next).isNotDone();

            held.over().give();

            assertThat(next.get()).isEqualTo(new Attempt.Ran<>(true));
        }
    }

    @Test
    void aCallerThatGaveUpDoesNotGetTheTurnLater() {
        try (var held = hold(instance(PATIENT))) {
            assertThat(instance(IMPATIENT).exclusively(name, () -> "ran")).isEqualTo(new Attempt.Busy<>());
            assertThat(held.isOver()).isFalse();
        }

        assertThat(instance(IMPATIENT).exclusively(name, () -> "free")).isEqualTo(new Attempt.Ran<>("free"));
    }

    @Test
    void namesDoNotWaitForEachOther() {
        try (var held = hold(instance(PATIENT))) {
            assertThat(instance(IMPATIENT).exclusively(name + "'", () -> "ran")).isEqualTo(new Attempt.Ran<>("ran"));
            assertThat(held.isOver()).isFalse();
        }
    }

    @Test
    void namesMayHaveAnyCharacterThatAUserIdHas() {
        var odd = name + " 김선생:{a}*?[b] \ud83c\udf93";

        assertThat(instance(PATIENT).exclusively(odd, () -> "ran")).isEqualTo(new Attempt.Ran<>("ran"));
    }

    /** Has another thread hold the name until what this returns is closed. */
    private Held hold(Mutex mutex) {
        var holds = new Signal();
        var over = new Signal();
        var holder = Thread.startVirtualThread(() -> assertThat(mutex.exclusively(name, () -> {
                    holds.give();
                    over.await();
                    return "held";
                }))
                .isEqualTo(new Attempt.Ran<>("held")));
        holds.await();
        return new Held(over, holder);
    }

    private record Held(Signal over, Thread holder) implements AutoCloseable {

        boolean isOver() {
            return over.isGiven();
        }

        @Override
        public void close() {
            over.give();
            try {
                holder.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
