package lectern.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import lectern.application.port.Mutex;

/** Somebody who holds a name, by work that runs until it is told to finish. */
final class Holder implements AutoCloseable {

    private final CountDownLatch end = new CountDownLatch(1);
    private final CompletableFuture<Mutex.Attempt<String>> attempt = new CompletableFuture<>();

    /** Returns when the work runs. */
    Holder(Mutex mutex, String name) throws InterruptedException {
        var begin = new CountDownLatch(1);
        Thread.ofVirtual()
                .start(() -> attempt.complete(mutex.exclusively(name, () -> {
                    begin.countDown();
                    awaitEnd();
                    return "held";
                })));
        begin.await();
    }

    boolean isRunning() {
        return !attempt.isDone();
    }

    /** Has the work finish, and says what became of it. */
    Mutex.Attempt<String> finish() {
        end.countDown();
        return attempt.join();
    }

    @Override
    public void close() {
        var _ = finish();
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
