package lectern.application.command;

import static lectern.domain.Decision.rejected;

import java.util.OptionalLong;
import lectern.application.port.Lectures;
import lectern.application.port.NotServed;
import lectern.domain.Decision;
import lectern.domain.Rejection;
import lectern.domain.Request;
import lectern.domain.Student;
import lectern.domain.StudentAttended;

/** Lets students attend. */
public final class AttendLectureHandler {

    private final Lectures lectures;
    private final Decider decider;

    public AttendLectureHandler(Lectures lectures, Decider decider) {
        this.lectures = lectures;
        this.decider = decider;
    }

    /** @throws NotServed when it can't be said now whether the student attends */
    public Decision<StudentAttended> handle(AttendLecture command) {
        if (!(command.caller() instanceof Student student)) {
            return rejected(new Rejection.NotAStudent());
        }
        return lectures.locate(command.code())
                .map(found -> decider.decide(found.id(), OptionalLong.of(found.version()), new Request.Attend(student)))
                .orElseGet(() -> rejected(new Rejection.LectureNotFound()));
    }
}
