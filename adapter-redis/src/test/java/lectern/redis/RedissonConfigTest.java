package lectern.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.BaseConfig;
import org.redisson.config.Config;
import org.redisson.config.ReadMode;
import org.redisson.misc.RedisURI;

class RedissonConfigTest {

    @TempDir
    private Path directory;

    @Test
    void asksASingleServerOnceAndOnlyForSoLong() throws Exception {
        var config = RedissonConfig.of(properties("rediss://redis.example:6380", null));

        var server = config.useSingleServer();
        assertThat(server.getAddress()).isEqualTo("rediss://redis.example:6380");
        assertThat(server.getTimeout()).isEqualTo(500);
        assertThat(server.getConnectTimeout()).isEqualTo(500);
        assertThat(server.getRetryAttempts()).isZero();
        assertThatItConnectsAgainSoon(server);
        assertThat(config.getUsername()).isEqualTo("lectern");
        assertThat(config.getPassword()).isEqualTo("secret");
        assertThatItIsKept(config);
    }

    @Test
    void goesToTheDatabaseAndLogsInAsTheAddressSays() {
        var config = RedissonConfig.of(single("redis://kim:a+b@redis.example/2", null, null));

        assertThat(config.useSingleServer().getAddress()).isEqualTo("redis://redis.example:6379");
        assertThat(config.useSingleServer().getDatabase()).isEqualTo(2);
        assertThat(config.getUsername()).isEqualTo("kim");
        assertThat(config.getPassword()).isEqualTo("a+b");
    }

    @Test
    void takesUserAndPasswordFromEitherPlace() {
        assertThat(RedissonConfig.of(single("redis://kim:@r.example", null, "pw"))
                        .getUsername())
                .isEqualTo("kim");
        assertThat(RedissonConfig.of(single("redis://:pw@r.example", "kim", "pw"))
                        .getUsername())
                .isEqualTo("kim");
        assertThat(RedissonConfig.of(single("redis://r.example", "", "pw")).getUsername())
                .isNull();
        assertThat(RedissonConfig.of(single("redis://r.example", null, "")).getPassword())
                .isNull();
        assertThat(RedissonConfig.of(single("redis://r.example", "needs-none", ""))
                        .getPassword())
                .isEmpty();
    }

