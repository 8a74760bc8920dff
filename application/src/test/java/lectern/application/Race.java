package lectern.application;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
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

    /**
     * Has tasks done by so many workers, each of whom takes the next one when it is done with one.
     *
     * @param task called with 0, 1, 2 …
     * @return what came of each, in that order
     */
    public static <T> List<T> of(int workers, int tasks, IntFunction<T> task) {
        var next = new AtomicInteger();
        return of(workers, _ -> {
                    var done = new HashMap<Integer, T>();
                    for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
                        done.put(i, task.apply(i));
                    }
                    return done;
                })
                .stream()
                .flatMap(done -> done.entrySet().stream())
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
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
