package lectern.application.query;

import java.time.Instant;
import lectern.domain.Capacity;
import lectern.domain.LectureCode;
import lectern.domain.LectureId;
import lectern.domain.LectureStatus;
import lectern.domain.Teacher;
import lectern.domain.Title;
import lectern.domain.User;
import org.jspecify.annotations.Nullable;

/**
 * A lecture as it is shown, but for who is in it.
 *
 * @param code null for all but its teacher
 * @param attending how many students are in now
 * @param version another one whenever anything shown of the lecture, its attendees included, has changed; but the status
 *     turns from reserved to active without it
 */
public record LectureView(
        LectureId id,
        @Nullable LectureCode code,
        Teacher teacher,
        Capacity capacity,
        @Nullable Title title,
        int attending,
        Instant openedAt,
        Instant startsAt,
        @Nullable Instant closedAt,
        long version) {

    LectureStatus status(Instant at) {
        return LectureStatus.at(at, openedAt, startsAt, closedAt);
    }

    /** The same for somebody's eyes: whoever has the code may attend, so only the teacher gives it out. */
    LectureView as(User viewer) {
        return viewer.equals(teacher)
                ? this
                : new LectureView(id, null, teacher, capacity, title, attending, openedAt, startsAt, closedAt, version);
    }
}
