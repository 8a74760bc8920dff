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

/** Lectures that are others in all but what is overridden. */
public abstract class ForwardingLectures implements Lectures {

    /** Those that the next call is for. */
    protected abstract Lectures next();

    @Override
    public Decision<LectureOpened> open(LectureOpened opened, @Nullable IdempotencyKey key) {
        return next().open(opened, key);
    }

    @Override
    public Optional<LectureOpened> openedWith(Teacher teacher, IdempotencyKey key) {
        return next().openedWith(teacher, key);
    }

    @Override
    public Optional<LectureId> findByCode(LectureCode code) {
        return next().findByCode(code);
    }

    @Override
    public Optional<LectureSnapshot> find(LectureId id, Set<Student> students) {
        return next().find(id, students);
    }

    @Override
    public AppendResult append(Append append) {
        return next().append(append);
    }

    @Override
    public <R> Optional<R> exclusively(
            LectureId id, Set<Student> students, Function<LectureSnapshot, Decided<R>> decide) {
        return next().exclusively(id, students, decide);
    }
}
