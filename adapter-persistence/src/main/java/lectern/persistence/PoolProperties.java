package lectern.persistence;

import static java.util.stream.Collectors.joining;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import lectern.application.Bounds;
import lectern.application.Contradictions;
import lectern.persistence.batching.Timeouts;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a pool of connections behaves: few of them, and nothing waits for long.
 *
 * @param size connections at most, all of them kept open; small, since Postgres does no more at once than it has cores and
 *     disks
 * @param connectionTimeout how long to wait for a free connection, and for a new one
 * @param statementTimeout how long a statement may take
 * @param lockTimeout how long a statement may wait for a row that another transaction has locked
 * @param idleInTransactionTimeout how long a transaction may do nothing: a stalled instance loses its locks after it
 * @param socketTimeout how long to wait for an answer from a server that may be gone; longer than a statement may take
 */
record PoolProperties(
        @DefaultValue("8") @Bounds(min = "1", max = "200") int size,

        @DefaultValue("1s") @Bounds(min = "250ms", max = "1m")
        Duration connectionTimeout,

        @DefaultValue("3s") @Bounds(min = "10ms", max = "10m")
        Duration statementTimeout,

        @DefaultValue("1s") @Bounds(min = "10ms", max = "10m")
        Duration lockTimeout,

        @DefaultValue("2s") @Bounds(min = "100ms", max = "10m")
        Duration idleInTransactionTimeout,

        @DefaultValue("4s") @Bounds(min = "1s", max = "15m") Duration socketTimeout) {

    PoolProperties {
        new Contradictions()
                .unless(
                        lockTimeout.compareTo(statementTimeout) <= 0,
                        "lock-timeout is %s ms: it has to be at most statement-timeout, which is %s ms"
                                .formatted(lockTimeout.toMillis(), statementTimeout.toMillis()))
                // The driver counts it in whole seconds.
                .unless(
                        socketTimeout.toSeconds() * 1000 > statementTimeout.toMillis(),
                        "socket-timeout is %s s: it has to be longer than statement-timeout, which is %s ms"
                                .formatted(socketTimeout.toSeconds(), statementTimeout.toMillis()))
                .refuse();
    }

    /** What a pool is like unless {@code spring.datasource.hikari} says otherwise. */
    HikariConfig config(String name, String url, @Nullable String username, @Nullable String password) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setUsername(username);
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(connectionTimeout.toMillis());
        config.setValidationTimeout(connectionTimeout.toMillis());
        config.addDataSourceProperty("ApplicationName", name);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return config;
    }

    /** Opens a pool for commands: it does not open when the server can't be reached. */
    HikariDataSource open(HikariConfig config) {
        requireThatCommandsWork(config);
        if (config.getSchema() != null) {
            // For migrations and queries as well.
            config.addDataSourceProperty("currentSchema", config.getSchema());
            config.setSchema(null);
        }
        config.setDataSource(sessions("spring.datasource.url", config, ExpectedSchema.COMMANDS));
        // Runs before the session is checked.
        config.setConnectionInitSql(null);
        return new HikariDataSource(config);
    }

    /** Opens a pool for queries: nothing can be written through it, and it opens before its server can be reached. */
    HikariDataSource openReadOnly(HikariConfig config) {
        var sessions = sessions("lectern.views.datasource.url", config, ExpectedSchema.QUERIES);
        sessions.tryOut();
        config.setDataSource(sessions);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /** A caller gives up when the pool or the server would have given up for it: a server that is frozen does not. */
    Timeouts timeouts() {
        return new Timeouts(connectionTimeout, statementTimeout);
    }

    private static void requireThatCommandsWork(HikariConfig config) {
        var isolation = config.getTransactionIsolation();
        require(!config.isReadOnly(), "read-only", "false: commands write");
        require(config.isAutoCommit(), "auto-commit", "true: a statement by itself is a transaction");
        require(
                isolation == null || isolation.equals("TRANSACTION_READ_COMMITTED"),
                "transaction-isolation",
                "TRANSACTION_READ_COMMITTED: commands lock what they change");
        require(
                config.getDataSourceClassName() == null,
                "data-source-class-name",
                "left out: give spring.datasource.url");
        require(config.getDataSourceJNDI() == null, "data-source-jndi", "left out: give spring.datasource.url");
    }

    private static void require(boolean isSo, String setting, String what) {
        if (!isSo) {
            throw new IllegalArgumentException("spring.datasource.hikari." + setting + " has to be " + what);
        }
    }

    private Sessions sessions(String setting, HikariConfig config, ExpectedSchema schema) {
        var source = DriverSource.of(
                setting,
                config.getJdbcUrl(),
                config.getUsername(),
                config.getPassword(),
                config.getDataSourceProperties());
        source.setConnectTimeout(seconds(connectionTimeout));
        source.setSocketTimeout(seconds(socketTimeout));
        // In this order: what comes last counts.
        source.setOptions(source.getOptions() == null ? options() : source.getOptions() + " " + options());
        config.setUsername(source.getUser());
        config.setPassword(source.getPassword());
        return new Sessions(source, schema, settings(), config.getConnectionInitSql());
    }

    /**
     * What each session has. Every statement of ours goes by a key. Its plan is made once and kept, so it must not follow from
     * how few rows a table happened to have when it was made. Before 18 what is off costs so much in a plan that the server compiles
     * it, which takes longer than any statement of ours.
     */
    private Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("statement_timeout", Long.toString(statementTimeout.toMillis()));
        settings.put("lock_timeout", Long.toString(lockTimeout.toMillis()));
        settings.put("idle_in_transaction_session_timeout", Long.toString(idleInTransactionTimeout.toMillis()));
        settings.put("plan_cache_mode", "force_generic_plan");
        settings.put("enable_seqscan", "off");
        settings.put("enable_hashjoin", "off");
        settings.put("enable_mergejoin", "off");
        settings.put("jit", "off");
        settings.put("default_transaction_isolation", "read committed");
        settings.put("standard_conforming_strings", "on");
        return settings;
    }

    /** Settings as startup options of a connection, which the server takes at no cost. */
    private String options() {
        return settings().entrySet().stream()
                .map(setting ->
                        "-c " + setting.getKey() + "=" + setting.getValue().replace(" ", "\\ "))
                .collect(joining(" "));
    }

    /** The driver counts in whole seconds, and takes 0 for ever. */
    private static int seconds(Duration duration) {
        return (int) Math.max(1, duration.toSeconds());
    }
}
