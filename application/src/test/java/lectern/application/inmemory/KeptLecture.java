package lectern.application.inmemory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import lectern.application.port.IdempotencyKey;
import lectern.application.port.Located;
import lectern.domain.Attendance;
import lectern.domain.Lecture;
import lectern.domain.LectureEvent;
import lectern.domain.LectureOpened;
import lectern.domain.LectureState;
import lectern.domain.Student;
import org.jspecify.annotations.Nullable;

/** One lecture as it is kept. A change has the turn for as long as it takes; readers wait for no more than its last step. */
final class KeptLecture {

    private final ReentrantLock turn = new ReentrantLock();
    private final LectureOpened opened;
    private final @Nullable IdempotencyKey key;
    private final List<LectureEvent> events = new ArrayList<>();
    private final Map<Student, Attendance> attendances = new HashMap<>();
    private LectureState state;
    private long version;

    KeptLecture(LectureOpened opened, @Nullable IdempotencyKey key) {
        this.opened = opened;
        this.key = key;
        this.state = LectureState.after(opened);
        this.events.add(opened);
    }

    LectureOpened opened() {
        return opened;
    }

    @Nullable IdempotencyKey key() {
        return key;
    }

    synchronized LectureState state() {
        return state;
    }

    synchronized Located located() {
        return new Located(state.id(), version);
    }

    synchronized List<LectureEvent> events() {
        return List.copyOf(events);
    }

    <T> T inTurn(Supplier<T> work) {
        turn.lock();
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    synchronized Lecture restore(Set<Student> students) {
        var theirs =
                students.stream().map(attendances::get).filter(Objects::nonNull).toList();
        return Lecture.restore(state, students, theirs);
    }

    synchronized void keep(Lecture decided) {
        if (decided.events().isEmpty()) {
            return;
        }
        events.addAll(decided.events());
        decided.attendances().forEach(attendance -> attendances.put(attendance.student(), attendance));
        state = decided.state();
        version++;
    }
}
