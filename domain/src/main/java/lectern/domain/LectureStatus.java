package lectern.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a lecture stands. It follows from the facts and the clock: nothing has to turn it. */
public enum LectureStatus {
    /** Opened with a start that still lies ahead. */
    RESERVED,
    ACTIVE,
    CLOSED;

    /**
     * A lecture that was opened to start at once is never {@link #RESERVED}, not even by a clock that is behind the one
     * that it was opened by.
     */
    public static LectureStatus at(Instant now, Instant openedAt, Instant startsAt, @Nullable Instant closedAt) {
        if (closedAt != null) {
            return CLOSED;
        }
        return startsAt.isAfter(openedAt) && startsAt.isAfter(now) ? RESERVED : ACTIVE;
    }
}
