package lectern.bootstrap.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lectern.persistence.TestPostgres;
import org.jspecify.annotations.Nullable;

/**
 * What Postgres says of some lectures, all as of one moment.
 *
 * @param lectures by their id
 */
record Truth(Map<String, Kept> lectures) {

    /**
     * One lecture.
     *
     * @param record who is in it, and who was, by the student's id
     * @param events what happened to it, in order
     * @param viewed what its views say of {@code attending} and of the record
     */
    record Kept(
            int capacity,
            int attending,
            int lastNumber,
            int attended,
            @Nullable Instant closedAt,
            Map<String, Seat> record,
            List<Happened> events,
            @Nullable Viewed viewed) {}

    record Seat(int number, Instant attendedAt, @Nullable Instant leftAt) {}

    /**
     * @param student the student's id; empty where it is about none
     * @param number the attendance number; 0 where there is none
     */
    record Happened(String type, Instant at, String student, int number) {}

    record Viewed(int attending, @Nullable Instant closedAt, Map<String, Seat> attendees) {}

    static Truth read(TestPostgres.Access postgres, Collection<String> lectures) {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.username(), postgres.password())) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            var all = new HashMap<String, Kept>();
            for (var lecture : lectures) {
                read(connection, lecture).forEach(kept -> all.put(lecture, kept));
            }
            return new Truth(all);
        } catch (SQLException e) {
            throw new IllegalStateException("can't read what was kept", e);
        }
    }

    private static List<Kept> read(Connection connection, String lecture) throws SQLException {
        var record = seats(connection, "attendance", lecture);
        var events = all(
                connection,
                """
                select type, at, coalesce(payload ->> 'studentId', ''), coalesce((payload ->> 'number')::int, 0)
                from lecture_event where lecture_id = ?::uuid order by version, ordinal
                """,
                lecture,
                row -> new Happened(row.getString(1), instant(row, 2), row.getString(3), row.getInt(4)));
        var attendees = seats(connection, "attendee_view", lecture);
        var viewed = all(
                connection,
                "select attending, closed_at from lecture_view where lecture_id = ?::uuid",
                lecture,
                row -> new Viewed(row.getInt(1), nullableInstant(row, 2), attendees));
        return all(
                connection,
                """
                select capacity, attending, last_number, attended, closed_at from lecture where id = ?::uuid
                """,
                lecture,
                row -> new Kept(
                        row.getInt(1),
                        row.getInt(2),
                        row.getInt(3),
                        row.getInt(4),
                        nullableInstant(row, 5),
                        record,
                        events,
                        viewed.isEmpty() ? null : viewed.getFirst()));
    }

    private static Map<String, Seat> seats(Connection connection, String table, String lecture) throws SQLException {
        var seats = new HashMap<String, Seat>();
        var _ = all(
                connection,
                "select student_id, number, attended_at, left_at from %s where lecture_id = ?::uuid".formatted(table),
                lecture,
                row -> seats.put(row.getString(1), new Seat(row.getInt(2), instant(row, 3), nullableInstant(row, 4))));
        return seats;
    }

    private interface Row<T extends @Nullable Object> {
        T of(ResultSet row) throws SQLException;
    }

    private static <T extends @Nullable Object> List<T> all(
            Connection connection, String select, String lecture, Row<T> as) throws SQLException {
        try (var statement = connection.prepareStatement(select)) {
            statement.setString(1, lecture);
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<T>();
                while (rows.next()) {
                    found.add(as.of(rows));
                }
                return found;
            }
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant nullableInstant(ResultSet row, int column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
