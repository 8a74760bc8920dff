package lectern.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.DriverManager;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/** What may fail: each as in the matrix of docs/reliability.md. */
enum Fault {
    INSTANCE_KILLED_BEFORE_COMMIT("instance killed before the commit", Bounds.LEASE_AND_A_SECOND) {
        @Override
        void strike(Scene scene) throws Exception {
            killedAtCommit(scene, (instance, held) -> {
                instance.kill();
                held.rollBack(instance.toPostgres());
            });
        }
    },

    INSTANCE_KILLED_AFTER_COMMIT("instance killed after the commit", Bounds.LEASE_AND_A_SECOND) {
        @Override
        void strike(Scene scene) throws Exception {
            killedAtCommit(scene, (instance, held) -> {
                instance.toPostgres().weather(new Weather.Deaf());
                held.commit();
                instance.kill();
            });
        }
    },

    INSTANCE_KILLED_BEFORE_REPLY("instance killed before the reply", Bounds.LEASE_AND_A_SECOND) {
        @Override
        void strike(Scene scene) throws Exception {
            killedAtCommit(scene, (instance, held) -> {
                instance.toRedis().weather(new Weather.Dropping());
                held.commit();
                await("what would be answered").until(() -> instance.toRedis().heldRequests() > 0);
                instance.kill();
            });
        }
    },

    INSTANCE_FROZEN("instance frozen past the lease, thawed", Bounds.LEASE_AND_A_SECOND) {
        @Override
        void strike(Scene scene) throws Exception {
            var instance = scene.anInstance();
            try {
                scene.measured(instance::freeze);
                scene.awaitThatItIsOver(Bounds.LEASE.plusMillis(500));
            } finally {
                instance.thaw();
            }
        }
    },

    REDIS_KILLED("Redis killed, restarted empty", Duration.ofSeconds(2)) {
        @Override
        void strike(Scene scene) throws Exception {
            var redis = scene.installation().redis();
            redis.kill();
            scene.awaitAnswers(50);
            scene.measuredInLine(redis::restart);
        }
    },

    REDIS_FLUSHED("FLUSHALL during a drain", Duration.ofSeconds(2)) {
        @Override
        void strike(Scene scene) throws Exception {
            for (int i = 0; i < 5; i++) {
                scene.measured(() -> {
                    var _ = scene.installation().redis().tell("FLUSHALL");
                });
            }
        }
    },

    REDIS_FROZEN("Redis frozen", Bounds.ROUND_REDIS) {
        @Override
        void strike(Scene scene) throws Exception {
            var redis = scene.installation().redis();
            try {
                scene.measured(redis::freeze);
                scene.awaitAnswers(50);
            } finally {
                redis.thaw();
            }
        }
    },

    REDIS_SLOW("Redis answering after 200 ms", Bounds.ROUND_REDIS) {
        @Override
        void strike(Scene scene) throws Exception {
            // There and back.
            redisWeather(scene, new Weather.Slow(Duration.ofMillis(100)));
        }
    },

    REDIS_LOSSY("5 % of packets to and from Redis lost", Bounds.ROUND_REDIS) {
        @Override
        void strike(Scene scene) throws Exception {
            redisWeather(scene, new Weather.Lossy(new Random(scene.dice().nextLong()), 5, Duration.ofMillis(200)));
        }
    },

    REDIS_MASTER_KILLED("Redis Cluster: a master killed, a replica takes over", Duration.ofSeconds(20)) {
        @Override
        boolean needsACluster() {
            return true;
        }

        @Override
        void strike(Scene scene) throws Exception {
            var cluster = scene.installation().cluster();
            scene.measuredInLine(() -> cluster.killMaster(scene.dice().nextInt(3)));
        }
    },

    POSTGRES_KILLED("Postgres killed and restarted", Bounds.POSTGRES_BACK) {
        @Override
        void strike(Scene scene) throws Exception {
            var postgres = scene.installation().postgres();
            postgres.kill();
            scene.awaitBusy(10);
            scene.measured(postgres::start);
        }
    },

    POSTGRES_FROZEN("Postgres frozen for 10 s", Bounds.POSTGRES_BACK) {
        @Override
        void strike(Scene scene) throws Exception {
            var postgres = scene.installation().postgres();
            postgres.freeze();
            try {
                scene.awaitThatItIsOver(Duration.ofSeconds(10));
            } finally {
                scene.measured(postgres::thaw);
            }
        }
    },

    COMMIT_ANSWER_LOST("the answer to COMMIT lost", Bounds.LEASE_AND_A_SECOND) {
        @Override
        void strike(Scene scene) throws Exception {
            scene.measured(() -> new CommitPoint(scene.installation().access()).hold(held -> {
                var proxy = scene.installation().instanceAt(held.port()).toPostgres();
                proxy.weather(new Weather.Deaf());
                held.commit();
                proxy.cut();
                proxy.weather(new Weather.Fair());
            }));
        }
    },

    REDIS_DROPPED("partition instance ↔ Redis, dropping", Bounds.DEADLINE) {
        @Override
        void strike(Scene scene) throws Exception {
            partition(scene, scene.anInstance().toRedis(), new Weather.Dropping());
        }
    },

    REDIS_REJECTED("partition instance ↔ Redis, rejecting", Bounds.DEADLINE) {
        @Override
        void strike(Scene scene) throws Exception {
            partition(scene, scene.anInstance().toRedis(), new Weather.Rejecting());
        }
    },

