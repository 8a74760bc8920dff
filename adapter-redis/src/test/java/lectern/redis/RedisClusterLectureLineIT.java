package lectern.redis;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

/** The line on a Cluster of three masters, described by a Redisson file as an operator would. */
class RedisClusterLectureLineIT extends RedisLineContract {

    @TempDir
    private static Path directory;

    private static LocalRedisCluster cluster;
    private static RedissonClient redisson;

    @BeforeAll
    static void start() throws IOException {
        cluster = LocalRedisCluster.start(directory);
        redisson = Redisson.create(RedissonConfig.of(Some.properties(cluster.writeConfig(directory), TIMEOUT)));
    }

    @AfterAll
    static void stop() {
        redisson.shutdown();
        cluster.close();
    }

    @Override
    RedissonClient redisson() {
        return redisson;
    }

    /** What one server that fails shows is shown by {@link RedisLectureLineIT}. */
    @Override
    protected void freeze() {
        impossible();
    }

    @Override
    protected void thaw() {
        impossible();
    }

    @Override
    protected void kill() {
        impossible();
    }

    @Override
    protected void restart() {
        impossible();
    }
}
