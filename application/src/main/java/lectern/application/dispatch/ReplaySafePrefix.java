package lectern.application.dispatch;

import java.util.HashMap;
import java.util.Map;
import lectern.domain.LectureCommand;
import lectern.domain.LectureState;
import lectern.domain.Student;
import org.jspecify.annotations.Nullable;

/**
 * How much of a batch is decided at once: as much as comes out the same when another instance, which does not know of it,
 * decides it as well.
 *
 * <p>While seats are free, commands of several kinds go together. While every seat is taken, only commands of one kind do: a seat that is
 * given back could go to a student who was told "full" meanwhile (G3). Nobody both attends and leaves in
 * one batch, or they would do so again. Some commands {@linkplain LectureCommand#isBatched go alone}. ADR 17 has the proof, {@code LineSimulationTest} shows
 * what happens without each rule.
 */
class ReplaySafePrefix {

    private final Map<Student, Class<?>> kinds = new HashMap<>();
    private @Nullable LectureCommand<?> last;
    private boolean wasFull;

    /**
     * Whether this command is decided as well, now that those before it are.
     *
     * @param state of the lecture after the commands before it
     */
    final boolean takes(LectureCommand<?> next, LectureState state) {
        wasFull |= state.isFull();
        if (last != null
                && (goesAlone(last) || goesAlone(next) || changesKindWhenFull(last, next) || turnsBack(next))) {
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

    boolean turnsBack(LectureCommand<?> next) {
        return next.students().stream()
                .anyMatch(student -> kinds.getOrDefault(student, next.getClass()) != next.getClass());
    }
}
