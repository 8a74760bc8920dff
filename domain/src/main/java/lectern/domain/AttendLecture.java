package lectern.domain;

import java.time.Instant;

/** A student's command to take a seat in a lecture. */
public record AttendLecture(Student student) implements StudentCommand<StudentAttended> {

    @Override
    public boolean readsAttendancesFirst() {
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
