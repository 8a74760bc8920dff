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
 * A lecture as it is shown, without its attendees.
 *
 * @param code null unless its teacher is the viewer
 * @param attending how many students are in now
 * @param version changes whenever anything shown of the lecture changes, including its attendees; only the turn of the status from
 *     reserved to active does not change it
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

    /** The lecture as this viewer may see it. Any student who has the code may attend, so only the teacher sees it. */
    LectureView as(User viewer) {
        return viewer.equals(teacher)
                ? this
                : new LectureView(id, null, teacher, capacity, title, attending, openedAt, startsAt, closedAt, version);
    }
}
