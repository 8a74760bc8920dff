package lectern.application.port;

import java.time.Instant;

/** The upkeep of what is stored. Safe to run beside commands and queries, and more than once. */
public interface Housekeeping {

    /**
     * Removes lectures for good, with their attendance record, events and views.
     *
     * @param before those that were closed before this
     * @return how many
     */
    int removeClosed(Instant before);

    /**
     * Makes the views anew from the events, lecture by lecture: each is shown as it was or as it became, never in between. A lecture with an
     * event that cannot be read is told in the log, and stays shown as it was.
     *
     * @return how many lectures were made anew
     */
    int rebuildViews();
}
