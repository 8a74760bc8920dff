package lectern.bootstrap.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lectern.bootstrap.Passports;
import lectern.bootstrap.faults.Instance.Surroundings;
import lectern.bootstrap.local.StoppablePostgres;
import lectern.persistence.TestPostgres;
import lectern.redis.LocalRedisCluster;
import lectern.redis.TestRedis;
import org.jspecify.annotations.Nullable;

/** All that runs: two instances, one Postgres, one Redis (or a cluster). The first one has a network of its own where this machine lets it. */
final class Installation implements AutoCloseable {

    private final Tmpfs disk;
    private final StoppablePostgres postgres;
    private final @Nullable TestRedis redis;
    private final @Nullable LocalRedisCluster cluster;
    private final @Nullable Namespace namespace;
    private final List<Instance> instances;

    private Installation(Path directory, Passports passports, boolean clustered) throws IOException {
        disk = new Tmpfs(directory.resolve("disk"));
        postgres = new StoppablePostgres(directory.resolve("disk"));
        var surroundings = new Surroundings(directory.resolve("data"), postgres.access(), passports);
        if (clustered) {
            redis = null;
            namespace = null;
            cluster = LocalRedisCluster.startWithReplicas(Files.createDirectories(directory.resolve("cluster")));
            var redisson = cluster.writeConfig(directory);
            instances = List.of(
                    Instance.launchWithCluster("A", surroundings, redisson),
                    Instance.launchWithCluster("B", surroundings, redisson));
        } else {
            redis = TestRedis.start();
            cluster = null;
            var address = URI.create(redis.address());
            namespace = Namespace.create().orElse(null);
            instances = List.of(
                    namespace == null
                            ? Instance.launch("A", surroundings, address)
                            : Instance.launchIn(namespace, "A", surroundings, address),
                    Instance.launch("B", surroundings, address));
        }
        instances.forEach(Instance::awaitThatItServes);
    }

    /** @param directory has nothing in it yet */
    static Installation start(Path directory, Passports passports) {
        return start(directory, passports, false);
    }

    static Installation startWithCluster(Path directory, Passports passports) {
        return start(directory, passports, true);
    }

    private static Installation start(Path directory, Passports passports, boolean clustered) {
        try {
            return new Installation(directory, passports, clustered);
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

    /** Of the first instance; none where this machine does not let us have one. */
    Optional<Namespace> namespace() {
        return Optional.ofNullable(namespace);
    }

    Tmpfs disk() {
        return disk;
    }

    /** Starts Postgres if it ended by itself, as whoever runs one would, and waits until it answers. */
    void awaitPostgres() {
        await("Postgres").atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            if (!postgres.isAlive()) {
                postgres.start();
            }
            DriverManager.getConnection(access().url(), access().username(), access().password())
                    .close();
            return true;
        });
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
        if (namespace != null) {
            namespace.close();
        }
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
