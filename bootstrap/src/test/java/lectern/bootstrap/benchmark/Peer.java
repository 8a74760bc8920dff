package lectern.bootstrap.benchmark;

import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import lectern.application.port.Change;
import lectern.application.port.ForwardingLectures;
import lectern.application.port.Lectures;
import lectern.domain.Lecture;
import lectern.domain.LectureId;
import lectern.domain.Student;

/** Another way to let students attend. All else is Lectern's own store. */
abstract class Peer extends ForwardingLectures {

    private final Lectures store;

    Peer(Lectures store) {
        this.store = store;
    }

    @Override
    protected final Lectures next() {
        return store;
    }

    @Override
    public abstract <R> Change<R> change(
            LectureId id, OptionalLong expected, Set<Student> students, Function<Lecture, ? extends R> decide);
}
