package lectern.domain;

import java.time.Instant;
import java.util.Set;

/** Have more or fewer seats in the lecture. */
public record ChangeCapacity(Teacher teacher, Capacity capacity) implements LectureCommand<CapacityChanged> {

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

    /** It frees seats or takes them away, so what is decided beside it would come out otherwise when it is decided again. */
    @Override
    public boolean isBatched() {
        return false;
    }

    @Override
    public boolean isRefusedWithoutTicket(Rejection reason) {
        return reason instanceof Rejection.NotTheOwner;
    }

    @Override
    public Decision<CapacityChanged> decide(Lecture lecture, Instant at) {
        return lecture.changeCapacity(teacher, capacity, at);
    }
}
