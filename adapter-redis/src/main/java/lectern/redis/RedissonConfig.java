package lectern.redis;

import java.time.Duration;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.BaseConfig;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.Config;
import org.redisson.config.EqualJitterDelay;
import org.redisson.config.ReadMode;
import org.redisson.config.SubscriptionMode;

/** The configuration of Redisson, for all kinds of servers. */
final class RedissonConfig {

    private RedissonConfig() {}

    /** @throws IllegalArgumentException when neither an address nor a file is given */
    static Config of(RedisProperties properties) {
        if (properties.config() != null) {
            return withGuarantees(properties.config().config());
        }
        if (properties.address() != null) {
            return singleServer(properties.address(), properties);
        }
        throw new IllegalArgumentException("lectern.redis.address or lectern.redis.config has to be given");
    }

    static Config singleServer(RedisUrl url, RedisProperties properties) {
        var username = properties.usernameAt(url);
        var password = properties.passwordAt(url);
        // An empty password belongs to a user without a password. The default user is not asked for one.
        var config = new Config()
                .setUsername(username)
                .setPassword(username == null && password != null && password.isEmpty() ? null : password);
        int timeout = Math.toIntExact(properties.timeout().toMillis());
        config.useSingleServer()
                .setAddress(url.address())
                .setDatabase(url.database())
                .setConnectionMinimumIdleSize(2)
                .setConnectionPoolSize(32)
                .setConnectTimeout(timeout)
                .setTimeout(timeout);
        return withGuarantees(config);
    }

    /** @throws IllegalArgumentException when Redisson can't do what a file describes */
    static RedissonClient connect(Config config) {
        try {
            return Redisson.create(config);
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalArgumentException(
                    "lectern.redis.config describes what Redisson can't do: " + e.getMessage(), e);
        }
    }

    /** Sets what the guarantees of the ports depend on. A file can't override it. */
    private static Config withGuarantees(Config config) {
        config.setCodec(StringCodec.INSTANCE)
                // The service starts, and serves, while Redis is down.
                .setLazyInitialization(true)
                .setUseScriptCache(true)
                .setNettyThreads(4);
        if (config.isSingleConfig()) {
            always(config.useSingleServer());
        } else if (config.isSentinelConfig()) {
            fromMaster(config.useSentinelServers());
        } else {
            fromMaster(config.useClusterServers());
        }
        return config;
    }

    /** A replica lags: it would show a lock as free that was just taken, and deliver an answer late. */
    private static void fromMaster(BaseMasterSlaveServersConfig<?> servers) {
        always(servers.setReadMode(ReadMode.MASTER).setSubscriptionMode(SubscriptionMode.MASTER));
    }

    private static void always(BaseConfig<?> server) {
        // If a command were retried after its answer was lost, it would run twice.
        server.setRetryAttempts(0)
                // By default Redisson waits for up to 10 s, and lets two connections try at a time. The longer Redis is
                // gone, the later it would reconnect.
                .setReconnectionDelay(new EqualJitterDelay(Duration.ofMillis(25), Duration.ofMillis(250)));
    }
}
