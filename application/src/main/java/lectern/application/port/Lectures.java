package lectern.application.port;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import lectern.domain.Decision;
import lectern.domain.Lecture;
import lectern.domain.LectureCode;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Student;
import lectern.domain.Teacher;
import org.jspecify.annotations.Nullable;

/**
 * All lectures: the truth.
 *
 * <p>Every method is one transaction. When it returns, what it answers is kept for good, and the views show it, to
 * readers through any instance; when it throws, nothing is kept, unless the connection was lost while it committed: then
 * the caller can't know, and sends the command again. It throws {@link NotServed.TryAgain} when the store can't be reached
 * or doesn't answer in time.
 */
public interface Lectures {

    /**
     * Adds a lecture.
     *
     * <p>However many calls run at once, a teacher has at most one lecture that is not closed, a lecture code is of one
     * lecture, and a key opens one lecture of a teacher. {@link Decision.Repeated} when the teacher has opened a lecture
     * with this key already, {@link lectern.domain.Rejection.LectureAlreadyOpen} when they have one that is not closed.
     */
    Decision<LectureOpened> open(LectureOpened opened, @Nullable IdempotencyKey key);

    /** The lecture that a teacher opened with this key, as it was opened. */
    Optional<LectureOpened> openedWith(Teacher teacher, IdempotencyKey key);

    /** The lecture that a code resolves to, which is only one that is not closed, and whether the student attends it now. */
    Optional<Resolved> resolve(LectureCode code, Student student);

    /** The lecture that has this id, closed or not. */
    Optional<Located> locate(LectureId id);

    /**
     * Decides commands on a lecture.
     *
     * <p>Nothing else changes the lecture from before {@code decide} sees it until what it did is kept: calls for one
     * lecture take effect one after another, and calls for others don't wait for them. What {@code decide} throws comes out
     * of this method, and nothing is kept. A decision that changes nothing keeps the version; every other one adds one to it.
     *
     * @param expected the version that the lecture has to be at; empty for whichever it is
     * @param students all the students that {@code decide} may decide for
     * @param decide must have no effect but on the lecture it is given: it is called again when a change that was to be kept
     *     together with it fails, or when the lecture turns out to be otherwise than it was taken to be
     */
    <R> Change<R> change(
            LectureId id, OptionalLong expected, Set<Student> students, Function<Lecture, ? extends R> decide);
}
