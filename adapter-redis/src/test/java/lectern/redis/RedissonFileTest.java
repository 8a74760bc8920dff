package lectern.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedissonFileTest {

    @TempDir
    private Path directory;

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
    void isNoneUnlessRedissonCanReadIt(String yaml, String where) {
        assertThatThrownBy(() -> RedissonFile.of(written(yaml)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("is not a Redisson file that can be read: ")
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
    void hasToDescribeWhatCanWork(String yaml, String what) {
        assertThatThrownBy(() -> RedissonFile.of(written(yaml)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("describes ")
                .hasMessageContaining(what)
                .hasMessageNotContaining("hush");
    }

    @Test
    void hasToDescribeServersThatAreKnown() {
        assertThatThrownBy(() -> RedissonFile.of(written("""
                        masterSlaveServersConfig:
                          masterAddress: "redis://m.example:6379"
                        """)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("has to describe a single server, Sentinel or a Cluster");
    }

    @Test
    void hasToBeAFile() throws IOException {
        assertThatThrownBy(() -> RedissonFile.of("nowhere.yaml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("is not a Redisson file that can be read: nowhere.yaml does not exist");
        assertThatThrownBy(() -> RedissonFile.of(directory.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(" is no file");
        assertThatThrownBy(() -> RedissonFile.of("a\0b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("has to be a path");
        var nowhere = Files.createSymbolicLink(directory.resolve("link.yaml"), directory.resolve("nowhere.yaml"));
        assertThatThrownBy(() -> RedissonFile.of(nowhere.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("link.yaml does not exist");
    }

    @Test
    void hasToBeText() throws IOException {
        var file = Files.write(directory.resolve("redisson.yaml"), new byte[] {(byte) 0xff, 0, 1, 2});

        assertThatThrownBy(() -> RedissonFile.of(file.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("is not a Redisson file that can be read: ")
                .hasNoCause();
    }

    private String written(String yaml) throws IOException {
        return Files.writeString(directory.resolve("redisson.yaml"), yaml).toString();
    }
}
