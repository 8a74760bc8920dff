package lectern.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** Calls Redis without blocking the caller. */
final class AsyncCall {

    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("redis").start(task);

    private AsyncCall() {}

    /** Makes the call in a thread of its own, since even Redisson's asynchronous calls block while it has no connection yet. */
    static <T> CompletableFuture<T> of(Supplier<? extends CompletionStage<T>> call) {
        return CompletableFuture.supplyAsync(call, THREADS).thenCompose(Function.identity());
    }
}
