package lectern.application.inmemory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import lectern.application.port.Append;
import lectern.application.port.AppendResult;
import lectern.application.port.IdempotencyKey;
import lectern.application.port.LectureSnapshot;
import lectern.application.port.Lectures;
import lectern.domain.Decision;
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
    private volatile @Nullable Supplier<? extends RuntimeException> appendFailure;
    private final AtomicLong marks = new AtomicLong();

    /** From now on every call throws this; so do the {@linkplain #views views} and the {@linkplain #housekeeping upkeep}. */
    public void failWith(RuntimeException failure) {
        this.failure = failure;
    }

    /** From now on every {@linkplain #append append} throws this, or what is thrown instead of giving it. */
    public void failAppendsWith(Supplier<? extends RuntimeException> failure) {
        appendFailure = failure;
    }

    /** From now on calls are served again. */
    public void serve() {
        failure = null;
        appendFailure = null;
    }

    /** The store fails over to a replica that has not received the appends to a lecture after this version. */
    public void loseAppendsAfter(LectureId id, long version) {
        find(id).orElseThrow().loseAppendsAfter(version);
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
    public Optional<LectureId> findByCode(LectureCode code) {
        return find(lecture -> lecture.opened().code().equals(code))
                .map(lecture -> lecture.opened().lecture());
    }

    @Override
    public Optional<LectureSnapshot> find(LectureId id, Set<Student> students) {
        return find(id).map(lecture -> lecture.find(students));
    }

    @Override
    public AppendResult append(Append append) {
        throwIfAppendsFail();
        return find(append.lecture())
                .map(lecture -> lecture.unlessBusy(() -> append(lecture, append), AppendResult.Busy::new))
                .orElseGet(AppendResult.NotFound::new);
    }

    @Override
    public <R> Optional<R> exclusively(
            LectureId id, Set<Student> students, Function<LectureSnapshot, Decided<R>> decide) {
        throwIfAppendsFail();
        return find(id).flatMap(lecture -> lecture.exclusively(() -> {
            if (!isKept(lecture)) {
                return Optional.empty();
            }
            var decided = decide.apply(lecture.find(students));
            if (!decided.append().events().isEmpty()) {
                var _ = append(lecture, decided.append());
            }
            return Optional.of(decided.result());
        }));
    }

    private AppendResult append(KeptLecture lecture, Append append) {
        return isKept(lecture) ? lecture.append(append, marks.incrementAndGet()) : new AppendResult.NotFound();
    }

    private boolean isKept(KeptLecture lecture) {
        return lectures.get(lecture.opened().lecture()) == lecture;
    }

    private void throwIfAppendsFail() {
        var thrown = appendFailure;
        if (thrown != null) {
            throw thrown.get();
        }
    }

    /** Removes those lectures for good, and says how many there were. */
    int remove(Predicate<KeptLecture> which) {
        return Math.toIntExact(all().stream()
                .filter(lecture -> lecture.exclusively(() ->
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
