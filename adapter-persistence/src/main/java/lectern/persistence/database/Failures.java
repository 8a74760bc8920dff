package lectern.persistence.database;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import lectern.application.port.ServiceUnavailable;
import org.jooq.exception.DataAccessException;

/** Tells transient failures, after which a call may be tried again, from bugs. */
public final class Failures {

    /** Classes of SQLSTATE (the first two characters) whose members are all transient. */
    private static final Set<String> PASSING_CLASSES = Set.of(
            "08", // connection lost or not made; if it is lost during a commit, it is unknown whether the commit took
            // effect
            "40", // rolled back by the server: deadlock, serialization
            "53", // out of connections, memory or disk
            "57", // cancelled by statement_timeout, shutting down, starting up
            "58"); // I/O error in the system around Postgres

    private static final Set<String> PASSING_STATES = Set.of(
            "55P03", // lock_timeout
            "25P03", // idle_in_transaction_session_timeout
            "25P04", // transaction_timeout
            "25006"); // read-only: it was the primary until a moment ago

    private static final String UNIQUE_VIOLATION = "23505";

    private Failures() {}

    /** The exception to throw for a failure. */
    static RuntimeException of(DataAccessException failure) {
        var cause = failure.getCause(SQLException.class);
        return cause != null && passes(cause)
                ? new ServiceUnavailable.TryAgain("the database can't be reached or did not answer in time", failure)
                : failure;
    }

    /** Whether a row was not added because it already exists. */
    public static boolean isUniqueViolation(DataAccessException failure) {
        return UNIQUE_VIOLATION.equals(failure.sqlState());
    }

    private static boolean passes(SQLException failure) {
        var state = failure.getSQLState();
        // A failure without a state did not come from the server: the pool was closed, or a thread was interrupted
        // while it waited.
        return failure instanceof SQLTransientException
                || state == null
                || PASSING_STATES.contains(state)
                || PASSING_CLASSES.contains(state.substring(0, Math.min(2, state.length())));
    }
}
