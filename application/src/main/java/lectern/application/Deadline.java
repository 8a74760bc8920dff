package lectern.application;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeoutException;

/**
 * Waiting for an answer, but not for ever.
 *
 * <p>As {@link CompletableFuture#get(long, java.util.concurrent.TimeUnit)}, and cheaper where hundreds wait for about the same
 * time and nearly all are answered: a virtual thread that parks for a time wakes the thread that keeps the time, when it parks
 * and once more when it goes on. The one here wakes when the next deadline passes.
 */
public final class Deadline {

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private Deadline() {}

    private static ScheduledThreadPoolExecutor timer() {
        var timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("deadlines").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /**
     * Waits for the answer. It stays as it is when it comes too late.
     *
     * @param most how long to wait
     * @throws ExecutionException with what the answer failed with
     * @throws TimeoutException when it has not come by then
     */
    public static <A> A await(CompletableFuture<A> answer, Duration most)
            throws ExecutionException, TimeoutException, InterruptedException {
        if (answer.isDone()) {
            return answer.get();
        }
        var waiting = answer.copy();
        var late = TIMER.schedule(() -> waiting.completeExceptionally(new Late()), most.toNanos(), NANOSECONDS);
        try {
            return waiting.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Late passed) {
                throw passed;
            }
            throw e;
        } finally {
            boolean _ = late.cancel(false);
        }
    }

    /** The deadline passed; what the answer failed with may be a {@link TimeoutException} as well. */
    private static final class Late extends TimeoutException {}
}
