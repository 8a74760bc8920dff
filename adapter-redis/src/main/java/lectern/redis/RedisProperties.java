package lectern.redis;

import java.nio.file.Path;
import java.time.Duration;
import lectern.application.Bounds;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Redis is, and for how long it is waited for.
 *
 * @param address a single server: {@code redis://host:port}, or {@code rediss://host:port} for TLS
 * @param username who to log in as at that server, if it asks for more than a password
 * @param password what to log in with at that server
 * @param config a Redisson file (YAML) to be used instead of the address, for Sentinel or a Cluster
 * @param timeout how long to wait for an answer, or for a connection, before Redis counts as gone
 * @param mutexWait how long work waits for work of the same name, on any instance, to end
 * @param mutexLease for how long work keeps other work of the same name out at most: so long may an instance that died
 *     be in the way
 */
@ConfigurationProperties("lectern.redis")
record RedisProperties(
        @Nullable String address,
        @Nullable String username,
        @Nullable String password,
        @Nullable Path config,

        @DefaultValue("1s") @Bounds(min = "10ms", max = "1m")
        Duration timeout,

        @DefaultValue("2s") @Bounds(min = "10ms", max = "1m")
        Duration mutexWait,

        @DefaultValue("10s") @Bounds(min = "1s", max = "10m")
        Duration mutexLease) {}
