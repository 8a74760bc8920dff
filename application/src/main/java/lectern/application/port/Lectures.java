package lectern.application.port;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import lectern.domain.Decision;
import lectern.domain.LectureCode;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Student;
import lectern.domain.Teacher;
import org.jspecify.annotations.Nullable;

/**
 * All lectures: the truth.
 *
 * <p>Every method is one transaction. When it returns, what it answers is kept for good, and the views show it to
 * readers through any instance. When it throws {@link ServiceUnavailable.TryAgain}, the store could not be reached or did not answer in time: a call that writes may
 * have taken effect, and its caller can't know.
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

    /** The lecture that a code belongs to, closed or not. A code belongs to one lecture for ever. */
    Optional<LectureId> findByCode(LectureCode code);

    /**
     * Finds a lecture, closed or not, and the attendances of these students, in one consistent read. It sees every append that was committed before the call, through any
     * instance. It may have attendances of more students, since calls at the same moment share a read.
     */
    Optional<LectureSnapshot> find(LectureId id, Set<Student> students);

    /**
     * Appends events to a lecture if it still is what they were decided on: all of them, with the rows and views that follow from them, or nothing. Of appends to one lecture
     * at one version at most one is committed. An append never waits for another transaction: it answers {@link AppendResult.Busy} instead.
     *
     * @param append has events
     */
    AppendResult append(Append append);

    /**
     * Finds a lecture and appends to it while nobody else changes it. Calls for one lecture take effect one after another, so this comes to an end where an
     * append may conflict again and again. It waits for other transactions, and a decision costs more than by {@link #append}.
     *
     * @param decide has no effect but its result. An append without events keeps nothing
     * @return empty if there is no such lecture
     */
    <R> Optional<R> exclusively(LectureId id, Set<Student> students, Function<LectureSnapshot, Decided<R>> decide);

    /** What was decided on a lecture: what to append, and what to return. */
    record Decided<R>(Append append, R result) {}
}
