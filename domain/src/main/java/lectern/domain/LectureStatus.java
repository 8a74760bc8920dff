package lectern.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The status of a lecture. It follows from the lecture's times and the clock, so no job has to update it. */
public enum LectureStatus {
    /** Opened with a start that still lies ahead. */
    RESERVED,
    ACTIVE,
    CLOSED;

    /**
     * A lecture that was opened to start at once is never {@link #RESERVED}, even if the clock of {@code now} is behind the clock
     * that it was opened by.
     */
    public static LectureStatus at(Instant now, Instant openedAt, Instant startsAt, @Nullable Instant closedAt) {
        if (closedAt != null) {
            return CLOSED;
        }
        return startsAt.isAfter(openedAt) && startsAt.isAfter(now) ? RESERVED : ACTIVE;
    }
}
