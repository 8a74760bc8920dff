package lectern.application.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lectern.domain.LectureId;
import lectern.domain.Student;
import lectern.domain.User;
import org.jspecify.annotations.Nullable;

/**
 * The views: the port of the query side.
 *
 * <p>They show every command that was answered before the call, through any instance, unless they are read from a replica, which
 * lags. No call shows less than a call that was answered before it. Every list is paged by a key, never by an offset: additions and
 * removals between pages neither repeat an item nor skip one. Every method throws
 * {@link lectern.application.port.ServiceUnavailable.TryAgain} when the views can't be read now.
 */
public interface LectureViews {

    Optional<LectureView> lecture(LectureId id);

    /** Whether the student attends the lecture or ever has. */
    boolean hasAttended(LectureId id, Student student);

    /**
     * The students who are in now, by attendance number.
     *
     * @param after only students with a greater number; 0 for all
     * @param most how many at most
     */
    List<AttendeeView> attendees(LectureId id, int after, int most);

    /**
     * The lectures that a teacher opened, or that a student ever attended. The latest opened comes first. Of lectures that were opened
     * at the same time, the one with the greater id comes first, in the order of ids as text.
     *
     * @param after only lectures that come after this place; null for all
     * @param most how many at most
     */
    List<LectureView> lecturesOf(User user, @Nullable Cursor after, int most);

    /** A lecture's place in a list of lectures. */
    record Cursor(Instant openedAt, LectureId id) {}
}
