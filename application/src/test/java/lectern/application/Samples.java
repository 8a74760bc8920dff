package lectern.application;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import lectern.application.port.Answer;
import lectern.domain.AttendLecture;
import lectern.domain.Capacity;
import lectern.domain.CapacityChanged;
import lectern.domain.ChangeCapacity;
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
import lectern.domain.Teacher;
import lectern.domain.Title;
import org.jspecify.annotations.Nullable;

/**
 * One of each kind of command, event and rejection, for all tests that must not forget one. Each switch leads from one kind to the next, so that the compiler
 * finds it when a kind is added; {@code SamplesTest} checks that none is left out.
 */
public final class Samples {

    private static final Instant AT = Some.TIME.plusSeconds(60);
    private static final Student STUDENT = Student.of("수강생 \"7\" | \\ , \ud83c\udf93 é:1");

    private Samples() {}

    /** Commands on a lecture, each of which it accepts after those before it. */
    public static Stream<LectureCommand<?>> commands(Teacher teacher) {
        return Stream.iterate(new AttendLecture(STUDENT), Objects::nonNull, before -> next(before, teacher));
    }

    private static @Nullable LectureCommand<?> next(LectureCommand<?> before, Teacher teacher) {
        return switch (before) {
            case AttendLecture _ -> new ChangeCapacity(teacher, new Capacity(Capacity.MOST));
            case ChangeCapacity _ -> new LeaveLecture(STUDENT);
            case LeaveLecture _ -> new CloseLecture(teacher);
            case CloseLecture _ -> null;
        };
    }

    /** Events of one lecture, in an order in which they may happen. */
    public static Stream<LectureEvent> events(LectureId lecture) {
        var opened = new LectureOpened(
                lecture,
                Some.code(),
                Teacher.of("강사:1|2,3"),
                new Capacity(30),
                new Title("선형대수 1강"),
                AT.plusNanos(1_000),
                AT);
        return Stream.iterate(opened, Objects::nonNull, before -> next(before, lecture));
    }

    private static @Nullable LectureEvent next(LectureEvent before, LectureId lecture) {
        return switch (before) {
            case LectureOpened _ -> new StudentAttended(lecture, STUDENT, 1, AT);
            case StudentAttended _ -> new CapacityChanged(lecture, new Capacity(Capacity.MOST), 1, AT);
            case CapacityChanged _ -> new StudentLeft(lecture, STUDENT, AT);
            case StudentLeft _ -> new LectureClosed(lecture, 1, AT);
            case LectureClosed _ -> null;
        };
    }

    public static Stream<Rejection> rejections() {
        return Stream.iterate(new Rejection.NotATeacher(), Objects::nonNull, Samples::next);
    }

    private static @Nullable Rejection next(Rejection before) {
        return switch (before) {
            case Rejection.NotATeacher _ -> new Rejection.NotAStudent();
            case Rejection.NotAStudent _ -> new Rejection.NotTheOwner();
            case Rejection.NotTheOwner _ -> new Rejection.NotInLecture();
            case Rejection.NotInLecture _ -> new Rejection.LectureNotFound();
            case Rejection.LectureNotFound _ -> new Rejection.LectureFull(new Capacity(Capacity.MOST));
            case Rejection.LectureFull _ -> new Rejection.CapacityBelowAttending(99_999);
            case Rejection.CapacityBelowAttending _ -> new Rejection.LectureNotStarted(AT);
            case Rejection.LectureNotStarted _ -> new Rejection.LectureAlreadyOpen();
            case Rejection.LectureAlreadyOpen _ -> new Rejection.LectureWasClosed(AT);
            case Rejection.LectureWasClosed _ -> new Rejection.StartsInThePast(AT);
            case Rejection.StartsInThePast _ -> null;
        };
    }

    /** Answers to tickets of one lecture: each kind of decision, over each event and each rejection. */
    public static Stream<Answer> answers(LectureId lecture) {
        var decided = events(lecture)
                .flatMap(event -> Stream.of(new Decision.Accepted<>(event), new Decision.Repeated<>(event)));
        var rejected = rejections().map(Decision::rejected);
        return Stream.concat(
                Stream.of(new Answer.Unserved()),
                Stream.concat(decided, rejected).map(Answer.Decided::new));
    }
}
