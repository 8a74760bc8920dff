package lectern.application.command;

import static lectern.domain.Decision.rejected;

import lectern.application.dispatch.CommandDispatcher;
import lectern.application.port.ServiceUnavailable;
import lectern.domain.Decision;
import lectern.domain.LeaveLecture;
import lectern.domain.LectureId;
import lectern.domain.Rejection;
import lectern.domain.Student;
import lectern.domain.StudentLeft;
import lectern.domain.User;

/** Lets students leave lectures. */
public final class LeaveLectureHandler {

    private final CommandDispatcher dispatcher;

    public LeaveLectureHandler(CommandDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** @throws ServiceUnavailable when it is unknown for now whether the student has left */
    public Decision<StudentLeft> handle(User caller, LectureId lecture) {
        return caller instanceof Student student
                ? dispatcher.dispatch(lecture, new LeaveLecture(student))
                : rejected(new Rejection.NotInLecture());
    }
}
