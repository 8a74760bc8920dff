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

    @ParameterizedTest
    @ValueSource(strings = {"transportMode: EPOLL", "nettyThreads: 4\nthreads: -1"})
    void refusesAFileThatDescribesWhatRedissonCannotDo(String yaml) throws IOException {
        var config = RedissonConfig.of(properties(null, "singleServerConfig: {address: \"redis://h:1\"}\n" + yaml));

        assertThatThrownBy(() -> RedissonConfig.connect(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("lectern.redis.config describes what Redisson can't do: ");
    }

    @Test
    void readsAPlusInTheAddressesOfAFileAsAPlus() throws IOException {
        var config =
                RedissonConfig.of(properties(null, "singleServerConfig: {address: \"redis://u:a+b@h\", database: 2}"));

        assertThat(new RedisURI(config.useSingleServer().getAddress()).getPassword())
                .isEqualTo("a+b");
        assertThat(config.useSingleServer().getDatabase()).isEqualTo(2);
    }

    @Test
    void needsAnAddressOrAFile() {
        assertThatThrownBy(() -> RedissonConfig.of(Some.properties(Duration.ofSeconds(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lectern.redis.address or lectern.redis.config has to be given");
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
        var file = yaml == null
                ? null
                : RedissonFile.of(Files.writeString(directory.resolve("redisson.yaml"), yaml)
                        .toString());
        return new RedisProperties(
                address == null ? null : RedisUrl.of(address),
                file == null ? "lectern" : null,
                file == null ? "secret" : null,
                file,
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10));
    }

    private static RedisProperties single(String address, @Nullable String username, @Nullable String password) {
        return new RedisProperties(
                RedisUrl.of(address),
                username,
                password,
                null,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10));
    }
}