    @Test
    void refusesUsersAndPasswordsThatContradictEachOther() {
        assertThatThrownBy(() -> RedissonConfig.of(single("redis://:hush@r.example", null, "hush-hush")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "lectern.redis.password and the password in lectern.redis.address differ: one of them has to be taken away");
        assertThatThrownBy(() -> RedissonConfig.of(single("redis://kim:@r.example", "lee", "pw")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("lectern.redis.username and the username in lectern.redis.address differ");
        assertThatThrownBy(() -> RedissonConfig.of(single("redis://r.example", "kim", null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("lectern.redis.username is of no use without a password");
    }

    @Test
    void refusesAUserBesideAFile() throws IOException {
        var file = Files.writeString(directory.resolve("redisson.yaml"), "singleServerConfig: {}");
        assertThatThrownBy(() -> RedissonConfig.of(new RedisProperties(
                        null, null, "hush", file, Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "lectern.redis.username and lectern.redis.password go with lectern.redis.address");
    }

    @Test
    void asksTheMasterOfSentinelsOnce() throws Exception {
        var config = RedissonConfig.of(properties(null, """
                sentinelServersConfig:
                  masterName: lectern
                  sentinelAddresses: ["redis://s1.example:26379", "redis://s2.example:26379"]
                  readMode: SLAVE
                  timeout: 900
                """));

        var servers = config.useSentinelServers();
        assertThat(servers.getMasterName()).isEqualTo("lectern");
        assertThat(servers.getTimeout()).isEqualTo(900);
        assertThat(servers.getReadMode()).isEqualTo(ReadMode.MASTER);
        assertThat(servers.getRetryAttempts()).isZero();
        assertThatItConnectsAgainSoon(servers);
        assertThatItIsKept(config);
    }

    @Test
    void asksTheMastersOfAClusterOnce() throws Exception {
        var config = RedissonConfig.of(properties(null, """
                clusterServersConfig:
                  nodeAddresses: ["redis://c1.example:6379"]
                lazyInitialization: false
                codec: !<org.redisson.codec.Kryo5Codec> {}
                """));

        var servers = config.useClusterServers();
        assertThat(servers.getReadMode()).isEqualTo(ReadMode.MASTER);
        assertThat(servers.getRetryAttempts()).isZero();
        assertThatItConnectsAgainSoon(servers);
        assertThatItIsKept(config);
    }

    @Test
    void refusesAFileThatDescribesSomethingElse() {
        assertThatThrownBy(() -> RedissonConfig.of(properties(null, """
                        masterSlaveServersConfig:
                          masterAddress: "redis://m.example:6379"
                        """)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lectern.redis.config");
    }

    @Test
    void needsAnAddressOrAFileAndNotBoth() {
        assertThatThrownBy(() -> RedissonConfig.of(properties(null, null)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RedissonConfig.of(properties("redis://r.example:6379", "singleServerConfig: {}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:6379",
                "http://localhost:6379",
                "redis://:hush@",
                "redis://u:hu/sh@host",
                "redis://h/x",
                "6379"
            })
    void refusesAnAddressThatIsNone(String address) {
        assertThatThrownBy(() -> RedissonConfig.of(properties(address, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("lectern.redis.address has to be like redis://host:6379, or rediss:// for TLS")
                .hasMessageNotContaining("hu");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '^', textBlock = """
                    '' ^ redisson.yaml
                    hello ^ see line 1
                    - 1 ^ see line 1
                    singleServerConfig: [ ^ redisson.yaml, see line
                    'singleServer: {}' ^ see line 1
                    'singleServerConfig: 5' ^ see line 1
                    'singleServerConfig:\n  address: "redis://h:1"\n  adress: hush' ^ see line 3
                    'singleServerConfig:\n  address: "redis://h:1"\n  timeout: hush' ^ see line 3
                    'singleServerConfig:\n  address: "redis://h:1"\ntransportMode: hush' ^ see line 3
                    'singleServerConfig:\n  address: "redis://h:1"\ncodec: !<hush> {}' ^ see line 3
                    'singleServerConfig:\n\tpassword: hush' ^ see line 2
                    'clusterServersConfig:\n  nodeAddresses: hush' ^ see line 2
                    """)
    void refusesAFileThatIsNotRedissons(String yaml, String where) {
        assertThatThrownBy(() -> RedissonConfig.of(properties(null, yaml)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("lectern.redis.config is not a Redisson file that can be read: ")
                .hasMessageContaining(where)
                .hasMessageNotContaining("hush")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '^', textBlock = """
                    'singleServerConfig: {}' ^ an address
                    'singleServerConfig: {address: "h:6379"}' ^ an address
                    'singleServerConfig: {address: "redis://u:hush@h:6379/2"}' ^ as database
                    'singleServerConfig: {address: "redis://h:6379", database: -1}' ^ a negative database
                    'singleServerConfig: {address: "redis://h:6379", timeout: 0}' ^ a timeout
                    'singleServerConfig: {address: "redis://h:6379", connectTimeout: -1}' ^ a timeout
                    'singleServerConfig: {address: "redis://h:6379", subscriptionsPerConnection: 0}' ^ no subscriptions
                    'sentinelServersConfig: {masterName: m}' ^ no servers
                    'sentinelServersConfig: {sentinelAddresses: ["redis://h:1"]}' ^ masterName
                    'sentinelServersConfig: {masterName: m, sentinelAddresses: ["h:1"]}' ^ an address
                    'clusterServersConfig: {}' ^ no servers
                    'clusterServersConfig: {nodeAddresses: []}' ^ no servers
                    'clusterServersConfig: {nodeAddresses: ["redis://h:1/1"]}' ^ an address
                    'clusterServersConfig: {nodeAddresses: ["redis://h:1"], database: 1}' ^ database 0 only
                    """)
    void refusesAFileThatDescribesWhatCannotWork(String yaml, String what) {
        assertThatThrownBy(() -> RedissonConfig.of(properties(null, yaml)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("lectern.redis.config describes ")
                .hasMessageContaining(what)
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"transportMode: EPOLL", "nettyThreads: 4\nthreads: -1"})
    void refusesAFileThatDescribesWhatRedissonCannotDo(String yaml) throws IOException {
        var config = RedissonConfig.of(properties(null, "singleServerConfig: {address: \"redis://h:1\"}\n" + yaml));

        assertThatThrownBy(() -> RedissonConfig.connect(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("lectern.redis.config describes what Redisson can't do: ");
    }

    @Test
    void refusesWhatIsNoFile() {
        assertThatThrownBy(() -> RedissonConfig.of(file(Path.of("nowhere.yaml"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "lectern.redis.config is not a Redisson file that can be read: nowhere.yaml does not exist");
        assertThatThrownBy(() -> RedissonConfig.of(file(directory)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(" is no file");
    }

    @Test
    void readsAPlusInTheAddressesOfAFileAsAPlus() throws IOException {
        var config =
                RedissonConfig.of(properties(null, "singleServerConfig: {address: \"redis://u:a+b@h\", database: 2}"));

        assertThat(new RedisURI(config.useSingleServer().getAddress()).getPassword())
                .isEqualTo("a+b");
        assertThat(config.useSingleServer().getDatabase()).isEqualTo(2);
    }

    private static void assertThatItConnectsAgainSoon(BaseConfig<?> servers) {
        // However long Redis has been gone.
        assertThat(IntStream.range(0, 100).mapToObj(servers.getReconnectionDelay()::calcDelay))
                .allMatch(delay -> delay.compareTo(Duration.ofMillis(250)) <= 0);
    }

    private static void assertThatItIsKept(Config config) {
        assertThat(config.getCodec()).isSameAs(StringCodec.INSTANCE);
        assertThat(config.isLazyInitialization()).isTrue();
        assertThat(config.isUseScriptCache()).isTrue();
        assertThat(config.getNettyThreads()).isEqualTo(4);
    }

    private RedisProperties properties(@Nullable String address, @Nullable String yaml) throws IOException {
        var file = yaml == null ? null : Files.writeString(directory.resolve("redisson.yaml"), yaml);
        return new RedisProperties(
                address,
                file == null ? "lectern" : null,
                file == null ? "secret" : null,
                file,
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10));
    }

    private static RedisProperties single(String address, @Nullable String username, @Nullable String password) {
        return new RedisProperties(
                address,
                username,
                password,
                null,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10));
    }

    private static RedisProperties file(Path file) {
        return new RedisProperties(
                null, null, null, file, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(10));
    }
}
