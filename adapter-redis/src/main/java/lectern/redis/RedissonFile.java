package lectern.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.redisson.config.BaseConfig;
import org.redisson.config.Config;
import org.redisson.config.DefaultCommandMapper;
import org.redisson.config.DefaultNameMapper;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * A Redisson file, which describes a single server, Sentinel or a Cluster.
 *
 * @param config the configuration in the file
 */
record RedissonFile(Config config) {

    private static final String NOT_READ = "is not a Redisson file that can be read: ";
    private static final String DESCRIBES = "describes ";

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException when the file can't be read, or its configuration can't work. The message is one line, and shows
     *     nothing of the file, which may have a password
     */
    public static RedissonFile of(String path) {
        var file = file(path);
        require(Files.exists(file), NOT_READ + file + " does not exist");
        require(Files.isRegularFile(file), NOT_READ + file + " is no file");
        require(Files.isReadable(file), NOT_READ + file + " may not be read by the user that the service runs as");
        return new RedissonFile(checked(read(file)));
    }

    private static Path file(String path) {
        try {
            return Path.of(path);
        } catch (InvalidPathException _) {
            throw new IllegalArgumentException(
                    "has to be a path, in letters of the locale (LC_ALL=C.UTF-8 has all of them)");
        }
    }

    private static Config read(Path file) {
        try {
            return Objects.requireNonNull(Config.fromYAML(file.toFile()), "nothing in it");
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(NOT_READ + file + lineOf(e));
        }
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

    /** Checks what Redisson would check when it connects, or not at all. */
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
        } else {
            require(config.isClusterConfig(), "has to describe a single server, Sentinel or a Cluster");
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
        return addresses.stream().map(RedissonFile::address).toList();
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
}
