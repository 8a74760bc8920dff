package lectern.redis;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import lectern.application.port.Mutex;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mutex across instances, with Redisson's locks.
 *
 * <p>Redisson identifies a holder by a number, which is the id of the thread unless another one is given. Here every attempt has a
 * number of its own. So a name is not reentrant, and a lock that is acquired after its attempt was given up can be released.
 */
final class RedissonMutex implements Mutex {

    private static final Logger log = LoggerFactory.getLogger(RedissonMutex.class);

    private final RedissonClient redisson;
    private final Duration timeout;
    private final Duration wait;
    private final Duration lease;
    private final CircuitBreaker breaker = new CircuitBreaker();
    private final AtomicLong attempts = new AtomicLong();

    /**
     * @param timeout how long Redis may take to answer
     * @param wait how long to wait for a name that another caller holds
     * @param lease how long a name is held at most
     */
    RedissonMutex(RedissonClient redisson, Duration timeout, Duration wait, Duration lease) {
        this.redisson = redisson;
        this.timeout = timeout;
        this.wait = wait;
        this.lease = lease;
    }

    @Override
    public <T> Attempt<T> exclusively(String name, Supplier<? extends T> work) {
        if (breaker.isOpen()) {
            return new Attempt.Unreachable<>();
        }
        var lock = lock(name);
        long attempt = attempts.incrementAndGet();
        try {
            if (!take(lock, attempt)) {
                return new Attempt.Busy<>();
            }
        } catch (TimeoutException | ExecutionException e) {
            breaker.failed(e);
            return new Attempt.Unreachable<>();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Attempt.Busy<>();
        }
        try {
            return new Attempt.Ran<>(work.get());
        } finally {
            giveBack(lock, attempt);
        }
    }

    /** Why the mutex can't be used; empty when it can. To find out, takes a name of its own and gives it back. */
    Optional<String> fault() {
        var lock = lock("mutex of " + redisson.getId());
        long attempt = attempts.incrementAndGet();
        try {
            boolean _ = take(lock, attempt, Duration.ZERO);
            var _ = AsyncCall.of(() -> lock.unlockAsync(attempt)).get(timeout.toMillis(), MILLISECONDS);
            breaker.answered();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            breaker.failed(e);
            return Optional.of(Diagnosis.of(e));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted while Redis was asked");
        }
    }

    /** The braces keep all keys of a lock on one node of a Cluster. */
    private RLock lock(String name) {
        return redisson.getLock("lecture:{" + name + "}:mutex");
    }

    /** Waits for the lock only after Redis has replied that another caller holds it. It does not wait for a Redis that is silent. */
    private boolean take(RLock lock, long attempt) throws InterruptedException, ExecutionException, TimeoutException {
        return take(lock, attempt, Duration.ZERO) || awaitTurn(lock, attempt);
    }

    private boolean awaitTurn(RLock lock, long attempt)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return take(lock, attempt, wait);
        } catch (ExecutionException e) {
            if (e.getCause() != null && e.getCause().getClass() == RedisTimeoutException.class) {
                // The whole wait passed before Redisson could learn that the lock is free. Redis has answered, though.
                return false;
            }
            throw e;
        }
    }

    private boolean take(RLock lock, long attempt, Duration patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        var taking =
                AsyncCall.of(() -> lock.tryLockAsync(patience.toMillis(), lease.toMillis(), MILLISECONDS, attempt));
        try {
            return taking.get(patience.plus(timeout).toMillis(), MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            // The lock may still be acquired, now or later, so it is released.
            var _ = taking.handle((_, _) -> attempt).thenCompose(given -> AsyncCall.of(() -> lock.unlockAsync(given)));
            throw e;
        }
    }

    private void giveBack(RLock lock, long attempt) {
        try {
            lock.unlockAsync(attempt).get(timeout.toMillis(), MILLISECONDS);
            // Not earlier: a user of Redis may have the right to lock, but not the right to unlock.
            breaker.answered();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalMonitorStateException) {
                log.info("Work may not have been alone to its end: its lease ran out, or Redis lost it");
            } else {
                breaker.failed(e);
            }
        } catch (TimeoutException e) {
            breaker.failed(e);
        }
    }
}
