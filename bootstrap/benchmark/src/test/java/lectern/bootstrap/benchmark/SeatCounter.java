package lectern.bootstrap.benchmark;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import lectern.application.port.Lectures;
import lectern.application.port.ServiceUnavailable;
import lectern.domain.AttendLecture;
import lectern.domain.Attendance;
import lectern.domain.Decision;
import lectern.domain.Lecture;
import lectern.domain.LectureId;
import lectern.domain.LectureState;
import lectern.domain.Rejection;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * Seats counted in Redis by a script, and one statement per request that inserts what the counter has given: two round
 * trips, and no row that two requests wait for. It serves attends.
 *
 * <p>It pays for that with its guarantees: a seat is lost when the insert fails, all of them are given again when Redis is
 * wiped, and what is shown of the lecture does not know how many are in.
 */
final class SeatCounter extends Peer {

    private static final String COUNT = Sql.script("seat-counter.lua");
    private static final String READ = Sql.script("seat-counter-read.sql");
    private static final String WRITE = Sql.script("seat-counter-write.sql");

    private final DataSource pool;
    private final RedissonClient redisson;

    /** What of a lecture never changes, as it was opened. */
    private final Map<LectureId, LectureState> opened = new ConcurrentHashMap<>();

    SeatCounter(Lectures store, DataSource pool, RedissonClient redisson) {
        super(store);
        this.pool = pool;
        this.redisson = redisson;
    }

    @Override
    Decision<StudentAttended> attend(LectureId id, Student student) {
        try {
            var facts = opened(id);
            return facts.isEmpty() ? Decision.rejected(new Rejection.LectureNotFound()) : attend(facts.get(), student);
        } catch (SQLException e) {
            throw new ServiceUnavailable.TryAgain("the database did not serve", e);
        }
    }

    private Decision<StudentAttended> attend(LectureState facts, Student student) throws SQLException {
        var now = Instant.now();
        List<Object> counted = redisson.getScript(StringCodec.INSTANCE)
                .eval(
                        RScript.Mode.READ_WRITE,
                        COUNT,
                        RScript.ReturnType.LIST,
                        List.of("benchmark:{%s}:seats".formatted(facts.id())),
                        student.id().value(),
                        Integer.toString(facts.capacity().seats()),
                        now.toString());
        int taken = Integer.parseInt(counted.get(0).toString());
        // A student who is in already: the number, and the time of then.
        Map<Student, Attendance> before = counted.size() == 1
                ? Map.of()
                : Map.of(
                        student,
                        new Attendance(
                                student, taken, Instant.parse(counted.get(1).toString()), null));
        var decision = new Lecture(with(facts, taken), before).decide(new AttendLecture(student), now);
        if (decision instanceof Decision.Accepted<StudentAttended>(var attended)) {
            keep(facts, attended);
        }
        return decision;
    }

    private static LectureState with(LectureState facts, int taken) {
        return new LectureState(
                facts.id(),
                facts.code(),
                facts.teacher(),
                facts.capacity(),
                facts.title(),
                facts.openedAt(),
                facts.startsAt(),
                taken,
                taken,
                taken,
                null);
    }

    private Optional<LectureState> opened(LectureId id) throws SQLException {
        var known = opened.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        try (var connection = pool.getConnection();
                var statement = connection.prepareStatement(READ)) {
            Sql.set(statement, id.value());
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                var read = RowLock.state(id, row);
                opened.put(id, read);
                return Optional.of(read);
            }
        }
    }

    private void keep(LectureState facts, StudentAttended event) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.prepareStatement(WRITE)) {
            Sql.set(
                    statement,
                    event.lecture().value(),
                    event.student().id().value(),
                    event.number(),
                    event.at(),
                    facts.openedAt());
            int _ = statement.executeUpdate();
        }
    }
}
