package lectern.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import lectern.bootstrap.faults.ChangePoint.Held;
import lectern.bootstrap.faults.Namespace.Cable;
import lectern.redis.Forged;

/** What may fail: each as in the matrix of docs/reliability.md. */
enum Fault {
    INSTANCE_KILLED_BEFORE_COMMIT(
            "instance killed before the commit", Bounds.LEASE_AND_A_SECOND, Trait.REPLACES_AN_INSTANCE) {
        @Override
        void strike(Scene scene) throws Exception {
            killedAtCommit(scene, (instance, held) -> {
                held.rollBack(instance.toPostgres(), instance::kill);
                return true;
            });
        }
    },

    INSTANCE_KILLED_AFTER_COMMIT(
            "instance killed after the commit",
            Bounds.LEASE_AND_A_SECOND,
            Trait.REPLACES_AN_INSTANCE,
            Trait.REPRESENTATIVE) {
        @Override
        void strike(Scene scene) throws Exception {
            killedAtCommit(scene, (instance, held) -> {
                instance.toPostgres().weather(new Weather.Deaf());
                return held.commit();
            });
        }
    },

    INSTANCE_KILLED_BEFORE_REPLY(
            "instance killed before the reply", Bounds.LEASE_AND_A_SECOND, Trait.REPLACES_AN_INSTANCE) {
        @Override
        void strike(Scene scene) throws Exception {
            killedAtCommit(scene, (instance, held) -> {
                instance.toRedis().weather(new Weather.Dropping());
                // Nothing but that it was decided: nothing else was to be said of this lecture meanwhile.
                // Of a change that went past the line nothing is.
                return held.commit()
                        && scene.happensSoon(
                                "what would be answered",
                                () -> instance.toRedis().holds(held.lecture()));
            });
        }
    },

    INSTANCE_FROZEN("instance frozen past the lease, thawed", Bounds.LEASE_AND_A_SECOND, Trait.REPRESENTATIVE) {
        @Override
        void strike(Scene scene) throws Exception {
            frozenPastTheLease(scene, scene.beforeCommit());
        }
    },

    INSTANCE_FROZEN_IN_A_CHANGE("instance frozen in the middle of a change, thawed", Bounds.LEASE_AND_A_SECOND) {
        @Override
        void strike(Scene scene) throws Exception {
            frozenPastTheLease(scene, scene.inAChange());
        }
    },

    REDIS_KILLED("Redis killed, restarted empty", Duration.ofSeconds(2), Trait.REPRESENTATIVE) {
        @Override
        void strike(Scene scene) throws Exception {
            var redis = scene.installation().redis();
            redis.kill();
            scene.awaitAnswers(50);
            scene.measuredInLine(redis::restart);
        }
    },

    REDIS_FLUSHED("FLUSHALL during a drain", Duration.ofSeconds(2), Trait.NOT_NOTICED) {
        @Override
        void strike(Scene scene) throws Exception {
            for (int flushed = 0; flushed < 3; ) {
                var during = new AtomicBoolean();
                scene.measured(() -> scene.beforeCommit().hold(held -> during.set(flushedBehind(held, scene))));
                flushed += during.get() ? 1 : 0;
            }
        }
    },

