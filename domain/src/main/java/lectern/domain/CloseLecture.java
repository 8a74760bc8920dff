package lectern.domain;

import java.time.Instant;
import java.util.Set;

/** End the lecture. */
public record CloseLecture(Teacher teacher) implements LectureCommand<LectureClosed> {

    @Override
    public User sender() {
        return teacher;
    }

    @Override
    public Set<Student> students() {
        return Set.of();
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
        return reason instanceof Rejection.NotTheOwner;
    }

    @Override
    public Decision<LectureClosed> decide(Lecture lecture, Instant at) {
        return lecture.close(teacher, at);
    }
}
