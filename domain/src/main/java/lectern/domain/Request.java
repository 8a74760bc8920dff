package lectern.domain;

import java.time.Instant;
import java.util.Set;

/**
 * What somebody wants of a lecture that was opened: a command as a value, since it may have to wait for its turn.
 *
 * @param <E> what happens when it is accepted
 */
public sealed interface Request<E extends LectureEvent> {

    /** Has the lecture decide this. */
    Decision<E> decide(Lecture lecture, Instant at);

    /** The students that deciding this is about: those whose attendance the lecture has to know. */
    default Set<Student> students() {
        return switch (this) {
            case Attend(var student) -> Set.of(student);
            case Leave(var student) -> Set.of(student);
            case Close _ -> Set.of();
        };
    }

    /** Take a seat. */
    record Attend(Student student) implements Request<StudentAttended> {

        @Override
        public Decision<StudentAttended> decide(Lecture lecture, Instant at) {
            return lecture.attend(student, at);
        }
    }

    /** Give the seat back. */
    record Leave(Student student) implements Request<StudentLeft> {

        @Override
        public Decision<StudentLeft> decide(Lecture lecture, Instant at) {
            return lecture.leave(student, at);
        }
    }

    /** End the lecture. */
    record Close(Teacher teacher) implements Request<LectureClosed> {

        @Override
        public Decision<LectureClosed> decide(Lecture lecture, Instant at) {
            return lecture.close(teacher, at);
        }
    }
}