    REDIS_FROZEN("Redis frozen", Bounds.ROUND_REDIS) {
        @Override
        void strike(Scene scene) throws Exception {
            var redis = scene.installation().redis();
            lasting(scene, redis::freeze, 50, redis::thaw);
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

    REDIS_MASTER_KILLED(
            "Redis Cluster: a master killed, a replica takes over", Duration.ofSeconds(20), Trait.ON_A_CLUSTER) {
        @Override
        void strike(Scene scene) throws Exception {
            var cluster = scene.installation().cluster();
            scene.measuredInLine(() -> cluster.killMasterOf(scene.aLecture()));
        }
    },

    POSTGRES_KILLED("Postgres killed and restarted", Bounds.POSTGRES_BACK, Trait.REPRESENTATIVE) {
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

    COMMIT_ANSWER_LOST("the answer to COMMIT lost", Bounds.LEASE_AND_A_SECOND, Trait.REPRESENTATIVE) {
        @Override
        void strike(Scene scene) throws Exception {
            scene.measured(() -> atCommit(scene, held -> {
                var proxy = scene.installation().instanceAt(held.port()).toPostgres();
                proxy.weather(new Weather.Deaf());
                boolean committed = held.commit();
                proxy.cut();
                scene.happensNow();
                proxy.weather(new Weather.Fair());
                return committed;
            }));
        }
    },

    REDIS_DROPPED("partition instance ↔ Redis, dropping", Bounds.DEADLINE, Trait.REPRESENTATIVE) {
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

    REDIS_UNPLUGGED("partition instance ↔ Redis, a cable pulled", Bounds.DEADLINE, Trait.NEEDS_A_NETWORK) {
        @Override
        void strike(Scene scene) throws Exception {
            unplugged(scene, Cable.REDIS);
        }
    },

    POSTGRES_UNPLUGGED("partition instance ↔ Postgres, a cable pulled", Bounds.DEADLINE, Trait.NEEDS_A_NETWORK) {
        @Override
        void strike(Scene scene) throws Exception {
            unplugged(scene, Cable.POSTGRES);
        }
    },

    DISK_FULL("disk of Postgres full, then freed", Bounds.POSTGRES_BACK, Trait.NEEDS_A_DISK) {
        @Override
        void strike(Scene scene) throws Exception {
            var disk = scene.installation().disk();
            disk.fill();
            try {
                scene.awaitBusy(20);
            } finally {
                disk.free();
            }
            // It ends when it can't write its log.
            scene.measured(scene.installation()::awaitPostgres);
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

    CLOCK_OFF("clock of one instance an hour off", Bounds.LEASE_AND_A_SECOND, Trait.REPLACES_AN_INSTANCE) {
        @Override
        void strike(Scene scene) throws Exception {
            var instance = scene.anInstance();
            var off = Duration.ofHours(scene.dice().nextBoolean() ? 1 : -1);
            instance.restartWithClockOff(off);
            // The times that it tells are wrong: only safety is promised.
            scene.awaitDoneBy(instance, 50);
            instance.kill();
            instance.restart();
        }
    };

    /** What sets one apart from others. */
    enum Trait {
        /** It stands for its family: every run of the tests has it. The others run with {@code -Pfaults}. */
        REPRESENTATIVE,
        /** It needs a Redis Cluster. */
        ON_A_CLUSTER,
        /** It needs a disk of its own. */
        NEEDS_A_DISK,
        /** It needs an instance in a network of its own. */
        NEEDS_A_NETWORK,
        /** Another process takes the place of an instance. */
        REPLACES_AN_INSTANCE,
        /** Nobody may be told to try again because of it. */
        NOT_NOTICED
    }

    private final String title;
    private final Duration within;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is.
    private final Set<Trait> traits;

    Fault(String title, Duration within, Trait... traits) {
        this.title = title;
        this.within = within;
        this.traits = Set.of(traits);
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

    boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether it can be had on this machine. */
    boolean isPossible(Installation installation) {
        return (!is(Trait.NEEDS_A_DISK) || installation.disk().isMounted())
                && (!is(Trait.NEEDS_A_NETWORK) || installation.namespace().isPresent());
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

        /** Returns whether it came to where the instance is to be killed. */
        boolean happens(Instance instance, Held held);
    }

    /** Holds a change at its commit, and another one if it does not come to what is to happen to it: it may give up before. */
    private static void atCommit(Scene scene, Predicate<Held> happens) {
        var happened = new AtomicBoolean();
        while (!happened.get()) {
            scene.beforeCommit().hold(held -> happened.set(happens.test(held)));
        }
    }

    private static void killedAtCommit(Scene scene, AtCommit at) throws Exception {
        var killed = new AtomicReference<Instance>();
        scene.measured(() -> atCommit(scene, held -> {
            var instance = scene.installation().instanceAt(held.port());
            killed.set(instance);
            boolean cameToIt = at.happens(instance, held);
            if (cameToIt) {
                instance.kill();
            } else {
                instance.heal();
            }
            scene.happensNow();
            return cameToIt;
        }));
        var instance = Objects.requireNonNull(killed.get());
        instance.heal();
        instance.restart();
    }

    /** Whether others were in the line behind the change that is held. */
    private static boolean flushedBehind(Held held, Scene scene) {
        var redis = scene.installation().redis();
        var length = "LLEN " + Forged.key(String.valueOf(held.lecture()), "line");
        var served = redis.tell(length);
        boolean waiting = scene.happensSoon(
                "others in the line", () -> !redis.tell(length).equals(served));
        var _ = redis.tell("FLUSHALL");
        scene.happensNow();
        return waiting;
    }

    private static void frozenPastTheLease(Scene scene, ChangePoint point) throws Exception {
        var frozen = new AtomicReference<Instance>();
        Runnable thaw = () -> Optional.ofNullable(frozen.get()).ifPresent(Instance::thaw);
        Scene.Act freeze = () -> point.hold(held -> {
            frozen.set(scene.installation().instanceAt(held.port()));
            frozen.get().freeze();
            scene.happensNow();
        });
        try {
            // Teachers and students that asked the frozen one wait for it: it must not be for ever.
            scene.measured(freeze, Bounds.LEASE_AND_A_SECOND.plus(Bounds.MARGIN), thaw);
            scene.awaitThatItIsOver(Bounds.LEASE.plusMillis(500));
        } finally {
            thaw.run();
        }
        scene.awaitDoneBy(frozen.get(), 10);
    }

    private static void unplugged(Scene scene, Cable cable) throws Exception {
        var namespace = scene.installation().namespace().orElseThrow();
        lasting(scene, () -> namespace.pull(cable), 200, () -> namespace.plugIn(cable));
    }

    private static void partition(Scene scene, TcpProxy network, Weather weather) throws Exception {
        lasting(scene, () -> network.weather(weather), 200, () -> network.weather(new Weather.Fair()));
    }

    private static void redisWeather(Scene scene, Weather weather) throws Exception {
        var instances = scene.installation().instances();
        lasting(
                scene,
                () -> instances.forEach(instance -> instance.toRedis().weather(weather)),
                300,
                () -> instances.forEach(Instance::heal));
    }

    /** It lasts until all is served in spite of it, and for so many answers more. */
    private static void lasting(Scene scene, Scene.Act begins, int answers, Runnable ends) throws Exception {
        try {
            scene.measured(begins);
            scene.awaitAnswers(answers);
        } finally {
            ends.run();
        }
    }
}
