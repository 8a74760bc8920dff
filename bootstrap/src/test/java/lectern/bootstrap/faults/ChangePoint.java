package lectern.bootstrap.faults;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import lectern.persistence.TestPostgres;

/**
 * The point at which a change of a lecture is about to be committed: all of it is written, nothing of it holds.
 *
 * <p>A deferred trigger waits there for a lock that the test has. So it does not matter how a commit is sent.
 */
final class CommitPoint {

    private static final long LOCK = 4711;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestPostgres.Access postgres;

    CommitPoint(TestPostgres.Access postgres) {
        this.postgres = postgres;
    }

    /** Holds changes there, and has something happen to one of them meanwhile. It has a second or so until that gives up. */
    void hold(Consumer<Held> meanwhile) {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.username(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute("""
                    create or replace function faults_hold() returns trigger language plpgsql as $$
                    begin
                        perform pg_advisory_xact_lock_shared(%d);
                        return null;
                    end $$
                    """.formatted(LOCK));
            lock(statement);
            statement.execute("""
                    create constraint trigger faults_hold after update on lecture
                    deferrable initially deferred for each row execute function faults_hold()
                    """);
            try {
                var held = await("a change that is about to be committed")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> oneThatWaits(statement), Optional::isPresent)
                        .orElseThrow();
                meanwhile.accept(new Held(connection, held.backend(), held.port()));
            } finally {
                unlock(statement);
                statement.execute("drop trigger faults_hold on lecture");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("can't hold a commit", e);
        }
    }

    private record Waiting(int backend, int port) {}

    private static Optional<Waiting> oneThatWaits(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("""
                select pid, client_port from pg_locks join pg_stat_activity using (pid)
                where locktype = 'advisory' and not granted limit 1
                """)) {
            return rows.next() ? Optional.of(new Waiting(rows.getInt(1), rows.getInt(2))) : Optional.empty();
        }
    }

    private static void lock(Statement statement) throws SQLException {
        statement.execute("select pg_advisory_lock(%d)".formatted(LOCK));
    }

    private static void unlock(Statement statement) throws SQLException {
        statement.execute("select pg_advisory_unlock_all()");
    }

    /** A change that is held. */
    static final class Held {

        private final Connection connection;
        private final int backend;
        private final int port;

        private Held(Connection connection, int backend, int port) {
            this.connection = connection;
            this.backend = backend;
            this.port = port;
        }

        /** The port that it comes from, as Postgres sees it. */
        int port() {
            return port;
        }

        /** It is not committed, and neither is whatever else comes through the same proxy. */
        void rollBack(TcpProxy through) {
            try (var statement = connection.createStatement();
                    var others = connection.createStatement();
                    var rows = others.executeQuery(
                            "select pid, client_port from pg_stat_activity where client_port > 0")) {
                while (rows.next()) {
                    if (through.has(rows.getInt(2))) {
                        statement.execute("select pg_terminate_backend(%d, 1000)".formatted(rows.getInt(1)));
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException("can't roll a change back", e);
            }
        }

        /** It is committed now. */
        void commit() {
            try (var statement = connection.createStatement()) {
                unlock(statement);
                await("the commit").pollInterval(Duration.ofMillis(5)).until(() -> isIdle(statement));
            } catch (SQLException e) {
                throw new IllegalStateException("can't let a change go on", e);
            }
        }

        private boolean isIdle(Statement statement) throws SQLException {
            try (var rows =
                    statement.executeQuery("select state from pg_stat_activity where pid = %d".formatted(backend))) {
                return rows.next() && rows.getString(1).equals("idle");
            }
        }
    }
}
