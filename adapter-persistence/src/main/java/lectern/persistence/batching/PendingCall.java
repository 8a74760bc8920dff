package lectern.persistence.batching;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import lectern.application.Deadline;
import lectern.application.port.ServiceUnavailable;

/** One call that waits in a {@link Batcher}: for its answer, or for its turn to lead. */
final class PendingCall<Q, A> {

    /** A call leaves {@code WAITING} once: a leader takes it, it becomes the leader, or its caller gives up. */
    private enum State {
        WAITING,
        BEGUN,
        LEADS,
        GIVEN_UP
    }

    /** What a caller is woken up with. */
    sealed interface Signal<A> {

        record Answer<A>(A answer) implements Signal<A> {}

        /** The caller has to run a batch with this call as its leader. */
        record Lead<A>() implements Signal<A> {}
    }

    private final Q query;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CompletableFuture<Signal<A>> signal = new CompletableFuture<>();

    PendingCall(Q query) {
        this.query = query;
    }

    Q query() {
        return query;
    }

    /** False if its caller has given up. */
    boolean begin() {
        return leaveWaiting(State.BEGUN);
    }

    /** False if its caller has given up. */
    boolean lead() {
        return leaveWaiting(State.LEADS) && signal.complete(new Signal.Lead<>());
    }

    void answer(A answer) {
        boolean _ = signal.complete(new Signal.Answer<>(answer));
    }

    void fail(Throwable failure) {
        boolean _ = signal.completeExceptionally(failure);
    }

    /**
     * Waits for the signal, and throws what the batch failed with.
     *
     * @param resign runs if this call has become the leader, but its caller has timed out or was interrupted
     * @throws ServiceUnavailable.TryAgain after the timeouts. If the batch has begun by then, it may take effect
     */
    Signal<A> await(Timeouts timeouts, Runnable resign) {
        try {
            var early = within(timeouts.untilBegun());
            if (early.isPresent()) {
                return early.get();
            }
            if (leaveWaiting(State.GIVEN_UP)) {
                throw new ServiceUnavailable.TryAgain("the database is busy with other calls");
            }
            var late = within(timeouts.untilDone());
            if (late.isPresent()) {
                return late.get();
            }
            resignIfLeading(resign);
            throw new ServiceUnavailable.TryAgain("the database does not answer in time");
        } catch (InterruptedException e) {
            resignIfLeading(resign);
            Thread.currentThread().interrupt();
            throw new ServiceUnavailable.TryAgain("interrupted while waiting", e);
        }
    }

    private void resignIfLeading(Runnable resign) {
        if (!leaveWaiting(State.GIVEN_UP) && state.get() == State.LEADS) {
            resign.run();
        }
    }

    private Optional<Signal<A>> within(Duration time) throws InterruptedException {
        try {
            return Optional.of(Deadline.await(signal, time));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(ExecutionException e) {
        return switch (e.getCause()) {
            case Error error -> throw error;
            case RuntimeException thrown -> thrown;
            case null, default -> new IllegalStateException(e);
        };
    }

    private boolean leaveWaiting(State next) {
        return state.compareAndSet(State.WAITING, next);
    }
}
