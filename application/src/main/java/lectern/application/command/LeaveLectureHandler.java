package lectern.application.command;

import static lectern.domain.Decision.rejected;

import lectern.application.port.NotServed;
import lectern.domain.Decision;
import lectern.domain.Rejection;
import lectern.domain.Request;
import lectern.domain.Student;
import lectern.domain.StudentLeft;

/** Lets students leave. */
public final class LeaveLectureHandler {

    private final Decider decider;

    public LeaveLectureHandler(Decider decider) {
        this.decider = decider;
    }

    /** @throws NotServed when it can't be said now whether the student has left */
    public Decision<StudentLeft> handle(LeaveLecture command) {
        return command.caller() instanceof Student student
                ? decider.decide(command.lecture(), new Request.Leave(student))
                : rejected(new Rejection.NotInLecture());
    }
}
