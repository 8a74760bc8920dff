package lectern.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Instant;
import java.util.OptionalLong;
import lectern.application.port.Change;
import lectern.application.port.Lectures;
import lectern.domain.Decision;
import lectern.domain.LectureClosed;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Request;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import lectern.domain.StudentLeft;

/** What has happened before: has lectures accept one command after another, each in a transaction. */
public final class Given {

    private final Lectures lectures;

    public Given(Lectures lectures) {
        this.lectures = lectures;
    }

    @CanIgnoreReturnValue
    public LectureOpened opened(LectureOpened opened) {
        assertThat(lectures.open(opened, null)).isEqualTo(new Decision.Accepted<>(opened));
        return opened;
    }

    @CanIgnoreReturnValue
    public StudentAttended attended(LectureOpened lecture, Student student, Instant at) {
        return accepted(lecture.lecture(), new Request.Attend(student), at);
    }

    @CanIgnoreReturnValue
    public StudentLeft left(LectureOpened lecture, Student student, Instant at) {
        return accepted(lecture.lecture(), new Request.Leave(student), at);
    }

    @CanIgnoreReturnValue
    public LectureClosed closed(LectureOpened lecture, Instant at) {
        return accepted(lecture.lecture(), new Request.Close(lecture.teacher()), at);
    }

    private <E extends LectureEvent> E accepted(LectureId id, Request<E> request, Instant at) {
        var change =
                lectures.change(id, OptionalLong.empty(), request.students(), lecture -> request.decide(lecture, at));
        if (change instanceof Change.Done<Decision<E>> done
                && done.result() instanceof Decision.Accepted<E>(var event)) {
            return event;
        }
        throw new AssertionError("not accepted: " + change);
    }
}
