package lectern.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a lecture except its attendances.
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

    public boolean isClosed() {
        return closedAt != null;
    }

    /** Whether every seat is taken. */
    public boolean isFull() {
        return attending == capacity.seats();
    }

    public LectureStatus status(Instant at) {
        return LectureStatus.at(at, openedAt, startsAt, closedAt);
    }

    /** The state of a lecture right after it was opened. */
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

    /** @param isNewcomer whether the student has not attended before */
    LectureState after(StudentAttended event, boolean isNewcomer) {
        return with(capacity, attending + 1, event.number(), attended + (isNewcomer ? 1 : 0), closedAt);
    }

    LectureState after(StudentLeft event) {
        return with(capacity, attending - 1, lastNumber, attended, closedAt);
    }

    LectureState after(CapacityChanged event) {
        return with(event.capacity(), attending, lastNumber, attended, closedAt);
    }

    LectureState after(LectureClosed event) {
        return with(capacity, attending, lastNumber, attended, event.at());
    }

    private LectureState with(
            Capacity newCapacity, int newAttending, int newLastNumber, int newAttended, @Nullable Instant newClosedAt) {
        return new LectureState(
                id,
                code,
                teacher,
                newCapacity,
                title,
                openedAt,
                startsAt,
                newAttending,
                newLastNumber,
                newAttended,
                newClosedAt);
    }
}
