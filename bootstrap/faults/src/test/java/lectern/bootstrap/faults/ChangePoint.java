package lectern.bootstrap.faults;

import static java.util.function.Predicate.not;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lectern.persistence.TestPostgres;

/**
 * A point in the change of a lecture: when it is about to be committed, all of it is written and nothing of it holds; or in the middle, when
 * its row is locked, and it takes more of its instance to come to an end.
 *
 * <p>A trigger waits there for a lock that the test has, a deferred one for the commit. So it does not matter how a commit is sent. It stays when
 * the lock is given back: to drop it would be to wait for every transaction.
 */
final class ChangePoint {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestPostgres.Access postgres;
    private final String trigger;
    private final String when;
    private final int lock;

    private ChangePoint(TestPostgres.Access postgres, String trigger, String when, int lock) {
        this.postgres = postgres;
        this.trigger = trigger;
        this.when = when;
        this.lock = lock;
    }

    static ChangePoint beforeCommit(TestPostgres.Access postgres) {
        return new ChangePoint(postgres, "held_before_commit", "initially deferred", 4711);
    }

    static ChangePoint inAChange(TestPostgres.Access postgres) {
        return new ChangePoint(postgres, "held_in_a_change", "initially immediate", 4712);
    }

    /** Holds changes there, and has something happen to one of them meanwhile. It has a second or so until that gives up. */
    void hold(Consumer<Held> meanwhile) {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.username(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(%d)".formatted(lock));
            install(statement);
            try {
                var waiting = await("a change that is held")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> theOneThatWaits(statement), Optional::isPresent)
                        .orElseThrow();
                meanwhile.accept(new Held(connection, waiting));
            } finally {
                unlock(statement);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("can't hold a change", e);
        }
    }

    private void install(Statement statement) throws SQLException {
        statement.execute("""
                create or replace function %1$s() returns trigger language plpgsql as $$
                begin
                    -- Of all that others are shown of this transaction, the only thing that it can choose.
                    perform set_config('application_name', new.id::text, true);
                    perform pg_advisory_xact_lock_shared(%3$d);
                    return null;
                end $$;
                do $$
                begin
                    if not exists (select from pg_trigger where tgname = '%1$s') then
                        create constraint trigger %1$s after update on lecture
                        deferrable %2$s for each row execute function %1$s();
                    end if;
                end $$
                """.formatted(trigger, when, lock));
    }

    private static void unlock(Statement statement) throws SQLException {
        statement.execute("select pg_advisory_unlock_all()");
    }

    /**
     * @param port where it comes from, as Postgres sees it
     * @param lecture what it changes, or one of those
     */
    private record Waiting(int port, String lecture, String transaction) {}

    /** Postgres tells of locks and of activity at two moments: asked in this order, whoever is seen to wait is at the point already. */
    private Optional<Waiting> theOneThatWaits(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("""
                select client_port, application_name, backend_xid::text
                from pg_locks, lateral pg_stat_get_activity(pg_locks.pid) as activity
                where locktype = 'advisory' and objid = %d and not granted and backend_xid is not null limit 1
                """.formatted(lock))) {
            return rows.next()
                    ? Optional.of(new Waiting(rows.getInt(1), rows.getString(2), rows.getString(3)))
                    : Optional.empty();
        }
    }

    /** A change that is held. */
    static final class Held {

        private final Connection connection;
        private final Waiting waiting;

        private Held(Connection connection, Waiting waiting) {
            this.connection = connection;
            this.waiting = waiting;
        }

        /** The port that it comes from, as Postgres sees it. */
        int port() {
            return waiting.port();
        }

        /** The id of the lecture that is changed. */
        String lecture() {
            return waiting.lecture();
        }

        /** Has something happen to whoever makes the change, and Postgres notice that they are gone: it is not committed. */
        void rollBack(TcpProxy through, Runnable happens) {
            try (var statement = connection.createStatement()) {
                var backends = backends(statement, through);
                happens.run();
                for (int backend : backends) {
                    statement.execute("select pg_terminate_backend(%d, 1000)".formatted(backend));
                }
                var end = end(statement);
                if (!end.equals("aborted")) {
                    throw new IllegalStateException("the change was " + end);
                }
            } catch (SQLException e) {
                throw new IllegalStateException("can't roll a change back", e);
            }
        }

        private static List<Integer> backends(Statement statement, TcpProxy through) throws SQLException {
            var found = new ArrayList<Integer>();
            try (var rows =
                    statement.executeQuery("select pid, client_port from pg_stat_activity where client_port > 0")) {
                while (rows.next()) {
                    if (through.has(rows.getInt(2))) {
                        found.add(rows.getInt(1));
                    }
                }
            }
            return found;
        }

        /** Lets it go on to its end, and says whether it is committed: it may have given up before. */
        boolean commit() {
            try (var statement = connection.createStatement()) {
                unlock(statement);
                return end(statement).equals("committed");
            } catch (SQLException e) {
                throw new IllegalStateException("can't let a change go on", e);
            }
        }

        /** Waits for it. */
        private String end(Statement statement) {
            return await("the end of the change")
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> status(statement), not("in progress"::equals));
        }

        private String status(Statement statement) throws SQLException {
            try (var rows =
                    statement.executeQuery("select pg_xact_status('%s'::xid8)".formatted(waiting.transaction()))) {
                var _ = rows.next();
                return rows.getString(1);
            }
        }
    }
}
