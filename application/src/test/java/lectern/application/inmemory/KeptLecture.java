package lectern.application.inmemory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lectern.application.port.Append;
import lectern.application.port.AppendResult;
import lectern.application.port.IdempotencyKey;
import lectern.application.port.LectureSnapshot;
import lectern.application.port.Version;
import lectern.domain.Attendance;
import lectern.domain.Lecture;
import lectern.domain.LectureEvent;
import lectern.domain.LectureOpened;
import lectern.domain.LectureState;
import lectern.domain.Student;
import org.jspecify.annotations.Nullable;

/** One lecture as it is kept. An append that is exclusive has the row for as long as it takes; readers wait for no more than its last step. */
final class KeptLecture {

    private final ReentrantLock row = new ReentrantLock();
    private final LectureOpened opened;
    private final @Nullable IdempotencyKey key;
    private final List<Committed> committed = new ArrayList<>();
    private final Map<Long, Long> marks = new HashMap<>();
    private final Map<Student, Attendance> attendances = new HashMap<>();
    private LectureState state;
    private Version version;

    /** An event, and the number of the version that it led to. */
    private record Committed(long version, LectureEvent event) {}

    KeptLecture(LectureOpened opened, @Nullable IdempotencyKey key) {
        this.opened = opened;
        this.key = key;
        this.state = LectureState.after(opened);
        this.version = new Version(0, opened.hashCode());
        this.marks.put(version.number(), version.mark());
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

    synchronized List<LectureEvent> events() {
        return Stream.concat(Stream.of(opened), committed.stream().map(Committed::event))
                .toList();
    }

    /** Runs with the row to itself. */
    <T> T exclusively(Supplier<T> work) {
        row.lock();
        try {
            return work.get();
        } finally {
            row.unlock();
        }
    }

    /** Runs with the row to itself, unless another has it. */
    <T> T unlessBusy(Supplier<T> work, Supplier<T> otherwise) {
        if (!row.tryLock()) {
            return otherwise.get();
        }
        try {
            return work.get();
        } finally {
            row.unlock();
        }
    }

    /** A failover: all appends after this version are lost. Numbers go on from there, marks never come again. */
    synchronized void loseAppendsAfter(long number) {
        if (number >= version.number()) {
            return;
        }
        var remaining =
                committed.stream().filter(one -> one.version() <= number).toList();
        committed.clear();
        committed.addAll(remaining);
        var lecture = Lecture.of(opened);
        for (var one : remaining) {
            lecture = lecture.apply(one.event());
        }
        state = lecture.state();
        attendances.clear();
        attendances.putAll(lecture.attendances());
        version = new Version(number, marks.getOrDefault(number, 0L));
    }

    synchronized LectureSnapshot find(Set<Student> students) {
        var theirs = new HashMap<>(attendances);
        theirs.keySet().retainAll(students);
        return new LectureSnapshot(new Lecture(state, theirs), version);
    }

    /** @param mark of the new version */
    synchronized AppendResult append(Append append, long mark) {
        var result = append.result();
        var newcomers = new HashSet<>(result.attendances().keySet());
        newcomers.removeAll(append.on().lecture().attendances().keySet());
        newcomers.addAll(append.newcomers());
        if (!append.on().version().equals(version) || newcomers.stream().anyMatch(attendances::containsKey)) {
            return new AppendResult.Conflict();
        }
        long number = version.number() + 1;
        append.events().forEach(event -> committed.add(new Committed(number, event)));
        marks.put(number, mark);
        attendances.putAll(result.attendances());
        state = result.state();
        version = new Version(number, mark);
        return new AppendResult.Committed(version);
    }
}
