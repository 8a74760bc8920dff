package lectern.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that a lecture is, but for who attends it.
 *
 * @param attending how many students are in now
 * @param lastNumber the attendance number given last, 0 before the first
 * @param attended how many different students ever attended
 * @param closedAt null until it is closed
 */
public record LectureState(
        LectureId id,
        LectureCode code,
        Teacher teacher,
        Capacity capacity,
        @Nullable Title title,
        Instant openedAt,
        Instant startsAt,
        int attending,
        int lastNumber,
        int attended,
        @Nullable Instant closedAt) {

    /** A lecture that nothing has happened to since it was opened. */
    public static LectureState after(LectureOpened opened) {
        return new LectureState(
                opened.lecture(),
                opened.code(),
                opened.teacher(),
                opened.capacity(),
                opened.title(),
                opened.at(),
                opened.startsAt(),
                0,
                0,
                0,
                null);
    }
}
