package lectern.application.command;

import static lectern.domain.Decision.rejected;

import lectern.application.dispatch.CommandDispatcher;
import lectern.application.port.ServiceUnavailable;
import lectern.domain.Capacity;
import lectern.domain.CapacityChanged;
import lectern.domain.ChangeCapacity;
import lectern.domain.Decision;
import lectern.domain.LectureId;
import lectern.domain.Rejection;
import lectern.domain.Teacher;
import lectern.domain.User;

/** Changes the capacity of lectures for their owners. */
public final class ChangeCapacityHandler {

    private final CommandDispatcher dispatcher;

    public ChangeCapacityHandler(CommandDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** @throws ServiceUnavailable when it is unknown for now whether the capacity has changed */
    public Decision<CapacityChanged> handle(User caller, LectureId lecture, Capacity capacity) {
        return caller instanceof Teacher teacher
                ? dispatcher.dispatch(lecture, new ChangeCapacity(teacher, capacity))
                : rejected(new Rejection.NotTheOwner());
    }
}
