package lectern.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A teacher opened a lecture.
 *
 * @param startsAt when students may begin to attend; the same as {@code at} when the lecture started at once
 */
public record LectureOpened(
        LectureId lecture,
        LectureCode code,
        Teacher teacher,
        Capacity capacity,
        @Nullable Title title,
        Instant startsAt,
        Instant at)
        implements LectureEvent {

    /** The status that the lecture was opened with. */
    public LectureStatus status() {
        return LectureStatus.at(at, at, startsAt, null);
    }
}
