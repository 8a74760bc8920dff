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
        redisson = Redisson.create(RedissonConfig.singleServer(redis.address(), Some.properties(TIMEOUT)));
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
}
