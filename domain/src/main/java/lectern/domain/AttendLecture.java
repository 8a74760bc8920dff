package lectern.domain;

import java.time.Instant;
import java.util.Set;

/** Take a seat. */
public record AttendLecture(Student student) implements LectureCommand<StudentAttended> {

    @Override
    public User sender() {
        return student;
    }

    @Override
    public Set<Student> students() {
        return Set.of(student);
    }

    @Override
    public boolean isByAttendees() {
        return false;
    }

    @Override
    public boolean isBatched() {
        return true;
    }

    @Override
    public boolean isRefusedWithoutTicket(Rejection reason) {
        return reason instanceof Rejection.LectureFull;
    }

    @Override
    public Decision<StudentAttended> decide(Lecture lecture, Instant at) {
        return lecture.attend(student, at);
    }
}
