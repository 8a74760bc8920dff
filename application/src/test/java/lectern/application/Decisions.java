package lectern.application;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import lectern.application.port.Append;
import lectern.application.port.LectureSnapshot;
import lectern.application.port.Lectures;
import lectern.domain.Decision;
import lectern.domain.LectureCommand;
import lectern.domain.LectureEvent;
import lectern.domain.Student;

/** Decides commands on a lecture as it was found, each after those before it: what to append, and the decisions. */
public final class Decisions {

    private Decisions() {}

    public static Lectures.Decided<List<Decision<?>>> of(
            List<? extends LectureCommand<?>> commands, LectureSnapshot found, Instant at) {
        var lecture = found.lecture();
        var newcomers = new HashSet<Student>();
        var decisions = new ArrayList<Decision<?>>();
        var events = new ArrayList<LectureEvent>();
        for (var command : commands) {
            newcomers.addAll(command.students());
            var decision = lecture.decide(command, at);
            decisions.add(decision);
            if (decision instanceof Decision.Accepted<?>(var event)) {
                events.add(event);
                lecture = lecture.apply(event);
            }
        }
        newcomers.removeAll(found.lecture().attendances().keySet());
        return new Lectures.Decided<>(new Append(found, newcomers, events), decisions);
    }
}
