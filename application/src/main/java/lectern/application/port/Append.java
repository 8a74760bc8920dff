package lectern.application.port;

import java.util.List;
import java.util.Set;
import lectern.domain.Lecture;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.Student;

/**
 * Events that were decided on one lecture, and what they were decided on.
 *
 * @param on the lecture before them
 * @param newcomers students who were assumed to have no attendance; the store verifies that
 * @param result the lecture after them
 */
public record Append(LectureSnapshot on, Set<Student> newcomers, List<LectureEvent> events, Lecture result) {

    public Append {
        newcomers = Set.copyOf(newcomers);
        events = List.copyOf(events);
    }

    /** Computes the result by applying the events. */
    public Append(LectureSnapshot on, Set<Student> newcomers, List<? extends LectureEvent> events) {
        this(on, newcomers, List.copyOf(events), after(on.lecture(), events));
    }

    private static Lecture after(Lecture lecture, List<? extends LectureEvent> events) {
        var after = lecture;
        for (var event : events) {
            after = after.apply(event);
        }
        return after;
    }

    public LectureId lecture() {
        return on.lecture().state().id();
    }
}
