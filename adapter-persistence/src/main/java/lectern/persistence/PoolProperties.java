package lectern.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a pool of connections behaves: few of them, and nothing waits for long.
 *
 * @param size connections at most, all of them kept open; small, since Postgres does no more at once than it has cores and
 *     disks
 * @param connectionTimeout how long to wait for a free connection, and for a new one
 * @param statementTimeout how long a statement may take
 * @param lockTimeout how long a statement may wait for a row that somebody else has locked
 * @param idleInTransactionTimeout how long a transaction may do nothing: a stalled instance loses its locks after it
 * @param socketTimeout how long to wait for an answer from a server that may be gone; longer than a statement may take
 */
record PoolProperties(
        @DefaultValue("8") int size,
        @DefaultValue("1s") Duration connectionTimeout,
        @DefaultValue("3s") Duration statementTimeout,
        @DefaultValue("1s") Duration lockTimeout,
        @DefaultValue("2s") Duration idleInTransactionTimeout,
        @DefaultValue("8s") Duration socketTimeout) {

    /**
     * Every statement of ours goes by a key. Its plan is made once and kept, so it must not follow from how few rows a table
     * happened to have when it was made.
     */
    private static final String PLANS = " -c plan_cache_mode=force_generic_plan"
            + " -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off";

    /** Opens a pool for commands: it does not open when the server can't be reached. */
    HikariDataSource open(String url, @Nullable String username, @Nullable String password) {
        return new HikariDataSource(config("lectern", url, username, password, limits() + PLANS));
    }

    /** Opens a pool for queries: nothing can be written through it, and it opens before its server can be reached. */
    HikariDataSource openReadOnly(String url, @Nullable String username, @Nullable String password) {
        var config = config(
                "lectern-views", url, username, password, limits() + PLANS + " -c default_transaction_read_only=on");
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /** A caller gives up when the pool or the server would have given up for it: a server that is frozen does not. */
    Patience patience() {
        return new Patience(connectionTimeout, statementTimeout);
    }

    private HikariConfig config(
            String name, String url, @Nullable String username, @Nullable String password, String options) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setUsername(username);
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(connectionTimeout.toMillis());
        config.setValidationTimeout(connectionTimeout.toMillis());
        config.addDataSourceProperty("ApplicationName", name);
        config.addDataSourceProperty("options", options);
        config.addDataSourceProperty("connectTimeout", seconds(connectionTimeout));
        config.addDataSourceProperty("socketTimeout", seconds(socketTimeout));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // The detail of an error repeats values of the row, and so ids of users.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        return config;
    }

    private String limits() {
        return "-c statement_timeout=%d -c lock_timeout=%d -c idle_in_transaction_session_timeout=%d"
                .formatted(statementTimeout.toMillis(), lockTimeout.toMillis(), idleInTransactionTimeout.toMillis());
    }

    /** The driver counts in whole seconds, and takes 0 for ever. */
    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.toSeconds()));
    }
}
