package lectern.persistence;

import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import lectern.application.port.Change;
import lectern.application.port.ForwardingLectures;
import lectern.application.port.Lectures;
import lectern.application.port.LecturesContract;
import lectern.domain.Lecture;
import lectern.domain.LectureId;
import lectern.domain.Student;
import org.junit.jupiter.api.AutoClose;

/** The contract holds for whoever changes lectures as a line does: always at a version that they know. */
class AtKnownVersionsIT extends LecturesContract {

    @AutoClose
    private static final Store STORE = new Store();

    @Override
    protected Lectures lectures() {
        return new AtKnownVersions();
    }

    private static final class AtKnownVersions extends ForwardingLectures {

        @Override
        protected Lectures next() {
            return STORE.lectures;
        }

        /** Whoever expects no version looks which one it is, as often as somebody else is quicker. */
        @Override
        public <R> Change<R> change(
                LectureId id, OptionalLong expected, Set<Student> students, Function<Lecture, ? extends R> decide) {
            var found = locate(id);
            if (expected.isPresent() || found.isEmpty()) {
                return super.change(id, expected, students, decide);
            }
            Change<R> change = super.change(id, OptionalLong.of(found.get().version()), students, decide);
            return change instanceof Change.Stale ? change(id, expected, students, decide) : change;
        }
    }
}
