package lectern.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** A Postgres database, over the pool of connections to it. All that fails in it comes out as {@link Failures} says. */
final class Database {

    private final DataSource pool;

    Database(DataSource pool) {
        this.pool = pool;
    }

    /** Runs one statement, in a transaction of its own. */
    <T> T ask(Function<DSLContext, T> question) {
        try {
            return question.apply(DSL.using(pool, SQLDialect.POSTGRES));
        } catch (DataAccessException e) {
            throw Failures.of(e);
        }
    }

    /** Runs work in a transaction, which is committed when the work returns, and rolled back when it throws. */
    <T> T transact(Function<DSLContext, T> work) {
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            return transact(connection, work);
        } catch (DataAccessException e) {
            throw Failures.of(e);
        } catch (SQLException e) {
            throw Failures.of(new DataAccessException("no transaction", e));
        }
    }

    private static <T> T transact(Connection connection, Function<DSLContext, T> work) throws SQLException {
        try {
            T result = work.apply(DSL.using(connection, SQLDialect.POSTGRES));
            connection.commit();
            return result;
        } catch (Throwable thrown) {
            rollBack(connection, thrown);
            throw thrown;
        }
    }

    private static void rollBack(Connection connection, Throwable why) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The server has done so by itself: the connection is lost.
            why.addSuppressed(e);
        }
    }
}
