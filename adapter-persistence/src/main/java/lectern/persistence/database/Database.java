package lectern.persistence.database;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import lectern.application.port.ServiceUnavailable;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** A Postgres database, over a pool of connections. {@link Failures} classifies its failures. */
public final class Database {

    private final DSLContext jooq;

    /** While there is one, everything goes through it. */
    private volatile @Nullable DryRun dryRun;

    public Database(DataSource pool) {
        this.jooq = DSL.using(pool, SQLDialect.POSTGRES);
    }

    /** Runs one statement, in a transaction of its own. */
    public <T> T run(Function<DSLContext, T> statement) {
        var dry = dryRun;
        return classified(() -> dry == null ? statement.apply(jooq) : dry.apply(statement));
    }

    /** Runs work in a transaction. It is committed when the work returns, and rolled back when it throws. */
    public <T> T transact(Function<DSLContext, T> work) {
        var dry = dryRun;
        return classified(() ->
                dry == null ? jooq.transactionResult(transaction -> work.apply(transaction.dsl())) : dry.apply(work));
    }

    /**
     * Runs work of which nothing stays. Until it returns, all that any thread asks of this database and of the other one is done in a
     * single transaction of this one, which is then rolled back. So the work reads what it has written, and nobody else does. When a
     * statement fails, so does the rest of the work.
     */
    public void dryRun(Database other, Runnable work) {
        try {
            jooq.transaction(transaction -> {
                var dry = new DryRun(transaction.dsl());
                dryRun = dry;
                other.dryRun = dry;
                try {
                    work.run();
                } finally {
                    dryRun = null;
                    other.dryRun = null;
                    dry.end();
                }
                throw new RollBack();
            });
        } catch (RollBack _) {
            // As it has to.
        } catch (DataAccessException e) {
            throw Failures.of(e);
        }
    }

    private static <T> T classified(Supplier<T> call) {
        try {
            return call.get();
        } catch (DataAccessException e) {
            throw Failures.of(e);
        }
    }

    private static final class RollBack extends RuntimeException {

        RollBack() {
            super("a dry run is rolled back", null, false, false);
        }
    }

    /** A transaction for all threads, one at a time. It has no savepoints: thousands of them would slow down all other sessions. */
    private static final class DryRun {

        private final DSLContext transaction;
        private final ReentrantLock turn = new ReentrantLock();
        private boolean over;

        DryRun(DSLContext transaction) {
            this.transaction = transaction;
        }

        <T> T apply(Function<DSLContext, T> work) {
            turn.lock();
            try {
                if (over) {
                    throw new ServiceUnavailable.TryAgain("the dry run is over");
                }
                return work.apply(transaction);
            } finally {
                turn.unlock();
            }
        }

        /** Waits until what was begun is done. Who comes too late is refused: the connection goes back to the pool. */
        void end() {
            turn.lock();
            try {
                over = true;
            } finally {
                turn.unlock();
            }
        }
    }
}
