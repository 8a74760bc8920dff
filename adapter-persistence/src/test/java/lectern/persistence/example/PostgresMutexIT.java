package lectern.persistence.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Executors;
import lectern.application.Signal;
import lectern.application.port.Mutex;
import lectern.application.port.Mutex.Attempt;
import lectern.application.port.MutexContract;
import lectern.persistence.TestPostgres;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** All that the contract asks of a mutex, and what only this one can show. */
class PostgresMutexIT extends MutexContract {

    private static final TestPostgres.Access POSTGRES = TestPostgres.empty();
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(100);

    @Override
    protected Mutex instance(Duration wait) {
        return mutex(POSTGRES.url(), wait, LONG);
    }

    @Test
    void workThatOutlivesItsLeaseIsNotAloneAnyMore() throws Exception {
        var holds = new Signal();
        var over = new Signal();
        try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
            var late = thread.submit(() -> mutex(POSTGRES.url(), LONG, SHORT).exclusively("lease", () -> {
                holds.give();
                over.await();
                return "late";
            }));
            holds.await();

            assertThat(instance(LONG).exclusively("lease", over::isGiven)).isEqualTo(new Attempt.Ran<>(false));

            over.give();
            assertThat(late.get()).isEqualTo(new Attempt.Ran<>("late"));
        }
    }

    @Test
    void isUnreachableWhenPostgresIs() {
        var nowhere = mutex("jdbc:postgresql://127.0.0.1:1/nowhere", SHORT, LONG);

        assertThat(nowhere.exclusively("name", () -> "ran")).isEqualTo(new Attempt.Unreachable<>());
    }

    private static Mutex mutex(String url, Duration wait, Duration lease) {
        return new PostgresMutex(
                new DriverManagerDataSource(url, POSTGRES.username(), POSTGRES.password()), wait, lease);
    }
}
