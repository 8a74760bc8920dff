package lectern.persistence.example;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import lectern.application.port.Mutex;

/**
 * Keeps instances out of each other's way with advisory locks of Postgres. Each is held by a transaction that does nothing
 * else, and the lease is how long the server lets such a transaction be idle.
 */
final class PostgresMutex implements Mutex {

    private static final String LOCK_TIMEOUT = "55P03";

    private final DataSource sessions;
    private final Duration wait;
    private final Duration lease;

    /**
     * @param sessions not the pool that the work itself takes connections from: those who hold a name could take the last one
     * @param wait how long to wait for a name that somebody else holds; at least a millisecond
     * @param lease how long a name is held at most; at least a millisecond
     */
    PostgresMutex(DataSource sessions, Duration wait, Duration lease) {
        this.sessions = sessions;
        this.wait = wait;
        this.lease = lease;
    }

    @Override
    public <T> Attempt<T> exclusively(String name, Supplier<? extends T> work) {
        Connection session;
        try {
            session = holding(name);
        } catch (SQLException e) {
            return LOCK_TIMEOUT.equals(e.getSQLState()) ? new Attempt.Busy<>() : new Attempt.Unreachable<>();
        }
        // Outside of the catch: what the work throws is not the mutex's failure.
        try {
            return new Attempt.Ran<>(work.get());
        } finally {
            giveBack(session);
        }
    }

    private Connection holding(String name) throws SQLException {
        var session = sessions.getConnection();
        try {
            session.setAutoCommit(false);
            try (var limits = session.createStatement()) {
                limits.execute("set local lock_timeout = " + wait.toMillis());
                limits.execute("set local idle_in_transaction_session_timeout = " + lease.toMillis());
            }
            try (var lock = session.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
                lock.setString(1, name);
                lock.execute();
            }
            return session;
        } catch (SQLException e) {
            giveBack(session);
            throw e;
        }
    }

    private static void giveBack(Connection session) {
        try (session) {
            session.rollback();
        } catch (SQLException _) {
            // The lease ran out, or the connection is lost: the server has given the lock back by itself.
        }
    }
}
