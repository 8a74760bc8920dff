package lectern.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import lectern.application.port.Lectures;
import lectern.domain.AttendLecture;
import lectern.domain.CloseLecture;
import lectern.domain.Decision;
import lectern.domain.LeaveLecture;
import lectern.domain.LectureClosed;
import lectern.domain.LectureCommand;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Rejection;
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
        return accepted(lecture, new AttendLecture(student), at);
    }

    @CanIgnoreReturnValue
    public StudentLeft left(LectureOpened lecture, Student student, Instant at) {
        return accepted(lecture, new LeaveLecture(student), at);
    }

    @CanIgnoreReturnValue
    public LectureClosed closed(LectureOpened lecture, Instant at) {
        return accepted(lecture, new CloseLecture(lecture.teacher()), at);
    }

    /** The event of a command that the lecture accepts. */
    @CanIgnoreReturnValue
    public <E extends LectureEvent> E accepted(LectureOpened lecture, LectureCommand<E> command, Instant at) {
        var decision = decided(lecture.lecture(), command, at);
        if (decision instanceof Decision.Accepted<E>(var event)) {
            return event;
        }
        throw new AssertionError("not accepted: " + decision);
    }

    /** The decision on a command, which is kept if it is accepted. */
    @CanIgnoreReturnValue
    @SuppressWarnings("unchecked") // the decision on a command is of its type
    public <E extends LectureEvent> Decision<E> decided(LectureId id, LectureCommand<E> command, Instant at) {
        return (Decision<E>) decided(id, List.of(command), at).getFirst();
    }

    /** The decisions on commands, in their order. Those that are accepted are kept in one transaction. */
    @CanIgnoreReturnValue
    public List<Decision<?>> decided(LectureId id, List<? extends LectureCommand<?>> commands, Instant at) {
        var students = new HashSet<Student>();
        commands.forEach(command -> students.addAll(command.students()));
        return lectures.exclusively(id, students, found -> Decisions.of(commands, found, at))
                .orElseGet(() -> commands.stream()
                        .<Decision<?>>map(_ -> Decision.rejected(new Rejection.LectureNotFound()))
                        .toList());
    }
}