    POSTGRES_DROPPED("partition instance ↔ Postgres, dropping", Bounds.DEADLINE) {
        @Override
        void strike(Scene scene) throws Exception {
            partition(scene, scene.anInstance().toPostgres(), new Weather.Dropping());
        }
    },

    POSTGRES_REJECTED("partition instance ↔ Postgres, rejecting", Bounds.DEADLINE) {
        @Override
        void strike(Scene scene) throws Exception {
            partition(scene, scene.anInstance().toPostgres(), new Weather.Rejecting());
        }
    },

    DISK_FULL("disk of Postgres full, then freed", Bounds.POSTGRES_BACK) {
        @Override
        void strike(Scene scene) throws Exception {
            var disk = scene.installation().disk();
            var postgres = scene.installation().postgres();
            disk.fill();
            try {
                scene.awaitBusy(20);
            } finally {
                disk.free();
            }
            scene.measured(() -> {
                // It ends when it can't write its log; whoever runs one starts it again.
                if (!postgres.isAlive()) {
                    postgres.start();
                }
            });
        }

        @Override
        boolean isPossible(Installation installation) {
            return installation.disk().isMounted();
        }
    },

    POOL_HELD("all connections of the pool held", Bounds.POSTGRES_BACK) {
        @Override
        void strike(Scene scene) throws Exception {
            var access = scene.installation().access();
            var instance = scene.anInstance();
            try (var connection = DriverManager.getConnection(access.url(), access.username(), access.password());
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("lock table lecture in access exclusive mode");
                scene.awaitBusy(1);

                long asked = System.nanoTime();
                assertThat(instance.client().get("/actuator/health/liveness").status())
                        .isEqualTo(200);
                assertThat(instance.client().get("/actuator/health").status()).isIn(200, 503);
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Bounds.A_MOMENT.plus(Bounds.MARGIN));
                assertThat(scene.slowestBusy(20)).isLessThan(Bounds.HELD.plus(Bounds.MARGIN));
                scene.measured(connection::rollback);
            }
        }
    },

    CLOCK_OFF("clock of one instance an hour off", Bounds.LEASE_AND_A_SECOND) {
        @Override
        void strike(Scene scene) throws Exception {
            var instance = scene.anInstance();
            var off = Duration.ofHours(scene.dice().nextBoolean() ? 1 : -1);
            instance.restartWithClockOff(off);
            // Times that it keeps are wrong, and passports that it issues are of another hour: no more than safety is
            // promised.
            scene.awaitAnswers(200);
            instance.kill();
            instance.restart();
        }
    };

    private final String title;
    private final Duration within;

    Fault(String title, Duration within) {
        this.title = title;
        this.within = within;
    }

    String title() {
        return title;
    }

    /** How soon it has to serve again. */
    Duration within() {
        return within.plus(Bounds.MARGIN);
    }

    /** Has it happen, measures how long it takes until all is served again, and mends what is broken. */
    abstract void strike(Scene scene) throws Exception;

    boolean needsACluster() {
        return false;
    }

    /** Whether it can be had on this machine. */
    boolean isPossible(Installation installation) {
        return true;
    }

    /** How soon what has to be over, and why. */
    static final class Bounds {

        /** On a machine that is busy with other things: two instances, Postgres, Redis and their clients share a core or two. */
        static final Duration MARGIN = Duration.ofSeconds(Integer.getInteger("faults.margin", 5));

        /** {@code lectern.line.lease}. */
        static final Duration LEASE = Duration.ofSeconds(2);

        static final Duration LEASE_AND_A_SECOND = LEASE.plusSeconds(1);

        /** {@code lectern.line.deadline}: until then those who wait where nothing can be done are told to try again. */
        static final Duration DEADLINE = Duration.ofSeconds(5);

        /** Two time-outs of {@code lectern.redis.timeout} and three ticks. */
        static final Duration ROUND_REDIS = Duration.ofSeconds(3);

        static final Duration POSTGRES_BACK = Duration.ofSeconds(10);

        /** {@code pool.connection-timeout} and {@code pool.lock-timeout}: whoever gets a connection may wait for a lock with it. */
        static final Duration HELD = Duration.ofSeconds(2);

        static final Duration A_MOMENT = Duration.ofSeconds(1);

        private Bounds() {}
    }

    private interface AtCommit {
        void happens(Instance instance, CommitPoint.Held held);
    }

    private static void killedAtCommit(Scene scene, AtCommit at) throws Exception {
        var killed = new AtomicReference<Instance>();
        scene.measured(() -> new CommitPoint(scene.installation().access()).hold(held -> {
            var instance = scene.installation().instanceAt(held.port());
            killed.set(instance);
            at.happens(instance, held);
        }));
        var instance = Objects.requireNonNull(killed.get());
        instance.heal();
        instance.restart();
    }

    private static void redisWeather(Scene scene, Weather weather) throws Exception {
        try {
            scene.measured(() -> scene.installation()
                    .instances()
                    .forEach(instance -> instance.toRedis().weather(weather)));
            scene.awaitAnswers(300);
        } finally {
            scene.installation().instances().forEach(Instance::heal);
        }
    }

    private static void partition(Scene scene, TcpProxy network, Weather weather) throws Exception {
        try {
            scene.measured(() -> network.weather(weather));
            scene.awaitAnswers(200);
        } finally {
            network.weather(new Weather.Fair());
        }
    }
}
