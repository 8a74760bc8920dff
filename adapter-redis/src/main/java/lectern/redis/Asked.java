package lectern.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** What Redis is asked without making the caller wait longer than it wants to. */
final class Asked {

    private static final Executor ASIDE =
            task -> Thread.ofVirtual().name("redis").start(task);

    private Asked() {}

    /** Asks aside, since even Redisson's asynchronous calls block while it has no connection yet. */
    static <T> CompletableFuture<T> of(Supplier<? extends CompletionStage<T>> call) {
        return CompletableFuture.supplyAsync(call, ASIDE).thenCompose(Function.identity());
    }
}
