package lectern.persistence;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Opens the sessions of a pool, and refuses those that the service can't work with. Each session is asked for its actual settings: a
 * pooler may have dropped the ones that the connection requested, and after a failover another server answers.
 */
final class Sessions extends DelegatingDataSource {

    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    /** The oldest version that is tested. */
    private static final int OLDEST_VERSION = 15;

    private final String database;
    private final ExpectedSchema schema;
    private final Map<String, String> settings;
    private final @Nullable String initSql;

    /** While this is false, faults are thrown to the code that starts the service, and need not be logged. */
    private volatile boolean started;

    private final AtomicReference<@Nullable String> logged = new AtomicReference<>();

    /**
     * @param settings the settings that each session must have, by name, with values as {@code pg_settings} shows them
     * @param initSql a statement of the operator that each session begins with; null for none
     */
    Sessions(PGSimpleDataSource source, ExpectedSchema schema, Map<String, String> settings, @Nullable String initSql) {
        super(source);
        this.database = DriverSource.nameOf(source);
        this.schema = schema;
        this.settings = settings;
        this.initSql = initSql;
    }

    /** The source of a pool's connections. */
    static Sessions of(HikariDataSource pool) {
        return (Sessions) requireNonNull(pool.getDataSource());
    }

    @Override
    public Connection getConnection() throws SQLException {
        return checked(super.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return checked(super.getConnection(username, password));
    }

    /** Opens a session and closes it. A server that can't be reached may come up later. An unsuitable server is refused. */
    void tryOut() {
        try {
            getConnection().close();
        } catch (SQLException e) {
            log.warn("{} can't be used yet: {}", database, e.getMessage());
            started = true;
        }
    }

    /** Refuses a database whose tables differ from those of this version, or on which the role lacks rights. */
    void requireSchema(DSLContext db) {
        var faults = schema.faults(db);
        if (!faults.isEmpty()) {
            throw new UnsuitableDatabase(database + " does not have the tables of this version of Lectern: "
                    + faults.stream().limit(5).collect(joining("; "))
                    + (faults.size() > 5 ? "; and " + (faults.size() - 5) + " more" : "")
                    + ". Have Flyway migrate it (spring.flyway.*), and grant the role what it needs");
        }
    }

    /** The exception for a failed migration. It has Flyway's message of many lines in one. */
    UnsuitableDatabase notMigrated(FlywayException failure) {
        var why = String.valueOf(failure.getMessage()).strip().replaceAll("\\s+", " ");
        return new UnsuitableDatabase(database + " is not migrated: " + why, failure);
    }

    private Connection checked(Connection connection) throws SQLException {
        try {
            prepare(connection);
            check(DSL.using(connection, SQLDialect.POSTGRES));
            started = true;
            if (logged.getAndSet(null) != null) {
                log.info("{} is suitable now", database);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            try (connection) {
                logOnce(e);
                throw e;
            }
        }
    }

    private void logOnce(Exception fault) {
        var message = fault.getMessage();
        if (started && message != null && !message.equals(logged.getAndSet(message))) {
            log.error(message);
        }
    }

    private void prepare(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            if (!schema.written()) {
                // Not as a connection option: with targetServerType the driver would then take the primary for a
                // standby.
                statement.execute("set session characteristics as transaction read only");
            }
            if (initSql != null) {
                statement.execute(initSql);
            }
        }
    }

    private void check(DSLContext db) throws SQLException {
        var actual = db.fetch("select name, setting from pg_settings")
                .intoMap(row -> row.get(0, String.class), row -> row.get(1, String.class));
        var fault = faultOf(actual);
        if (fault != null) {
            throw new UnsuitableDatabase(database + " " + fault);
        }
        if (!schema.written()) {
            requireSchemaOfReplica(db, isOn(actual, "in_hot_standby"));
        } else if (!started) {
            warnOfLosses(actual);
        }
    }

    private @Nullable String faultOf(Map<String, String> actual) {
        int version = Integer.parseInt(actual.getOrDefault("server_version_num", "0")) / 10_000;
        if (version < OLDEST_VERSION) {
            return "is Postgres " + version + ": it has to be " + OLDEST_VERSION + " or newer";
        }
        if (!"UTF8".equals(actual.get("server_encoding"))) {
            return "has the encoding " + actual.get("server_encoding")
                    + ": it has to be created with encoding 'UTF8', as names may have any characters";
        }
        if (schema.written() && isOn(actual, "in_hot_standby")) {
            return "is a standby, which takes no commands: spring.datasource.url has to lead to the primary;"
                    + " with several hosts in it, add targetServerType=primary";
        }
        if (schema.written() && isOn(actual, "transaction_read_only")) {
            return "lets nothing be written: default_transaction_read_only has to be off for the role of"
                    + " spring.datasource.username";
        }
        var different = settings.entrySet().stream()
                .filter(setting -> !setting.getValue().equals(actual.get(setting.getKey())))
                .map(setting ->
                        setting.getKey() + "=" + actual.get(setting.getKey()) + " instead of " + setting.getValue())
                .collect(joining(", "));
        return different.isEmpty()
                ? null
                : "gives sessions " + different + ": a pooler in between has to pass on startup options,"
                        + " and spring.datasource.hikari.connection-init-sql must not change them";
    }

    /** A standby may just lag behind a migration and have the tables later, so it is not refused for good. */
    private void requireSchemaOfReplica(DSLContext db, boolean standby) throws SQLException {
        try {
            requireSchema(db);
        } catch (UnsuitableDatabase e) {
            if (standby) {
                throw new SQLException(e.getMessage(), e);
            }
            throw e;
        }
    }

    private void warnOfLosses(Map<String, String> actual) {
        var off = Stream.of("synchronous_commit", "fsync")
                .filter(setting -> "off".equals(actual.get(setting)))
                .collect(joining(" and "));
        if (!off.isEmpty()) {
            log.warn("{} may lose what was answered when its server crashes: turn {} on", database, off);
        }
    }

    private static boolean isOn(Map<String, String> settings, String name) {
        return "on".equals(settings.get(name));
    }
}
