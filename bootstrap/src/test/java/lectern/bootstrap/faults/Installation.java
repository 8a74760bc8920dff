package lectern.bootstrap.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lectern.bootstrap.local.StoppablePostgres;
import lectern.persistence.TestPostgres;
import lectern.redis.LocalRedisCluster;
import lectern.redis.TestRedis;
import org.jspecify.annotations.Nullable;

/** All that runs: two instances, one Postgres, one Redis (or a cluster). */
final class Installation implements AutoCloseable {

    private final Tmpfs disk;
    private final StoppablePostgres postgres;
    private final @Nullable TestRedis redis;
    private final @Nullable LocalRedisCluster cluster;
    private final List<Instance> instances;

    private Installation(Path directory, boolean clustered) throws IOException {
        disk = new Tmpfs(directory.resolve("disk"));
        postgres = new StoppablePostgres(directory.resolve("disk"));
        var data = directory.resolve("data");
        if (clustered) {
            redis = null;
            cluster = LocalRedisCluster.startWithReplicas(Files.createDirectories(directory.resolve("cluster")));
            var redisson = cluster.writeConfig(directory);
            instances = List.of(
                    Instance.launchWithCluster("A", data, postgres.access(), redisson),
                    Instance.launchWithCluster("B", data, postgres.access(), redisson));
        } else {
            redis = TestRedis.start();
            cluster = null;
            var address = URI.create(redis.address());
            instances = List.of(
                    Instance.launch("A", data, postgres.access(), address),
                    Instance.launch("B", data, postgres.access(), address));
        }
        instances.forEach(Instance::awaitThatItServes);
    }

    /** @param directory has nothing in it yet */
    static Installation start(Path directory) {
        return start(directory, false);
    }

    static Installation startWithCluster(Path directory) {
        return start(directory, true);
    }

    private static Installation start(Path directory, boolean clustered) {
        try {
            return new Installation(directory, clustered);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Instance> instances() {
        return instances;
    }

    /** The instance that a server sees coming from there. */
    Instance instanceAt(int serversClientPort) {
        return instances.stream()
                .filter(instance -> instance.toPostgres().has(serversClientPort))
                .findAny()
                .orElseThrow();
    }

    StoppablePostgres postgres() {
        return postgres;
    }

    TestPostgres.Access access() {
        return postgres.access();
    }

    TestRedis redis() {
        if (redis == null) {
            throw new IllegalStateException("it is a cluster");
        }
        return redis;
    }

    LocalRedisCluster cluster() {
        if (cluster == null) {
            throw new IllegalStateException("it is no cluster");
        }
        return cluster;
    }

    Tmpfs disk() {
        return disk;
    }

    /** Until nothing is gone round any more. */
    void awaitThatAllIsWell() {
        for (var instance : instances) {
            await("instance %s in the line".formatted(instance.name()))
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(instance::isInLine);
        }
    }

    @Override
    public void close() {
        instances.forEach(Instance::close);
        if (redis != null) {
            redis.close();
        }
        if (cluster != null) {
            cluster.close();
        }
        try {
            if (postgres.isAlive()) {
                postgres.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            disk.close();
        }
    }
}
