package lectern.application.command;

import static lectern.domain.Decision.rejected;

import lectern.application.port.NotServed;
import lectern.domain.Decision;
import lectern.domain.Rejection;
import lectern.domain.Student;
import lectern.domain.StudentAttended;

/** Lets students attend. */
public final class AttendLectureHandler {

    private final Decider decider;

    public AttendLectureHandler(Decider decider) {
        this.decider = decider;
    }

    /** @throws NotServed when it can't be said now whether the student attends */
    public Decision<StudentAttended> handle(AttendLecture command) {
        return command.caller() instanceof Student student
                ? decider.attend(command.code(), student)
                : rejected(new Rejection.NotAStudent());
    }
}
