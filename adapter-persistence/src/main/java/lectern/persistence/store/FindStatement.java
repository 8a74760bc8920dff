package lectern.persistence.store;

import static lectern.persistence.jooq.Tables.ATTENDANCE;
import static lectern.persistence.jooq.Tables.LECTURE;
import static org.jooq.impl.DSL.list;
import static org.jooq.impl.DSL.name;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import lectern.application.port.LectureSnapshot;
import lectern.application.port.Version;
import lectern.domain.Attendance;
import lectern.domain.Lecture;
import lectern.domain.LectureId;
import lectern.domain.Student;
import lectern.persistence.database.ArrayParameter;
import lectern.persistence.database.SqlTemplate;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SQL;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Finds lectures and some of their attendances, in one consistent read. */
final class FindStatement {

    private static final SqlTemplate FIND = new SqlTemplate(FindStatement.class, "find.sql");
    private static final ArrayParameter<LectureId> LECTURES = new ArrayParameter<>(LECTURE.ID);
    private static final ArrayParameter<Student> STUDENTS = new ArrayParameter<>(ATTENDANCE.STUDENT_ID);
    private static final QueryPart STATE = list(StateColumn.fields());

    private static final Field<Student[]> FOUND_STUDENTS = array("students", ATTENDANCE.STUDENT_ID);
    private static final Field<Integer[]> FOUND_NUMBERS = array("numbers", ATTENDANCE.NUMBER);
    private static final Field<Instant[]> FOUND_ATTENDED_AT = array("attended_at", ATTENDANCE.ATTENDED_AT);
    private static final Field<Instant[]> FOUND_LEFT_AT = array("left_at", ATTENDANCE.LEFT_AT);
    private static final Field<?>[] FOUND = Stream.concat(
                    StateColumn.fields().stream(),
                    Stream.of(
                            LECTURE.VERSION,
                            LECTURE.MARK,
                            FOUND_STUDENTS,
                            FOUND_NUMBERS,
                            FOUND_ATTENDED_AT,
                            FOUND_LEFT_AT))
            .toArray(Field<?>[]::new);

    private FindStatement() {}

    /** A lecture, and the students whose attendances are read with it. */
    record Query(LectureId lecture, Set<Student> students) {}

    private record Key(LectureId lecture, @Nullable Student student) {}

    static SQL of(List<Query> queries) {
        var keys = new LinkedHashSet<Key>();
        for (var query : queries) {
            if (query.students().isEmpty()) {
                keys.add(new Key(query.lecture(), null));
            }
            query.students().forEach(student -> keys.add(new Key(query.lecture(), student)));
        }
        return FIND.with(LECTURES.of(keys, Key::lecture), STUDENTS.of(keys, Key::student), STATE);
    }

    /** The lectures in the result of the statement. */
    static Map<LectureId, LectureSnapshot> lectures(Result<Record> result) {
        var found = new HashMap<LectureId, LectureSnapshot>();
        for (var row : result.into(FOUND)) {
            var state = StateColumn.state(row);
            var version = new Version(row.get(LECTURE.VERSION), row.get(LECTURE.MARK));
            found.put(state.id(), new LectureSnapshot(new Lecture(state, attendances(row)), version));
        }
        return found;
    }

    private static Map<Student, Attendance> attendances(Record row) {
        var attendances = new HashMap<Student, Attendance>();
        Student @Nullable [] students = row.get(FOUND_STUDENTS);
        if (students != null) {
            var numbers = row.get(FOUND_NUMBERS);
            var attendedAt = row.get(FOUND_ATTENDED_AT);
            var leftAt = row.get(FOUND_LEFT_AT);
            for (int i = 0; i < students.length; i++) {
                attendances.put(students[i], new Attendance(students[i], numbers[i], attendedAt[i], leftAt[i]));
            }
        }
        return attendances;
    }

    private static <T> Field<T[]> array(String alias, Field<T> column) {
        return DSL.field(name(alias), column.getDataType().getArrayDataType());
    }
}
