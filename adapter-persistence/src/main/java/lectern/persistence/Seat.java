package lectern.persistence;

import static lectern.persistence.jooq.Tables.ATTENDANCE;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import lectern.domain.LectureId;
import lectern.domain.Student;
import org.jooq.DSLContext;

/** A student's seat in a lecture, which they have, or have had, or not. */
record Seat(LectureId lecture, Student student) {

    private static final Column<LectureId> LECTURE = new Column<>(ATTENDANCE.LECTURE_ID);
    private static final Column<Student> STUDENT = new Column<>(ATTENDANCE.STUDENT_ID);

    /** @param script takes lectures and students, and returns those that it finds */
    static Function<Seat, Boolean> find(DSLContext db, Script script, Collection<Seat> seats) {
        var found = new HashSet<Seat>();
        Script.run(db, List.of(script.with(LECTURE.all(seats, Seat::lecture), STUDENT.all(seats, Seat::student))))
                .getFirst()
                .into(ATTENDANCE.LECTURE_ID, ATTENDANCE.STUDENT_ID)
                .forEach(row -> found.add(new Seat(row.value1(), row.value2())));
        return found::contains;
    }
}
