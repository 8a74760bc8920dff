package lectern.application.port;

import java.time.Instant;

/** The maintenance of the store. It is safe to run concurrently with commands and queries, and more than once. */
public interface Housekeeping {

    /**
     * Removes lectures for good, with their attendance record, events and views.
     *
     * @param before lectures that were closed before this time are removed
     * @return how many were removed
     */
    int removeClosed(Instant before);

    /**
     * Rebuilds the views from the events, lecture by lecture. Readers see the old view of a lecture or the new one, never a mix. A
     * lecture with an event that can't be read is logged, and its view stays as it was.
     *
     * @return how many lectures were rebuilt
     */
    int rebuildViews();
}
