package lectern.domain;

import java.time.Instant;

/** A student's command to give their seat back. */
public record LeaveLecture(Student student) implements StudentCommand<StudentLeft> {

    @Override
    public boolean readsAttendancesFirst() {
        return true;
    }

    @Override
    public boolean isBatched() {
        return true;
    }

    /** Never: whether the student is in the lecture may depend on an attend that they have just sent. */
    @Override
    public boolean isRefusedWithoutTicket(Rejection reason) {
        return false;
    }

    @Override
    public Decision<StudentLeft> decide(Lecture lecture, Instant at) {
        return lecture.leave(student, at);
    }
}
