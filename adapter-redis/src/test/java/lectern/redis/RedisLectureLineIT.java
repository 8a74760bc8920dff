package lectern.redis;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

class RedisLectureLineIT extends RedisLineContract {

    private static TestRedis redis;
    private static RedissonClient redisson;

    @BeforeAll
    static void start() {
        redis = TestRedis.start();
        redisson = Redisson.create(RedissonConfig.singleServer(RedisUrl.of(redis.address()), Some.properties(TIMEOUT)));
    }

    @AfterAll
    static void stop() {
        redisson.shutdown();
        redis.close();
    }

    @Override
    RedissonClient redisson() {
        return redisson;
    }

    @Override
    protected void freeze() {
        redis.freeze();
    }

    @Override
    protected void thaw() {
        redis.thaw();
    }

    @Override
    protected void kill() {
        redis.kill();
    }

    @Override
    protected void restart() {
        redis.restart();
    }
}
