package lectern.application.port;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import lectern.domain.Decision;
import lectern.domain.Lecture;
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
    public Optional<Resolved> resolve(LectureCode code, Student student) {
        return next().resolve(code, student);
    }

    @Override
    public Optional<Located> locate(LectureId id) {
        return next().locate(id);
    }

    @Override
    public <R> Change<R> change(
            LectureId id, OptionalLong expected, Set<Student> students, Function<Lecture, ? extends R> decide) {
        return next().change(id, expected, students, decide);
    }
}
