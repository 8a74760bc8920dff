package lectern.application.dispatch;

import java.util.HashMap;
import java.util.Map;
import lectern.domain.LectureCommand;
import lectern.domain.LectureState;
import lectern.domain.Student;
import org.jspecify.annotations.Nullable;

/**
 * The part of a batch that is decided at once. It comes out the same when another instance, which does not know of the first
 * decision, decides it again.
 *
 * <p>While seats are free, commands of several kinds go together. Once every seat is taken, only commands of one kind do: otherwise a
 * seat that is given back could go to a student who has meanwhile been told that the lecture is full (G3). No student both attends and
 * leaves in one batch, since deciding it again would repeat both. Some commands {@linkplain LectureCommand#isBatched go alone}. ADR 17
 * has the proof, and {@code LineSimulationTest} shows what happens without each rule.
 */
class ReplaySafePrefix {

    private final Map<Student, Class<?>> kinds = new HashMap<>();
    private @Nullable LectureCommand<?> last;
    private boolean wasFull;

    /**
     * Whether this command is decided together with the commands before it.
     *
     * @param state of the lecture after the commands before it
     */
    final boolean takes(LectureCommand<?> next, LectureState state) {
        wasFull |= state.isFull();
        if (last != null
                && (goesAlone(last) || goesAlone(next) || changesKindWhenFull(last, next) || reversesEarlier(next))) {
            return false;
        }
        last = next;
        next.students().forEach(student -> kinds.put(student, next.getClass()));
        return true;
    }

    boolean goesAlone(LectureCommand<?> command) {
        return !command.isBatched();
    }

    boolean changesKindWhenFull(LectureCommand<?> before, LectureCommand<?> next) {
        return wasFull && next.getClass() != before.getClass();
    }

    boolean reversesEarlier(LectureCommand<?> next) {
        return next.students().stream()
                .anyMatch(student -> kinds.getOrDefault(student, next.getClass()) != next.getClass());
    }
}
