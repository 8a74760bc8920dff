package lectern.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lectern.application.port.Mutex;
import lectern.application.port.Mutex.Attempt;
import lectern.application.port.MutexContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

class RedissonMutexIT extends MutexContract {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(100);

    private static TestRedis redis;

    private final List<RedissonClient> clients = new ArrayList<>();

    @BeforeAll
    static void startRedis() {
        redis = TestRedis.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @AfterEach
    void disconnect() {
        clients.forEach(RedissonClient::shutdown);
    }

    @Override
    protected Mutex instance(Duration wait) {
        return instance(wait, LONG);
    }

    private Mutex instance(Duration wait, Duration lease) {
        var client =
                Redisson.create(RedissonConfig.singleServer(RedisUrl.of(redis.address()), Some.properties(TIMEOUT)));
        clients.add(client);
        return new RedissonMutex(client, TIMEOUT, wait, lease);
    }

    @Test
    void workThatOutlivesItsLeaseIsNotAloneAnyMoreAndEndsAsIfNothingWas() throws Exception {
        try (var late = new Holder(instance(LONG, SHORT), "lease")) {
            assertThat(instance(LONG).exclusively("lease", late::isRunning)).isEqualTo(new Attempt.Ran<>(true));

            assertThat(late.finish()).isInstanceOf(Attempt.Ran.class);
        }
    }

    @Test
    void workThatOutlivedItsLeaseDoesNotGiveBackWhatSomebodyElseHoldsByNow() throws Exception {
        try (var late = new Holder(instance(LONG, SHORT), "late");
                var next = new Holder(instance(LONG), "late")) {
            assertThat(late.finish()).isInstanceOf(Attempt.Ran.class);

            assertThat(instance(SHORT).exclusively("late", next::isRunning)).isEqualTo(new Attempt.Busy<>());
        }
    }

    @Test
    void aNameIsNotReentrant() {
        var instance = instance(SHORT);

        assertThat(instance.exclusively("again", () -> instance.exclusively("again", () -> "ran")))
                .isEqualTo(new Attempt.Ran<>(new Attempt.Busy<>()));
    }

    @Test
    void aCallerThatIsInterruptedDoesNotWaitForItsTurnAndDoesNotGetItLater() throws Exception {
        try (var _ = new Holder(instance(LONG), "interrupted")) {
            Thread.currentThread().interrupt();

            assertThat(instance(LONG).exclusively("interrupted", () -> "ran")).isEqualTo(new Attempt.Busy<>());

            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(instance(LONG).exclusively("interrupted", () -> "ran")).isEqualTo(new Attempt.Ran<>("ran"));
    }

    @Test
    void workThatIsInterruptedGivesItsTurnBack() {
        var attempt = instance(LONG).exclusively("flagged", () -> {
            Thread.currentThread().interrupt();
            return "ran";
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(attempt).isEqualTo(new Attempt.Ran<>("ran"));
        assertThat(instance(LONG).exclusively("flagged", () -> "free")).isEqualTo(new Attempt.Ran<>("free"));
    }
}
