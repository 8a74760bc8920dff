package lectern.application.inmemory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import lectern.application.port.Change;
import lectern.application.port.IdempotencyKey;
import lectern.application.port.Lectures;
import lectern.application.port.Located;
import lectern.application.port.Resolved;
import lectern.domain.Attendance;
import lectern.domain.Decision;
import lectern.domain.Lecture;
import lectern.domain.LectureCode;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Rejection;
import lectern.domain.Student;
import lectern.domain.Teacher;
import org.jspecify.annotations.Nullable;

/** All lectures, kept in memory with their events. A test can make them fail. */
public final class InMemoryLectures implements Lectures {

    private final ConcurrentMap<LectureId, KeptLecture> lectures = new ConcurrentHashMap<>();
    private volatile @Nullable RuntimeException failure;
    private volatile @Nullable Supplier<? extends RuntimeException> changeFailure;
    private final AtomicReference<@Nullable Runnable> onceResolved = new AtomicReference<>();

    /** From now on every call throws this; so do the {@linkplain #views views} and the {@linkplain #housekeeping upkeep}. */
    public void failWith(RuntimeException failure) {
        this.failure = failure;
    }

    /** From now on every {@linkplain #change change} throws this, or what is thrown instead of giving it. */
    public void failChangesWith(Supplier<? extends RuntimeException> failure) {
        changeFailure = failure;
    }

    /** From now on calls are served again. */
    public void serve() {
        failure = null;
        changeFailure = null;
    }

    /** The next time that a code is resolved, this happens before its sender hears of it. */
    public void onceResolved(Runnable happens) {
        onceResolved.set(happens);
    }

    /** What readers see of these lectures. */
    public InMemoryLectureViews views() {
        return new InMemoryLectureViews(this);
    }

    /** The upkeep of these lectures. */
    public InMemoryHousekeeping housekeeping() {
        return new InMemoryHousekeeping(this);
    }

    /** What has happened to a lecture, in order, its opening first; nothing when there is no such lecture. */
    public List<LectureEvent> eventsOf(LectureId id) {
        return find(id).map(KeptLecture::events).orElse(List.of());
    }

    /** How much has happened to all lectures together: it is the same as long as nothing changes. */
    public int events() {
        return lectures.values().stream()
                .mapToInt(lecture -> lecture.events().size())
                .sum();
    }

    @Override
    public synchronized Decision<LectureOpened> open(LectureOpened opened, @Nullable IdempotencyKey key) {
        var before = key == null ? Optional.<LectureOpened>empty() : openedWith(opened.teacher(), key);
        if (before.isPresent()) {
            return new Decision.Repeated<>(before.get());
        }
        if (find(other -> isOpen(other) && isOf(opened.teacher(), other)).isPresent()) {
            return Decision.rejected(new Rejection.LectureAlreadyOpen());
        }
        if (find(opened.lecture()).isPresent()
                || find(other -> other.opened().code().equals(opened.code())).isPresent()) {
            throw new IllegalArgumentException("another lecture has this id or this code");
        }
        lectures.put(opened.lecture(), new KeptLecture(opened, key));
        return new Decision.Accepted<>(opened);
    }

    @Override
    public Optional<LectureOpened> openedWith(Teacher teacher, IdempotencyKey key) {
        return find(lecture -> isOf(teacher, lecture) && key.equals(lecture.key()))
                .map(KeptLecture::opened);
    }

    @Override
    public Optional<Resolved> resolve(LectureCode code, Student student) {
        var found = find(lecture -> isOpen(lecture) && lecture.opened().code().equals(code))
                .map(lecture -> new Resolved(lecture.located(), attends(lecture, student)));
        Optional.ofNullable(onceResolved.getAndSet(null)).ifPresent(Runnable::run);
        return found;
    }

    private static boolean attends(KeptLecture lecture, Student student) {
        return lecture.restore(Set.of(student)).attendances().stream().anyMatch(Attendance::isIn);
    }

    @Override
    public Optional<Located> locate(LectureId id) {
        return find(id).map(KeptLecture::located);
    }

    @Override
    public <R> Change<R> change(
            LectureId id, OptionalLong expected, Set<Student> students, Function<Lecture, ? extends R> decide) {
        var thrown = changeFailure;
        if (thrown != null) {
            throw thrown.get();
        }
        return find(id).<Change<R>>map(lecture -> lecture.inTurn(() -> change(lecture, expected, students, decide)))
                .orElseGet(Change.Missing::new);
    }

    private <R> Change<R> change(
            KeptLecture kept, OptionalLong expected, Set<Student> students, Function<Lecture, ? extends R> decide) {
        if (!lectures.containsKey(kept.opened().lecture())) {
            return new Change.Missing<>();
        }
        long version = kept.located().version();
        if (expected.isPresent() && expected.getAsLong() != version) {
            return new Change.Stale<>(version);
        }
        var lecture = kept.restore(students);
        R result = decide.apply(lecture);
        kept.keep(lecture);
        return new Change.Done<>(result, kept.located().version());
    }

    /** Removes those lectures for good, and says how many there were. */
    int remove(Predicate<KeptLecture> which) {
        return Math.toIntExact(all().stream()
                .filter(lecture -> lecture.inTurn(() ->
                        which.test(lecture) && lectures.remove(lecture.opened().lecture(), lecture)))
                .count());
    }

    List<KeptLecture> all() {
        return List.copyOf(served().values());
    }

    private Optional<KeptLecture> find(LectureId id) {
        return Optional.ofNullable(served().get(id));
    }

    private Optional<KeptLecture> find(Predicate<KeptLecture> which) {
        return served().values().stream().filter(which).findAny();
    }

    private Map<LectureId, KeptLecture> served() {
        var thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        return lectures;
    }

    private static boolean isOf(Teacher teacher, KeptLecture lecture) {
        return lecture.opened().teacher().equals(teacher);
    }

    private static boolean isOpen(KeptLecture lecture) {
        return lecture.state().closedAt() == null;
    }
}
