package lectern.persistence;

import static java.util.stream.IntStream.range;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.junit.jupiter.api.AfterAll;

/** The contract holds whichever instance a call comes through: here each comes through the next one. */
class ManyInstancesIT extends LecturesContract {

    private static final TestPostgres.Access POSTGRES = TestPostgres.migrated();
    private static final List<Store> INSTANCES =
            range(0, 5).mapToObj(_ -> new Store(POSTGRES, Store.LIMITS)).toList();

    @AfterAll
    static void close() {
        INSTANCES.forEach(Store::close);
    }

    @Override
    protected Lectures lectures() {
        return new TakingTurns();
    }

    private static final class TakingTurns implements Lectures {

        private final AtomicInteger calls = new AtomicInteger();

        private Lectures next() {
            return INSTANCES.get(calls.getAndIncrement() % INSTANCES.size()).lectures;
        }

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
}
