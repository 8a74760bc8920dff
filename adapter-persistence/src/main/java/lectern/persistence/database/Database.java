package lectern.persistence.database;

import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** A Postgres database, over a pool of connections. {@link Failures} classifies its failures. */
public final class Database {

    private final DSLContext jooq;

    public Database(DataSource pool) {
        this.jooq = DSL.using(pool, SQLDialect.POSTGRES);
    }

    /** Runs one statement, in a transaction of its own. */
    public <T> T run(Function<DSLContext, T> statement) {
        try {
            return statement.apply(jooq);
        } catch (DataAccessException e) {
            throw Failures.of(e);
        }
    }

    /** Runs work in a transaction. It is committed when the work returns, and rolled back when it throws. */
    public <T> T transact(Function<DSLContext, T> work) {
        try {
            return jooq.transactionResult(transaction -> work.apply(transaction.dsl()));
        } catch (DataAccessException e) {
            throw Failures.of(e);
        }
    }
}
