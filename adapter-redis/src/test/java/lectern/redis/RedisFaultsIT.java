package lectern.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redisson.api.RedissonClient;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is said of a Redis that can be connected to and does not do what it is there for. */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class RedisFaultsIT {

    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final String RIGHTS = "~lecture:* ~redisson_* &lecture:answers:* &redisson_* +@all";
    private static final LineProperties LIMITS = new LineProperties(100, 10, Duration.ofSeconds(2));

    private static TestRedis redis;

    @BeforeAll
    static void start() {
        redis = TestRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    ~lecture:* ~redisson_* &lecture:answers:* &redisson_* +@all -@scripting, the command evalsha
                    ~lecture:* ~redisson_* &lecture:answers:* &redisson_* +@all -subscribe, the command subscribe
                    ~lecture:* ~redisson_* &lecture:answers:* &redisson_* +@all -publish, a command of a script
                    ~lecture:* ~redisson_* &redisson_* +@all, a channel
                    ~redisson_* &lecture:answers:* &redisson_* +@all, a key
                    """)
    void saysWhichRightTheLineLacksAndServesOnceItHasIt(String rights, String what, CapturedOutput log) {
        user(rights);
        try (var instance = new Instance("redis://lectern:hush@" + host())) {
            instance.awaitFaultOfTheLine("may not use " + what, "(NOPERM)");
            assertThat(log).contains("straight to the store: the user of Redis may not use " + what);

            user(RIGHTS);

            instance.awaitNoFault();
            assertThat(log).doesNotContain("hush");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    ~lecture:* &lecture:answers:* &redisson_* +@all, a key
                    ~lecture:* ~redisson_* &lecture:answers:* +@all, a channel
                    """)
    void saysWhichRightTheMutexLacksBeforeAnybodyNeedsIt(String rights, String what, CapturedOutput log) {
        user(rights);
        try (var instance = new Instance("redis://lectern:hush@" + host())) {
            await().untilAsserted(() ->
                    assertThat(log).contains("The mutex is out of reach: the user of Redis may not use " + what));
            assertThat(instance.line.fault()).isEmpty();

            instance.awaitFaultOfTheMutex(what);
            instance.awaitFaultOfTheMutex(what);
            assertThat(log).containsOnlyOnce("The mutex is out of reach").doesNotContain("The mutex is in reach");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    redis://lectern:hushed@, '', WRONGPASS
                    redis://nobody:hush@, '', WRONGPASS
                    redis://:hush@, '', has no password
                    redis://lectern:hush@, /99, no database
                    rediss://lectern:hush@, '', TLS (rediss://)
                    """)
    void saysWhyItCannotLogIn(String login, String database, String why, CapturedOutput log) {
        user(RIGHTS);
        try (var instance = new Instance(login + host() + database)) {
            instance.awaitFaultOfTheLine(why);
            instance.awaitFaultOfTheMutex(why);

            assertThat(log).containsOnlyOnce("The line is out of reach").doesNotContain("hush");
        }
    }

    @Test
    void saysThatItIsAReplicaAndThatItIsOneNoMore(CapturedOutput log) {
        try (var instance = new Instance(redis.address())) {
            instance.awaitNoFault();
            redis.tell("REPLICAOF 127.0.0.1 1");
            try {
                instance.awaitFaultOfTheLine("READONLY");
                instance.awaitFaultOfTheMutex("READONLY");
            } finally {
                redis.tell("REPLICAOF NO ONE");
            }

            instance.awaitNoFault();
            assertThat(log).containsOnlyOnce("The line is out of reach").containsOnlyOnce("The mutex is out of reach");
        }
    }

    @Test
    void keepsItsKeysInTheDatabaseOfTheAddress() {
        redis.tell("FLUSHALL");
        try (var instance = new Instance(redis.address() + "/2")) {
            instance.awaitNoFault();

            assertThat(instance.mutex.exclusively("name", () -> redis.ask("INFO keyspace")))
                    .asString()
                    .contains("db2:keys=")
                    .doesNotContain("db0:");
        }
    }

    private static String host() {
        return redis.address().substring("redis://".length());
    }

    private static void user(String rights) {
        redis.tell("ACL SETUSER lectern reset");
        assertThat(redis.tell("ACL SETUSER lectern on >hush " + rights)).isEqualTo("+OK");
    }

    /** What an instance has of Redis. */
    private static final class Instance implements AutoCloseable {

        private final RedissonClient client;
        private final RedisLectureLine line;
        private final RedissonMutex mutex;

        Instance(String address) {
            client = RedissonConfig.connect(RedissonConfig.of(new RedisProperties(
                    RedisUrl.of(address), null, null, null, TIMEOUT, Duration.ofSeconds(2), Duration.ofSeconds(10))));
            line = new RedisLectureLine(client, UUID.randomUUID().toString(), TIMEOUT, LIMITS);
            mutex = new RedissonMutex(client, TIMEOUT, Duration.ofSeconds(2), Duration.ofSeconds(10));
            line.connect(() -> {
                Optional<String> _ = mutex.fault();
            });
        }

        void awaitFaultOfTheLine(String... words) {
            await().untilAsserted(() -> assertThat(line.fault())
                    .hasValueSatisfying(why -> assertThat(why).contains(words)));
        }

        void awaitFaultOfTheMutex(String... words) {
            await().untilAsserted(() -> assertThat(mutex.fault())
                    .hasValueSatisfying(why -> assertThat(why).contains(words)));
        }

        void awaitNoFault() {
            await().until(() -> line.fault().isEmpty());
            await().until(() -> mutex.fault().isEmpty());
        }

        @Override
        public void close() {
            line.close();
            client.shutdown();
        }
    }
}
