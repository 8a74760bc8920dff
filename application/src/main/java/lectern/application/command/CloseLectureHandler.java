package lectern.application.command;

import static lectern.domain.Decision.rejected;

import lectern.application.dispatch.CommandDispatcher;
import lectern.application.port.ServiceUnavailable;
import lectern.domain.CloseLecture;
import lectern.domain.Decision;
import lectern.domain.LectureClosed;
import lectern.domain.LectureId;
import lectern.domain.Rejection;
import lectern.domain.Teacher;
import lectern.domain.User;

/** Closes lectures for their owners. */
public final class CloseLectureHandler {

    private final CommandDispatcher dispatcher;

    public CloseLectureHandler(CommandDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** @throws ServiceUnavailable when it is unknown for now whether the lecture is closed */
    public Decision<LectureClosed> handle(User caller, LectureId lecture) {
        return caller instanceof Teacher teacher
                ? dispatcher.dispatch(lecture, new CloseLecture(teacher))
                : rejected(new Rejection.NotTheOwner());
    }
}
