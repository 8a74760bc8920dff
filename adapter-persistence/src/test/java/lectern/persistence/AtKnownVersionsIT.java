package lectern.persistence;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import lectern.application.port.Change;
import lectern.application.port.IdempotencyKey;
import lectern.application.port.Lectures;
import lectern.application.port.LecturesContract;
import lectern.application.port.Located;
import lectern.application.port.Resolved;
import lectern.domain.Decision;
import lectern.domain.Lecture;
import lectern.domain.LectureCode;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Student;
import lectern.domain.Teacher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;

/** The contract holds for whoever changes lectures as a line does: always at a version that they know. */
class AtKnownVersionsIT extends LecturesContract {

    @AutoClose
    private static final Store STORE = new Store();

    @Override
    protected Lectures lectures() {
        return new AtKnownVersions(STORE.lectures);
    }

    private record AtKnownVersions(Lectures lectures) implements Lectures {

        @Override
        public Decision<LectureOpened> open(LectureOpened opened, @Nullable IdempotencyKey key) {
            return lectures.open(opened, key);
        }

        @Override
        public Optional<LectureOpened> openedWith(Teacher teacher, IdempotencyKey key) {
            return lectures.openedWith(teacher, key);
        }

        @Override
        public Optional<Resolved> resolve(LectureCode code, Student student) {
            return lectures.resolve(code, student);
        }

        @Override
        public Optional<Located> locate(LectureId id) {
            return lectures.locate(id);
        }

        /** Whoever expects no version looks which one it is, as often as somebody else is quicker. */
        @Override
        public <R> Change<R> change(
                LectureId id, OptionalLong expected, Set<Student> students, Function<Lecture, ? extends R> decide) {
            var found = lectures.locate(id);
            if (expected.isPresent() || found.isEmpty()) {
                return lectures.change(id, expected, students, decide);
            }
            Change<R> change = lectures.change(id, OptionalLong.of(found.get().version()), students, decide);
            return change instanceof Change.Stale ? change(id, expected, students, decide) : change;
        }
    }
}
