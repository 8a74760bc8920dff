package lectern.persistence.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import lectern.application.Race;
import lectern.application.Signal;
import lectern.application.port.ServiceUnavailable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatcherTest {

    private static final Timeouts PATIENT = new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20));
    private static final String HELD_UP = "held up";

    /** The batches, in the order in which they began. */
    private final ConcurrentLinkedQueue<List<String>> batches = new ConcurrentLinkedQueue<>();

    /** The threads that ran them. */
    private final Set<Thread> leaders = ConcurrentHashMap.newKeySet();

    private final Signal begun = new Signal();
    private final Signal goesOn = new Signal();

    @AutoClose
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    @Test
    void aLoneCallIsRunAtOnceByItsCaller() {
        var batcher = batcher(1, 10, PATIENT);

        assertThat(batcher.call("a")).isEqualTo("answer to a");

        assertThat(batches).containsExactly(List.of("a"));
        assertThat(leaders).containsExactly(Thread.currentThread());
    }

    @Test
    void callsThatComeWhileAllBatchesRunShareTheNext() throws Exception {
        var batcher = batcher(1, 10, PATIENT);
        var first = call(batcher, HELD_UP);
        begun.await();

        var calls = queue(batcher, "a", "b", "a");
        goesOn.give();

        assertThat(first.get()).isEqualTo("answer to held up");
        assertThat(answers(calls)).containsExactly("answer to a", "answer to b", "answer to a");
        assertThat(batches).containsExactly(List.of(HELD_UP), List.of("a", "b", "a"));
    }

    @Test
    void aBatchHasNoMoreCallsThanItMay() throws Exception {
        var batcher = batcher(1, 2, PATIENT);
        var first = call(batcher, HELD_UP);
        begun.await();

        var calls = queue(batcher, "a", "b", "c");
        goesOn.give();

        assertThat(first.get()).isNotNull();
        assertThat(answers(calls)).containsExactly("answer to a", "answer to b", "answer to c");
        assertThat(batches).containsExactly(List.of(HELD_UP), List.of("a", "b"), List.of("c"));
    }

    @Test
    void aFreeBatchIsNotHeldUpByOneThatRuns() throws Exception {
        var batcher = batcher(2, 10, PATIENT);
        var first = call(batcher, HELD_UP);
        begun.await();

        assertThat(batcher.call("a")).isEqualTo("answer to a");

        goesOn.give();
        assertThat(first.get()).isNotNull();
    }

    @Test
    void everyCallOfManyIsAnsweredOnceAndNoMoreBatchesRunThanMay() {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var seen = new ConcurrentLinkedQueue<Integer>();
        var batcher = new Batcher<Integer, Integer>(new Batcher.Limits(2, 5), PATIENT, queries -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            seen.addAll(queries);
            LockSupport.parkNanos(1_000);
            running.decrementAndGet();
            return queries.stream().map(query -> -query).toList();
        });

        var answers = Race.of(50, 5_000, batcher::call);

        assertThat(answers)
                .isEqualTo(IntStream.range(0, 5_000).mapToObj(i -> -i).toList());
        assertThat(seen).hasSize(5_000);
        assertThat(new HashSet<>(seen)).hasSize(5_000);
        assertThat(most).hasValueBetween(1, 2);
    }

    /** Callers that give up or are told to stop, at every moment: the lead is never lost. */
    @Test
    void theLeadIsNeverLost() {
        var batcher = new Batcher<Integer, Integer>(
                new Batcher.Limits(1, 3), new Timeouts(Duration.ofNanos(50_000), Duration.ZERO), queries -> {
                    LockSupport.parkNanos(1_000);
                    return queries;
                });

        var _ = Race.of(30, 6_000, i -> {
            if (i % 5 == 0) {
                Thread.currentThread().interrupt();
            }
            try {
                assertThat(batcher.call(i)).isEqualTo(i);
            } catch (ServiceUnavailable.TryAgain _) {
                // As it may.
            }
            return Thread.interrupted();
        });

        assertThat(batcher.call(-1)).isEqualTo(-1);
        assertThat(batcher.call(-2)).isEqualTo(-2);
    }

    @Test
    void aCallThatDoesNotBeginInTimeIsGivenUpAndNeverRun() throws Exception {
        var batcher = batcher(1, 10, new Timeouts(Duration.ofMillis(1), Duration.ofSeconds(20)));
        var first = call(batcher, HELD_UP);
        begun.await();

        assertThatThrownBy(() -> batcher.call("impatient")).isInstanceOf(ServiceUnavailable.TryAgain.class);
        goesOn.give();

        assertThat(first.get()).isNotNull();
        assertThat(batcher.call("next")).isEqualTo("answer to next");
        assertThat(batches).containsExactly(List.of(HELD_UP), List.of("next"));
    }

    @Test
    void aBatchThatDoesNotEndInTimeIsNotWaitedFor() {
        var call = new PendingCall<String, String>("a");
        assertThat(call.begin()).isTrue();

        assertThatThrownBy(() -> call.await(new Timeouts(Duration.ZERO, Duration.ofMillis(1)), () -> {}))
                .isInstanceOf(ServiceUnavailable.TryAgain.class);
    }

    @Test
    void aBatchThatHasBegunIsWaitedForLonger() throws Exception {
        var call = new PendingCall<String, String>("a");
        assertThat(call.begin()).isTrue();

        var signal = callers.submit(() -> call.await(new Timeouts(Duration.ZERO, Duration.ofSeconds(20)), () -> {}));
        call.answer("late");

        assertThat(signal.get()).isEqualTo(new PendingCall.Signal.Answer<>("late"));
    }

    @Test
    void whatTheWorkThrowsGoesToAllCallersOfTheBatchAndToNobodyElse() throws Exception {
        var batcher = batcher(1, 10, PATIENT);
        var first = call(batcher, HELD_UP);
        begun.await();

        var calls = queue(batcher, "a", "fails", "b");
        goesOn.give();

        assertThat(first.get()).isNotNull();
        for (var call : calls) {
            assertThatThrownBy(call::get).hasRootCauseMessage("on purpose");
        }
        assertThat(batcher.call("next")).isEqualTo("answer to next");
    }

    private Batcher<String, String> batcher(int most, int size, Timeouts timeouts) {
        return new Batcher<>(new Batcher.Limits(most, size), timeouts, this::run);
    }

    private List<String> run(List<String> queries) {
        batches.add(queries);
        leaders.add(Thread.currentThread());
        if (queries.contains(HELD_UP)) {
            begun.give();
            goesOn.await();
        }
        if (queries.contains("fails")) {
            throw new AssertionError("on purpose");
        }
        return queries.stream().map("answer to %s"::formatted).toList();
    }

    private Future<String> call(Batcher<String, String> batcher, String query) {
        return callers.submit(() -> batcher.call(query));
    }

    /** Calls one after another, each of which waits before the next one comes. */
    private List<Future<String>> queue(Batcher<String, String> batcher, String... queries) {
        var calls = new ArrayList<Future<String>>();
        for (var query : queries) {
            calls.add(call(batcher, query));
            await().pollInterval(Duration.ofMillis(1)).until(() -> batcher.waiting() == calls.size());
        }
        return calls;
    }

    private static List<String> answers(List<Future<String>> calls) throws Exception {
        var answers = new ArrayList<String>();
        for (var call : calls) {
            answers.add(call.get());
        }
        return answers;
    }
}
