package lectern.application.inmemory;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lectern.application.port.Mutex;

/** A mutex among the threads of one JVM, which a test can make busy or unreachable. */
public final class InMemoryMutex implements Mutex {

    private enum Mood {
        SERVING,
        BUSY,
        UNREACHABLE
    }

    private final ConcurrentMap<String, Semaphore> turns;
    private final Duration wait;
    private volatile Mood mood = Mood.SERVING;

    public InMemoryMutex() {
        this(new ConcurrentHashMap<>(), Duration.ofSeconds(30));
    }

    /** @param turns shared by mutexes that exclude each other */
    InMemoryMutex(ConcurrentMap<String, Semaphore> turns, Duration wait) {
        this.turns = turns;
        this.wait = wait;
    }

    /** From now on somebody else holds every name. */
    public void beBusy() {
        mood = Mood.BUSY;
    }

    /** From now on the servers that know who holds a name can't be reached. */
    public void beUnreachable() {
        mood = Mood.UNREACHABLE;
    }

    /** From now on it does its work again. */
    public void serve() {
        mood = Mood.SERVING;
    }

    @Override
    public <T> Attempt<T> exclusively(String name, Supplier<? extends T> work) {
        return switch (mood) {
            case SERVING -> inTurn(turns.computeIfAbsent(name, _ -> new Semaphore(1)), work);
            case BUSY -> new Attempt.Busy<>();
            case UNREACHABLE -> new Attempt.Unreachable<>();
        };
    }

    private <T> Attempt<T> inTurn(Semaphore turn, Supplier<? extends T> work) {
        if (!acquired(turn)) {
            return new Attempt.Busy<>();
        }
        try {
            return new Attempt.Ran<>(work.get());
        } finally {
            turn.release();
        }
    }

    private boolean acquired(Semaphore turn) {
        try {
            return turn.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
