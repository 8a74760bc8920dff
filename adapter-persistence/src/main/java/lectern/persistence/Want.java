package lectern.persistence;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
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
     * @param patience how long to wait until somebody begins; once somebody has, the database's time-outs bound it
     * @throws NotServed.TryAgain when nobody has begun by then
     */
    final A await(Duration patience) {
        while (true) {
            try {
                return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                if (begin()) {
                    throw new NotServed.TryAgain("too much else is wanted of the database");
                }
            } catch (ExecutionException e) {
                throw failure(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NotServed.TryAgain("told to stop waiting", e);
            }
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
