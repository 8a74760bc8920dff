package lectern.application.command;

import static lectern.domain.Decision.rejected;

import lectern.application.port.NotServed;
import lectern.domain.Decision;
import lectern.domain.LectureClosed;
import lectern.domain.Rejection;
import lectern.domain.Request;
import lectern.domain.Teacher;

/** Closes lectures for their owners. */
public final class CloseLectureHandler {

    private final Decider decider;

    public CloseLectureHandler(Decider decider) {
        this.decider = decider;
    }

    /** @throws NotServed when it can't be said now whether the lecture is closed */
    public Decision<LectureClosed> handle(CloseLecture command) {
        return command.caller() instanceof Teacher teacher
                ? decider.decide(command.lecture(), new Request.Close(teacher))
                : rejected(new Rejection.NotTheOwner());
    }
}
