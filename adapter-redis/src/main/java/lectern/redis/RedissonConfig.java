package lectern.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.BaseConfig;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.Config;
import org.redisson.config.DefaultCommandMapper;
import org.redisson.config.DefaultNameMapper;
import org.redisson.config.EqualJitterDelay;
import org.redisson.config.ReadMode;
import org.redisson.config.SubscriptionMode;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** How Redisson has to be set up, whichever servers it talks to. */
final class RedissonConfig {

    private static final String NOT_A_FILE = "lectern.redis.config is not a Redisson file that can be read: ";
    private static final String ADDRESS_FORM =
            "lectern.redis.address has to be like redis://host:6379, or rediss:// for TLS, with"
                    + " user:password@ before the host and the number of a database behind the port if there are any, as in"
                    + " redis://user:password@host:6379/2, and with : / ? # @ % in user and password as %3A %2F %3F %23 %40 %25";
    private static final String DESCRIBES = "lectern.redis.config describes ";

    private RedissonConfig() {}

    /** @throws IllegalArgumentException unless exactly one of address and file is given, and usable */
    static Config of(RedisProperties properties) {
        var address = properties.address();
        var file = properties.config();
        if (address != null && file == null) {
            return singleServer(address, properties);
        }
        if (file != null && address == null) {
            require(
                    properties.username() == null && properties.password() == null,
                    "lectern.redis.username and lectern.redis.password go with lectern.redis.address: beside lectern.redis.config they have to"
                            + " be in the file");
            return fromFile(file);
        }
        throw new IllegalArgumentException(
                "lectern.redis.address or lectern.redis.config has to be given, and not both");
    }

    /** The address is not repeated in what it throws: it may have a password. */
    static Config singleServer(String address, RedisProperties properties) {
        var url = RedisUrl.parse(address).orElseThrow(() -> new IllegalArgumentException(ADDRESS_FORM));
        var username = either("username", url.username(), properties.username());
        var password = either("password", url.password(), properties.password());
        require(
                username == null || password != null,
                "lectern.redis.username is of no use without a password: lectern.redis.password has to be given as well");
        // An empty password is that of a user who needs none. The default user is not asked for it.
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
        return kept(config);
    }

    private static @Nullable String either(String setting, @Nullable String inAddress, @Nullable String given) {
        var alone = given == null || (given.isEmpty() && setting.equals("username")) ? null : given;
        require(
                inAddress == null || alone == null || inAddress.equals(alone),
                "lectern.redis.%1$s and the %1$s in lectern.redis.address differ: one of them has to be taken away"
                        .formatted(setting));
        return inAddress == null ? alone : inAddress;
    }

    private static Config fromFile(Path file) {
        require(Files.exists(file), NOT_A_FILE + file + " does not exist");
        require(Files.isRegularFile(file), NOT_A_FILE + file + " is no file");
        require(Files.isReadable(file), NOT_A_FILE + file + " may not be read by the user that the service runs as");
        Config config;
        try {
            config = Objects.requireNonNull(Config.fromYAML(file.toFile()), "nothing in it");
        } catch (IOException | RuntimeException e) {
            // Not the message: it quotes the file, which may have a password.
            throw new IllegalArgumentException(NOT_A_FILE + file + lineOf(e), e);
        }
        return kept(checked(config));
    }

    private static String lineOf(Throwable failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> cause instanceof MarkedYAMLException marked
                        ? Stream.ofNullable(marked.getProblemMark())
                        : Stream.empty())
                .reduce((_, innermost) -> innermost)
                .map(mark -> ", see line " + (mark.getLine() + 1))
                .orElse("");
    }

    /** What Redisson would find out when it connects first, or not at all. */
    private static Config checked(Config config) {
        if (config.isSingleConfig()) {
            var server = config.useSingleServer();
            server.setAddress(address(server.getAddress()));
            checkLimits(server, server.getDatabase(), server.getSubscriptionConnectionPoolSize());
        } else if (config.isSentinelConfig()) {
            var servers = config.useSentinelServers();
            servers.setSentinelAddresses(addresses(servers.getSentinelAddresses()));
            require(
                    servers.getMasterName() != null && !servers.getMasterName().isBlank(),
                    DESCRIBES + "Sentinel without a masterName");
            checkLimits(servers, servers.getDatabase(), servers.getSubscriptionConnectionPoolSize());
        } else if (config.isClusterConfig()) {
            var servers = config.useClusterServers();
            servers.setNodeAddresses(addresses(servers.getNodeAddresses()));
            require(servers.getDatabase() == 0, DESCRIBES + "a database of a Cluster, which has database 0 only");
            checkLimits(servers, servers.getDatabase(), servers.getSubscriptionConnectionPoolSize());
        }
        require(
                config.getNameMapper() instanceof DefaultNameMapper
                        && config.getCommandMapper() instanceof DefaultCommandMapper,
                DESCRIBES + "a nameMapper or a commandMapper, which scripts don't know of: take it away");
        return config;
    }

    private static void checkLimits(BaseConfig<?> servers, int database, int subscriptionConnections) {
        require(database >= 0, DESCRIBES + "a negative database");
        require(
                servers.getTimeout() > 0 && servers.getConnectTimeout() > 0,
                DESCRIBES + "a timeout or connectTimeout of 0 or less: it has to be milliseconds, 1 or more");
        require(
                subscriptionConnections > 0 && servers.getSubscriptionsPerConnection() > 0,
                DESCRIBES
                        + "no subscriptions: subscriptionConnectionPoolSize and subscriptionsPerConnection have to be 1 or more");
    }

    private static List<String> addresses(@Nullable List<String> addresses) {
        if (addresses == null || addresses.isEmpty()) {
            throw new IllegalArgumentException(DESCRIBES + "no servers: it has to list their addresses");
        }
        return addresses.stream().map(RedissonConfig::address).toList();
    }

    private static String address(@Nullable String address) {
        var url = Optional.ofNullable(address).flatMap(RedisUrl::parse);
        return url.filter(parsed -> parsed.database() == 0)
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                DESCRIBES
                                        + "an address that is not like redis://host:6379, or rediss:// for TLS; the number of a database has to be given as database"))
                .addressWithLogin();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** @throws IllegalArgumentException when Redisson can't do what a file describes */
    static RedissonClient connect(Config config) {
        try {
            return Redisson.create(config);
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalArgumentException(DESCRIBES + "what Redisson can't do: " + e.getMessage(), e);
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

    /** A replica lags: it shows a lock as free that was just taken, and tells an answer late. */
    private static void fromMaster(BaseMasterSlaveServersConfig<?> servers) {
        always(servers.setReadMode(ReadMode.MASTER).setSubscriptionMode(SubscriptionMode.MASTER));
    }

    private static void always(BaseConfig<?> server) {
        // A command that is sent again after its answer got lost is done twice.
        server.setRetryAttempts(0)
                // Redisson would wait for up to 10 s, and have two connections try at a time: the longer Redis was
                // gone, the later it would be found.
                .setReconnectionDelay(new EqualJitterDelay(Duration.ofMillis(25), Duration.ofMillis(250)));
    }
}
