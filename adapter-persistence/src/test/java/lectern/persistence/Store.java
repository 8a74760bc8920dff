package lectern.persistence;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import lectern.persistence.database.Database;
import lectern.persistence.housekeeping.PostgresHousekeeping;
import lectern.persistence.store.PostgresLectures;
import lectern.persistence.views.PostgresLectureViews;

/** All that an instance of the service has of a database, with the limits that it has by default. */
final class Store implements AutoCloseable {

    static final PoolProperties LIMITS = new PoolProperties(
            8,
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(6));

    final TestPostgres.Access access;
    final HikariDataSource pool;
    final HikariDataSource viewsPool;
    final Database database;
    final PostgresLectures lectures;
    final PostgresHousekeeping housekeeping;
    final PostgresLectureViews views;

    /** One over a database of its own. */
    Store() {
        this(TestPostgres.migrated(), LIMITS);
    }

    Store(TestPostgres.Access access, PoolProperties limits) {
        this(access, limits, pool -> pool);
    }

    /** @param connected what the connections that commands go through pass through before */
    Store(TestPostgres.Access access, PoolProperties limits, UnaryOperator<DataSource> connected) {
        this.access = access;
        pool = limits.open(limits.config("lectern", access.url(), access.username(), access.password()));
        viewsPool =
                limits.openReadOnly(limits.config("lectern-views", access.url(), access.username(), access.password()));
        database = new Database(connected.apply(pool));
        lectures = new PostgresLectures(database, limits.timeouts());
        housekeeping = new PostgresHousekeeping(database);
        views = new PostgresLectureViews(new Database(viewsPool), limits.timeouts());
    }

    /** Past the code: the rows of a query as text, or nothing for a statement that has none. */
    List<String> sql(String sql) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            var rows = new ArrayList<String>();
            if (statement.execute(sql)) {
                for (var result = statement.getResultSet(); result.next(); ) {
                    rows.add(result.getString(1));
                }
            }
            return rows;
        }
    }

    @Override
    public void close() {
        viewsPool.close();
        pool.close();
    }
}
