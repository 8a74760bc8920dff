package lectern.application.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import lectern.application.Some;
import lectern.domain.AttendLecture;
import lectern.domain.Capacity;
import lectern.domain.ChangeCapacity;
import lectern.domain.CloseLecture;
import lectern.domain.Decision;
import lectern.domain.LeaveLecture;
import lectern.domain.Lecture;
import lectern.domain.LectureCommand;
import lectern.domain.Student;
import org.junit.jupiter.api.Test;

/** Anna and Bori are in; Cho and Dan are not. */
class ReplaySafePrefixTest {

    private static final Student ANNA = Student.of("anna");
    private static final Student BORI = Student.of("bori");
    private static final Student CHO = Student.of("cho");
    private static final Student DAN = Student.of("dan");

    @Test
    void takesAllKindsWhileSeatsAreFree() {
        assertThat(taken(
                        5,
                        new AttendLecture(CHO),
                        new LeaveLecture(ANNA),
                        new AttendLecture(DAN),
                        new LeaveLecture(BORI),
                        new CloseLecture(Some.teacher())))
                .isEqualTo(5);
    }

    @Test
    void takesOneKindWhileEverySeatIsTaken() {
        assertThat(taken(2, new AttendLecture(CHO), new AttendLecture(DAN), new LeaveLecture(ANNA)))
                .isEqualTo(2);
        assertThat(taken(2, new LeaveLecture(ANNA), new LeaveLecture(BORI), new AttendLecture(CHO)))
                .isEqualTo(2);
    }

    @Test
    void takesOneKindFromWhenTheLastSeatIsTaken() {
        assertThat(taken(
                        3,
                        new LeaveLecture(ANNA),
                        new AttendLecture(CHO),
                        new AttendLecture(DAN),
                        new AttendLecture(ANNA)))
                .isEqualTo(3);
        assertThat(taken(3, new AttendLecture(CHO), new AttendLecture(DAN), new LeaveLecture(BORI)))
                .isEqualTo(2);
    }

    @Test
    void takesNobodyWhoBothAttendsAndLeaves() {
        assertThat(taken(9, new AttendLecture(CHO), new LeaveLecture(ANNA), new LeaveLecture(CHO)))
                .isEqualTo(2);
        assertThat(taken(9, new LeaveLecture(ANNA), new AttendLecture(CHO), new AttendLecture(ANNA)))
                .isEqualTo(2);
    }

    @Test
    void takesAChangeOfTheCapacityAlone() {
        var change = new ChangeCapacity(Some.teacher(), new Capacity(9));

        assertThat(taken(9, change, new AttendLecture(CHO))).isEqualTo(1);
        assertThat(taken(9, new AttendLecture(CHO), change)).isEqualTo(1);
        assertThat(taken(9, change, change)).isEqualTo(1);
    }

    /** How many of them go together. */
    private static int taken(int seats, LectureCommand<?>... commands) {
        var prefix = new ReplaySafePrefix();
        var lecture = lecture(seats);
        int taken = 0;
        for (var command : commands) {
            if (!prefix.takes(command, lecture.state())) {
                break;
            }
            lecture = after(lecture, command);
            taken++;
        }
        return taken;
    }

    private static Lecture lecture(int seats) {
        var empty = Lecture.of(Some.lecture(seats));
        return after(after(empty, new AttendLecture(ANNA)), new AttendLecture(BORI));
    }

    private static Lecture after(Lecture lecture, LectureCommand<?> command) {
        return lecture.decide(command, Some.TIME) instanceof Decision.Accepted<?>(var event)
                ? lecture.apply(event)
                : lecture;
    }
}
