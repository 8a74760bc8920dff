package lectern.persistence;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import lectern.application.Deadline;
import lectern.application.port.NotServed;

/**
 * Something that a caller waits for while it is done in one of the {@link Rounds}. The caller may give up as long as nobody has
 * begun with it: then it is never done.
 */
class Want<A> {

    private final CompletableFuture<A> answer = new CompletableFuture<>();
    private final AtomicBoolean begun = new AtomicBoolean();

    /** False when its caller has given up. */
    final boolean begin() {
        return begun.compareAndSet(false, true);
    }

    /** Whoever has begun has done nothing, and leaves it to the next one. */
    final void putBack() {
        begun.set(false);
    }

    final void answer(A given) {
        boolean _ = answer.complete(given);
    }

    final void fail(Throwable why) {
        boolean _ = answer.completeExceptionally(why);
    }

    /**
     * Waits for the answer, and throws what it failed with.
     *
     * @throws NotServed.TryAgain when the patience is over. If somebody has begun by then, it may be done all the same.
     */
    final A await(Patience patience) {
        var early = within(patience.untilBegun());
        if (early.isPresent()) {
            return early.get();
        }
        if (begin()) {
            throw new NotServed.TryAgain("too much else is wanted of the database");
        }
        return within(patience.untilDone())
                .orElseThrow(() -> new NotServed.TryAgain("the database does not answer in time"));
    }

    private Optional<A> within(Duration time) {
        try {
            return Optional.of(Deadline.await(answer, time));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotServed.TryAgain("told to stop waiting", e);
        }
    }

    private static RuntimeException failure(ExecutionException e) {
        return switch (e.getCause()) {
            case Error error -> throw error;
            case RuntimeException thrown -> thrown;
            case null, default -> new IllegalStateException(e);
        };
    }
}
