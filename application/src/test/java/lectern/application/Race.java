package lectern.application;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Many at once, from one start signal. */
public final class Race {

    private Race() {}

    /**
     * Has all racers run at the same time, and waits for them.
     *
     * @param racer called with 0, 1, 2 …, each time in a thread of its own
     * @return what each came back with, in that order
     */
    public static <T> List<T> of(int racers, IntFunction<T> racer) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var start = new CountDownLatch(1);
            var running = IntStream.range(0, racers)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        return racer.apply(i);
                    }))
                    .toList();
            start.countDown();
            return running.stream().map(Race::resultOf).toList();
        }
    }

    private static <T> T resultOf(Future<T> racer) {
        try {
            return racer.get();
        } catch (ExecutionException e) {
            throw new AssertionError("a racer failed", e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError("the race was called off", e);
        }
    }
}
