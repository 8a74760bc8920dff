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
    @ValueSource(strings = {"localhost:6379", "http://localhost:6379", "redis://localhost", "redis://:secret@", "6379"})
    void refusesAnAddressThatIsNone(String address) {
        assertThatThrownBy(() -> RedissonConfig.of(properties(address, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lectern.redis.address has to be like redis://host:6379, or rediss:// for TLS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"singleServerConfig: [", "singleServer: {}", "{\"a\": 1}"})
    void refusesAFileThatIsNotRedissons(String yaml) {
        assertThatThrownBy(() -> RedissonConfig.of(properties(null, yaml)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("lectern.redis.config is not a Redisson file");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        var missing = new RedisProperties(
                null, null, null, Path.of("nowhere.yaml"), Duration.ZERO, Duration.ZERO, Duration.ZERO);

        assertThatThrownBy(() -> RedissonConfig.of(missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lectern.redis.config is not a Redisson file that can be read: nowhere.yaml");
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
                "lectern",
                "secret",
                file,
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10));
    }
}
