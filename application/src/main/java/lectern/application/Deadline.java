package lectern.application;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeoutException;

/**
 * Waits for an answer until a deadline.
 *
 * <p>It does the same as {@link CompletableFuture#get(long, java.util.concurrent.TimeUnit)}, but is cheaper when hundreds of threads
 * wait for about the same time and nearly all get their answer. A virtual thread that parks with a timeout wakes the JDK's timer
 * thread when it parks, and again when it continues. The timer thread here wakes only when the next deadline passes.
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
     * Waits for the answer. A timeout does not change {@code answer} itself.
     *
     * @param most how long to wait at most
     * @throws ExecutionException when the answer failed, with the cause
     * @throws TimeoutException when there is no answer by then
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

    /** The deadline passed. It has a type of its own, because the answer may itself have failed with a {@link TimeoutException}. */
    private static final class Late extends TimeoutException {}
}
