package lectern.application.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lectern.application.port.Append;
import lectern.application.port.LectureSnapshot;
import lectern.domain.Attendance;
import lectern.domain.Decision;
import lectern.domain.Lecture;
import lectern.domain.LectureCommand;
import lectern.domain.LectureEvent;
import lectern.domain.LectureState;
import lectern.domain.Student;

/** Decides the commands of a batch in their order, each on the lecture that results from the commands before it. */
final class BatchDecision {

    private final LectureSnapshot on;
    private final ReplaySafePrefix prefix;
    private final List<Decision<?>> decisions = new ArrayList<>();
    private final List<LectureEvent> events = new ArrayList<>();
    private final Set<Student> newcomers = new HashSet<>();
    private final Map<Student, Attendance> attendances;
    private LectureState state;

    BatchDecision(LectureSnapshot on, ReplaySafePrefix prefix) {
        this.on = on;
        this.prefix = prefix;
        this.state = on.lecture().state();
        this.attendances = new HashMap<>(on.lecture().attendances());
    }

    /** Decides the next command. Returns false, without a decision, when this command and those after it belong to the next batch. */
    boolean decide(LectureCommand<?> command, Instant at) {
        if (!prefix.takes(command, state)) {
            return false;
        }
        for (var student : command.students()) {
            if (!on.lecture().attendances().containsKey(student)) {
                newcomers.add(student);
            }
        }
        var lecture = lectureFor(command);
        var decision = lecture.decide(command, at);
        decisions.add(decision);
        if (decision instanceof Decision.Accepted<?>(var event)) {
            events.add(event);
            var changed = lecture.apply(event);
            state = changed.state();
            attendances.putAll(changed.attendances());
        }
        return true;
    }

    /** The lecture with the attendances of the command's own students. Copying all attendances for each command would be expensive. */
    private Lecture lectureFor(LectureCommand<?> command) {
        var own = new HashMap<Student, Attendance>();
        for (var student : command.students()) {
            var attendance = attendances.get(student);
            if (attendance != null) {
                own.put(student, attendance);
            }
        }
        return new Lecture(state, own);
    }

    /** The decisions on the first commands, in their order. */
    List<Decision<?>> decisions() {
        return decisions;
    }

    boolean hasEvents() {
        return !events.isEmpty();
    }

    Append append() {
        return new Append(on, newcomers, events, lecture());
    }

    /** The lecture after the batch. */
    Lecture lecture() {
        return new Lecture(state, attendances);
    }
}
