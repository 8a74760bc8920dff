package lectern.redis;

import java.time.Duration;
import lectern.application.Bounds;
import lectern.application.Contradictions;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How to reach Redis, and how long to wait for it.
 *
 * @param address a single server: {@code redis://host:port}, or {@code rediss://host:port} for TLS
 * @param username the user at that server, if it asks for more than a password
 * @param password the password at that server
 * @param config a Redisson file (YAML) to be used instead of the address, for Sentinel or a Cluster
 * @param timeout how long to wait for an answer, or for a connection, before Redis counts as gone
 * @param mutexWait how long work waits for work of the same name, on any instance, to end
 * @param mutexLease how long work excludes other work of the same name at most. An instance that died blocks others for so long
 */
@ConfigurationProperties("lectern.redis")
record RedisProperties(
        @Nullable RedisUrl address,
        @Nullable String username,
        @Nullable String password,
        @Nullable RedissonFile config,

        @DefaultValue("1s") @Bounds(min = "10ms", max = "1m")
        Duration timeout,

        @DefaultValue("2s") @Bounds(min = "10ms", max = "1m")
        Duration mutexWait,

        @DefaultValue("10s") @Bounds(min = "1s", max = "10m")
        Duration mutexLease) {

    RedisProperties {
        username = username == null || username.isEmpty() ? null : username;
        new Contradictions()
                .unless(address == null || config == null, "address and config are both given: only one can be")
                .unless(
                        config == null || (username == null && password == null),
                        "username and password go with address: beside config they have to be in the file")
                .unless(
                        address == null || agree(address.username(), username),
                        "username and the one in address differ: one of them has to be taken away")
                .unless(
                        address == null || agree(address.password(), password),
                        "password and the one in address differ: one of them has to be taken away")
                .unless(
                        config != null || username(address, username) == null || password(address, password) != null,
                        "username is of no use without a password: password has to be given as well")
                .refuse();
    }

    /** The user at a server. */
    @Nullable String usernameAt(RedisUrl server) {
        return username(server, username);
    }

    /** The password at a server. */
    @Nullable String passwordAt(RedisUrl server) {
        return password(server, password);
    }

    private static @Nullable String username(@Nullable RedisUrl server, @Nullable String given) {
        return given == null && server != null ? server.username() : given;
    }

    private static @Nullable String password(@Nullable RedisUrl server, @Nullable String given) {
        return given == null && server != null ? server.password() : given;
    }

    private static boolean agree(@Nullable String inAddress, @Nullable String given) {
        return inAddress == null || given == null || inAddress.equals(given);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "RedisProperties[address=%s, timeout=%s]".formatted(address, timeout);
    }
}
