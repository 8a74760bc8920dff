package lectern.application.inmemory;

import java.time.Instant;
import lectern.application.port.Housekeeping;

/** The upkeep of lectures that are kept in memory. */
public final class InMemoryHousekeeping implements Housekeeping {

    private final InMemoryLectures lectures;

    InMemoryHousekeeping(InMemoryLectures lectures) {
        this.lectures = lectures;
    }

    @Override
    public int removeClosed(Instant before) {
        return lectures.remove(lecture -> {
            var closedAt = lecture.state().closedAt();
            return closedAt != null && closedAt.isBefore(before);
        });
    }

    /** There is nothing to make anew: views in memory are made from the events whenever somebody looks. */
    @Override
    public int rebuildViews() {
        return lectures.all().size();
    }
}
