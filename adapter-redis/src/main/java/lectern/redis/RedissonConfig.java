package lectern.redis;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.BaseConfig;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.Config;
import org.redisson.config.EqualJitterDelay;
import org.redisson.config.ReadMode;
import org.redisson.misc.RedisURI;
import org.yaml.snakeyaml.error.YAMLException;

/** How Redisson has to be set up, whichever servers it talks to. */
final class RedissonConfig {

    private RedissonConfig() {}

    /** @throws IllegalArgumentException unless exactly one of address and file is given, and usable */
    static Config of(RedisProperties properties) {
        var address = properties.address();
        var file = properties.config();
        if (address != null && file == null) {
            return singleServer(address, properties);
        }
        if (file != null && address == null) {
            return fromFile(file);
        }
        throw new IllegalArgumentException(
                "lectern.redis.address or lectern.redis.config has to be given, and not both");
    }

    static Config singleServer(String address, RedisProperties properties) {
        requireAddress(address);
        var config = new Config().setUsername(properties.username()).setPassword(properties.password());
        int timeout = Math.toIntExact(properties.timeout().toMillis());
        config.useSingleServer()
                .setAddress(address)
                .setConnectionMinimumIdleSize(2)
                .setConnectionPoolSize(32)
                .setConnectTimeout(timeout)
                .setTimeout(timeout);
        return kept(config);
    }

    /** Redisson would look at it when it connects first, and never again. The address is not repeated: it may have a password. */
    private static void requireAddress(String address) {
        try {
            var _ = new RedisURI(address);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(
                    "lectern.redis.address has to be like redis://host:6379, or rediss:// for TLS");
        }
    }

    private static Config fromFile(Path file) {
        try {
            return kept(Config.fromYAML(file.toFile()));
        } catch (IOException | YAMLException e) {
            throw new IllegalArgumentException(
                    "lectern.redis.config is not a Redisson file that can be read: " + file, e);
        }
    }

    /** With what must be so for the ports' guarantees, and can't be said otherwise in a file. */
    private static Config kept(Config config) {
        config.setCodec(StringCodec.INSTANCE)
                // The service starts, and serves, while Redis is down.
                .setLazyInitialization(true)
                .setUseScriptCache(true)
                .setNettyThreads(4);
        if (config.isSingleConfig()) {
            always(config.useSingleServer());
        } else if (config.isSentinelConfig()) {
            fromMaster(config.useSentinelServers());
        } else if (config.isClusterConfig()) {
            fromMaster(config.useClusterServers());
        } else {
            throw new IllegalArgumentException(
                    "lectern.redis.config has to describe a single server, Sentinel or a Cluster");
        }
        return config;
    }

    /** A replica lags: it shows a lock as free that was just taken. */
    private static void fromMaster(BaseMasterSlaveServersConfig<?> servers) {
        always(servers.setReadMode(ReadMode.MASTER));
    }

    private static void always(BaseConfig<?> server) {
        // A command that is sent again after its answer got lost is done twice.
        server.setRetryAttempts(0)
                // Redisson would wait for up to 10 s, and have two connections try at a time: the longer Redis was
                // gone, the later it would be found.
                .setReconnectionDelay(new EqualJitterDelay(Duration.ofMillis(25), Duration.ofMillis(250)));
    }
}
