package lectern.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.IntStream;
import lectern.application.port.Mutex;
import lectern.application.port.Mutex.Attempt;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.springframework.boot.health.contributor.Status;

/** What becomes of the mutex, and of what is reported, when Redis is down, frozen, or back again. */
@Timeout(60)
class RedisOutageIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    /** What a busy machine may add to a time-out. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final TestRedis redis = TestRedis.start();
    private final RedissonClient client =
            Redisson.create(RedissonConfig.singleServer(RedisUrl.of(redis.address()), Some.properties(TIMEOUT)));
    private final RedissonMutex mutex =
            new RedissonMutex(client, TIMEOUT, Duration.ofSeconds(20), Duration.ofMinutes(2));
    private final RedisHealthIndicator health = new RedisHealthIndicator(mutex::fault);

    @AfterEach
    void stop() {
        client.shutdown();
        redis.close();
    }

    @Test
    void startsWhileRedisIsDownAndUsesItOnceItIsUp() {
        redis.kill();
        assertThat(attempt()).isEqualTo(new Attempt.Unreachable<>());

        redis.restart();

        assertThatItIsUsed();
    }

    @Test
    void startsWhileRedisIsFrozenAndUsesItOnceItIsThawed() {
        redis.freeze();
        assertThat(attempt()).isEqualTo(new Attempt.Unreachable<>());

        redis.thaw();

        assertThatItIsUsed();
    }

    @Test
    void isUsedAgainAfterItWasKilled() {
        assertThatItIsUsed();
        redis.kill();
        assertThat(attempt()).isEqualTo(new Attempt.Unreachable<>());

        redis.restart();

        assertThatItIsUsed();
    }

    @Test
    void workEndsAsIfNothingWasWhenRedisIsKilledMeanwhile() {
        assertThatItIsUsed();

        var attempt = mutex.exclusively("killed", () -> {
            redis.kill();
            return "ran";
        });

        assertThat(attempt).isEqualTo(new Attempt.Ran<>("ran"));
    }

    @Test
    void workEndsAsIfNothingWasWhenRedisIsFrozenMeanwhile() {
        assertThatItIsUsed();
        var start = System.nanoTime();

        var attempt = mutex.exclusively("frozen", () -> {
            redis.freeze();
            return "ran";
        });

        assertThat(attempt).isEqualTo(new Attempt.Ran<>("ran"));
        assertThat(since(start)).isLessThan(TIMEOUT.plus(SLACK));
    }

    @Test
    void workEndsAsIfNothingWasWhenRedisLosesWhoHoldsTheName() {
        assertThatItIsUsed();

        var attempt = mutex.exclusively("wiped", () -> {
            redis.kill();
            redis.restart();
            return "ran";
        });

        assertThat(attempt).isEqualTo(new Attempt.Ran<>("ran"));
    }

    @Test
    void whatWasTakenAtTheLastMomentOfAFreezeIsGivenBackWhenItThaws() {
        assertThatItIsUsed();
        redis.freeze();
        assertThat(attempt()).isEqualTo(new Attempt.Unreachable<>());

        redis.thaw();

        // Long before the lease of what it was asked while it was frozen runs out.
        eventually().until(() -> attempt() instanceof Attempt.Ran);
    }

    @Test
    void failsFastWhileRedisIsKnownToBeGone() {
        assertThatItIsUsed();
        redis.freeze();
        var start = System.nanoTime();

        assertThat(IntStream.range(0, 1000).mapToObj(_ -> attempt())).allMatch(Attempt.Unreachable.class::isInstance);

        assertThat(since(start)).isLessThan(TIMEOUT.multipliedBy(3).plus(SLACK));
    }

    @Test
    void reportsWhetherRedisAnswers() {
        assertThatItIsUsed();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        redis.freeze();
        var start = System.nanoTime();

        assertThat(health.health().getStatus().getCode()).isEqualTo("DEGRADED");

        assertThat(since(start)).isLessThan(TIMEOUT.plus(SLACK));
        redis.thaw();
        eventually().until(() -> health.health().getStatus().equals(Status.UP));
        redis.kill();
        eventually().until(() -> health.health().getStatus().getCode().equals("DEGRADED"));
    }

    private void assertThatItIsUsed() {
        eventually().until(() -> attempt().equals(new Attempt.Ran<>("ran")));
    }

    private Mutex.Attempt<String> attempt() {
        return mutex.exclusively("name", () -> "ran");
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(30));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
