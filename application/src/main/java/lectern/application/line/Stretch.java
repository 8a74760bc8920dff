package lectern.application.line;

import java.util.HashMap;
import java.util.Map;
import lectern.domain.Lecture;
import lectern.domain.Request;
import lectern.domain.Student;
import org.jspecify.annotations.Nullable;

/**
 * How much of a batch is decided in one go: as much as comes out the same when another instance, which does not know of it,
 * decides it as well.
 *
 * <p>While seats are free, attends and leaves go together. While every seat is taken, only requests of one kind do: a seat that is
 * given back in the same go might be given to somebody who was told "full" meanwhile (G3). And nobody both attends and leaves in
 * one go, or they would do so again. See ADR 17, and {@code LineSimulationTest} for what happens otherwise.
 */
class Stretch {

    private final Lecture lecture;
    private final Map<Student, Class<?>> kinds = new HashMap<>();
    private @Nullable Class<?> last;
    private boolean wasFull;

    /** @param lecture as it is before the first of them is decided */
    Stretch(Lecture lecture) {
        this.lecture = lecture;
    }

    /** Whether this is decided as well, now that those before it are. */
    boolean takes(Request<?> next) {
        wasFull |= lecture.isFull();
        var kind = next.getClass();
        boolean isAnother = last != null && !last.equals(kind);
        if ((isAnother && isOfOneKind()) || turnsBack(next)) {
            return false;
        }
        last = kind;
        next.students().forEach(student -> kinds.put(student, kind));
        return true;
    }

    boolean isOfOneKind() {
        return wasFull;
    }

    /** Whether it undoes what somebody asked for before. */
    boolean turnsBack(Request<?> next) {
        var kind = next.getClass();
        return next.students().stream()
                .anyMatch(student -> !kinds.getOrDefault(student, kind).equals(kind));
    }
}
