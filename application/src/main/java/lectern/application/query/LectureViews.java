package lectern.application.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lectern.domain.LectureId;
import lectern.domain.Student;
import lectern.domain.User;
import org.jspecify.annotations.Nullable;

/**
 * The views: what the query side needs from outside.
 *
 * <p>They show every command that was answered before the call, whichever instance it came through, unless they are read
 * from a replica, which lags. No call shows less than one that was answered before it. Every list goes by a key and never by an offset: what is added or removed meanwhile neither
 * repeats an item nor skips one. Throws {@link lectern.application.port.ServiceUnavailable.TryAgain} when the views can't be read now.
 */
public interface LectureViews {

    Optional<LectureView> lecture(LectureId id);

    /** Whether the student attends the lecture or ever has. */
    boolean hasAttended(LectureId id, Student student);

    /**
     * Those who are in now, by attendance number.
     *
     * @param after those with a greater number only; 0 for all
     * @param most how many at most
     */
    List<AttendeeView> attendees(LectureId id, int after, int most);

    /**
     * The lectures that a teacher opened, or that a student ever attended: newest opened first, of those opened at the same
     * time the one with the greater id first, in the order of ids as text.
     *
     * @param after those that come after this place only; null for all
     * @param most how many at most
     */
    List<LectureView> lecturesOf(User user, @Nullable Cursor after, int most);

    /** A lecture's place in a list of lectures. */
    record Cursor(Instant openedAt, LectureId id) {}
}
