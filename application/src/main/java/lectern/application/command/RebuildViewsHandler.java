package lectern.application.command;

import lectern.application.port.Housekeeping;
import lectern.application.port.Mutex;
import lectern.application.port.ServiceUnavailable;

/** Rebuilds the views, on one instance at a time, while the service goes on serving. */
public final class RebuildViewsHandler {

    private final Housekeeping housekeeping;
    private final Mutex mutex;

    public RebuildViewsHandler(Housekeeping housekeeping, Mutex mutex) {
        this.housekeeping = housekeeping;
        this.mutex = mutex;
    }

    /**
     * @return whether it ran, and how many lectures it rebuilt
     * @throws ServiceUnavailable when the store could not be reached or took too long; what was rebuilt stays rebuilt
     */
    public Mutex.Attempt<Integer> handle(RebuildViews command) {
        return mutex.exclusively("rebuilding the views", housekeeping::rebuildViews);
    }
}
