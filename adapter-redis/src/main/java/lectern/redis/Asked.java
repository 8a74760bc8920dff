package lectern.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.redisson.api.RedissonClient;

/** What Redis is asked without making the caller wait longer than it wants to. */
final class Asked {

    private static final Executor ASIDE =
            task -> Thread.ofVirtual().name("redis").start(task);

    private Asked() {}

    /** Asks for no more than an answer. */
    static CompletableFuture<Boolean> toAnswer(RedissonClient redisson) {
        return of(() -> redisson.getBucket("lecture:health").isExistsAsync());
    }

    /** Asks aside, since even Redisson's asynchronous calls block while it has no connection yet. */
    static <T> CompletableFuture<T> of(Supplier<? extends CompletionStage<T>> call) {
        return CompletableFuture.supplyAsync(call, ASIDE).thenCompose(Function.identity());
    }
}
