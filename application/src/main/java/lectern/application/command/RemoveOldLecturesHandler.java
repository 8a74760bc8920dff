package lectern.application.command;

import java.time.InstantSource;
import lectern.application.port.Housekeeping;
import lectern.application.port.Mutex;
import lectern.application.port.ServiceUnavailable;

/** Removes the lectures whose retention time is over, on one instance at a time. */
public final class RemoveOldLecturesHandler {

    private final Housekeeping housekeeping;
    private final Mutex mutex;
    private final InstantSource clock;

    public RemoveOldLecturesHandler(Housekeeping housekeeping, Mutex mutex, InstantSource clock) {
        this.housekeeping = housekeeping;
        this.mutex = mutex;
        this.clock = clock;
    }

    /**
     * @return whether it ran, and how many lectures it removed
     * @throws ServiceUnavailable when the store could not be reached or took too long; what was removed stays removed
     */
    public Mutex.Attempt<Integer> handle(RemoveOldLectures command) {
        return mutex.exclusively(
                "removing old lectures",
                () -> housekeeping.removeClosed(clock.instant().minus(command.retention())));
    }
}
