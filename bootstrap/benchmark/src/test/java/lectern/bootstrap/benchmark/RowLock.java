package lectern.bootstrap.benchmark;

import static lectern.bootstrap.benchmark.Sql.instant;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import lectern.application.port.Lectures;
import lectern.application.port.ServiceUnavailable;
import lectern.domain.AttendLecture;
import lectern.domain.Attendance;
import lectern.domain.Capacity;
import lectern.domain.Decision;
import lectern.domain.Lecture;
import lectern.domain.LectureCode;
import lectern.domain.LectureId;
import lectern.domain.LectureState;
import lectern.domain.Rejection;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import lectern.domain.Teacher;
import lectern.domain.Title;

/**
 * {@code SELECT … FOR UPDATE} per request: three round trips, the lock with all that is read, one statement for all that is
 * written, and the commit. It serves attends.
 */
final class RowLock extends Peer {

    private static final String LOCK = Sql.script("row-lock-read.sql");
    private static final String KEEP = Sql.script("row-lock-write.sql");

    private final DataSource pool;

    RowLock(Lectures store, DataSource pool) {
        super(store);
        this.pool = pool;
    }

    private record Found(Lecture lecture, long version) {}

    @Override
    Decision<StudentAttended> attend(LectureId id, Student student) {
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var found = lock(connection, id, student);
                var decision = found.isPresent()
                        ? attend(connection, found.get(), student)
                        : Decision.<StudentAttended>rejected(new Rejection.LectureNotFound());
                connection.commit();
                return decision;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new ServiceUnavailable.TryAgain("the database did not serve", e);
        }
    }

    private static Decision<StudentAttended> attend(Connection connection, Found found, Student student)
            throws SQLException {
        var decision = found.lecture().decide(new AttendLecture(student), Instant.now());
        if (decision instanceof Decision.Accepted<StudentAttended>(var attended)) {
            keep(connection, found.lecture().apply(attended).state(), found.version() + 1, attended);
        }
        return decision;
    }

    private static Optional<Found> lock(Connection connection, LectureId id, Student student) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK)) {
            Sql.set(statement, id.value(), id.value(), student.id().value());
            var _ = statement.execute();
            try (var lecture = statement.getResultSet()) {
                if (!lecture.next()) {
                    return Optional.empty();
                }
                var state = state(id, lecture);
                long version = lecture.getLong("version");
                return Optional.of(new Found(new Lecture(state, attendances(statement, student)), version));
            }
        }
    }

    private static Map<Student, Attendance> attendances(PreparedStatement statement, Student student)
            throws SQLException {
        var _ = statement.getMoreResults(PreparedStatement.KEEP_CURRENT_RESULT);
        try (var attendance = statement.getResultSet()) {
            return attendance.next()
                    ? Map.of(
                            student,
                            new Attendance(
                                    student,
                                    attendance.getInt("number"),
                                    attendance.getTimestamp("attended_at").toInstant(),
                                    instant(attendance.getTimestamp("left_at"))))
                    : Map.of();
        }
    }

    static LectureState state(LectureId id, ResultSet row) throws SQLException {
        var title = row.getString("title");
        return new LectureState(
                id,
                new LectureCode(Objects.requireNonNull(row.getObject("code", UUID.class))),
                Teacher.of(row.getString("teacher_id")),
                new Capacity(row.getInt("capacity")),
                title == null ? null : new Title(title),
                row.getTimestamp("opened_at").toInstant(),
                row.getTimestamp("starts_at").toInstant(),
                row.getInt("attending"),
                row.getInt("last_number"),
                row.getInt("attended"),
                instant(row.getTimestamp("closed_at")));
    }

    private static void keep(Connection connection, LectureState state, long version, StudentAttended event)
            throws SQLException {
        try (var statement = connection.prepareStatement(KEEP)) {
            Sql.set(
                    statement,
                    state.attending(),
                    state.lastNumber(),
                    state.attended(),
                    version,
                    state.id().value(),
                    event.student().id().value(),
                    event.number(),
                    event.at(),
                    state.attending());
            int _ = statement.executeUpdate();
        }
    }
}
