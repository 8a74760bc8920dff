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
 * All lectures: the source of truth.
 *
 * <p>Every method is one transaction. When it returns, its result is durable, and the views show it to readers through any instance.
 * It throws {@link ServiceUnavailable.TryAgain} when the store can't be reached or does not answer in time. A call that writes may
 * then have taken effect, and its caller can't know.
 */
public interface Lectures {

    /**
     * Adds a lecture.
     *
     * <p>However many calls run at once, a teacher has at most one lecture that is not closed, a lecture code belongs to one lecture,
     * and a key opens one lecture of a teacher. The result is {@link Decision.Repeated} when the teacher has already opened a lecture
     * with this key, and {@link lectern.domain.Rejection.LectureAlreadyOpen} when they have one that is not closed.
     */
    Decision<LectureOpened> open(LectureOpened opened, @Nullable IdempotencyKey key);

    /** The lecture that a teacher opened with this key, as it was opened. */
    Optional<LectureOpened> openedWith(Teacher teacher, IdempotencyKey key);

    /** The lecture that a code belongs to, closed or not. A code belongs to one lecture for ever. */
    Optional<LectureId> findByCode(LectureCode code);

    /**
     * Finds a lecture, closed or not, and the attendances of these students, in one consistent read. The read sees every append that
     * was committed before the call, through any instance. The result may have attendances of more students, since calls at the same
     * moment share a read.
     */
    Optional<LectureSnapshot> find(LectureId id, Set<Student> students);

    /**
     * Appends events to a lecture if it is still as it was when they were decided: all of them, with the rows and views that follow
     * from them, or nothing. Of several appends to one lecture at one version, at most one is committed. An append never waits for
     * another transaction: it returns {@link AppendResult.Busy} instead.
     *
     * @param append has at least one event
     */
    AppendResult append(Append append);

    /**
     * Finds a lecture and appends to it while no other transaction changes it. Calls for one lecture take effect one after another, so
     * this makes progress where {@link #append} may conflict again and again. It waits for other transactions, and it costs more than
     * {@link #append}.
     *
     * @param decide has no side effects; an append without events stores nothing
     * @return empty if there is no such lecture
     */
    <R> Optional<R> exclusively(LectureId id, Set<Student> students, Function<LectureSnapshot, Decided<R>> decide);

    /** What was decided on a lecture: what to append, and what to return. */
    record Decided<R>(Append append, R result) {}
}
