package lectern.bootstrap.benchmark;

import java.util.Optional;
import lectern.application.port.IdempotencyKey;
import lectern.application.port.Lectures;
import lectern.application.port.Located;
import lectern.application.port.Resolved;
import lectern.domain.Decision;
import lectern.domain.LectureCode;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Student;
import lectern.domain.Teacher;
import org.jspecify.annotations.Nullable;

/** Another way to let students attend. All else is Lectern's own store. */
abstract class Peer implements Lectures {

    private final Lectures store;

    Peer(Lectures store) {
        this.store = store;
    }

    @Override
    public Decision<LectureOpened> open(LectureOpened opened, @Nullable IdempotencyKey key) {
        return store.open(opened, key);
    }

    @Override
    public Optional<LectureOpened> openedWith(Teacher teacher, IdempotencyKey key) {
        return store.openedWith(teacher, key);
    }

    @Override
    public Optional<Resolved> resolve(LectureCode code, Student student) {
        return store.resolve(code, student);
    }

    @Override
    public Optional<Located> locate(LectureId id) {
        return store.locate(id);
    }
}
