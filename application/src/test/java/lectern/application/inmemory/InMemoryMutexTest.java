package lectern.application.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import lectern.application.port.Mutex;
import lectern.application.port.MutexContract;
import org.junit.jupiter.api.Test;

class InMemoryMutexTest extends MutexContract {

    private final ConcurrentMap<String, Semaphore> turns = new ConcurrentHashMap<>();

    @Override
    protected Mutex instance(Duration wait) {
        return new InMemoryMutex(turns, wait);
    }

    @Test
    void canBeMadeBusyAndUnreachable() {
        var mutex = new InMemoryMutex();

        mutex.beBusy();
        assertThat(mutex.exclusively("name", () -> "ran")).isEqualTo(new Mutex.Attempt.Busy<>());
        mutex.beUnreachable();
        assertThat(mutex.exclusively("name", () -> "ran")).isEqualTo(new Mutex.Attempt.Unreachable<>());
        mutex.serve();
        assertThat(mutex.exclusively("name", () -> "ran")).isEqualTo(new Mutex.Attempt.Ran<>("ran"));
    }
}
