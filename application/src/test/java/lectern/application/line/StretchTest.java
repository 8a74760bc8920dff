package lectern.application.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import lectern.application.Some;
import lectern.domain.Lecture;
import lectern.domain.LectureState;
import lectern.domain.Request;
import lectern.domain.Request.Attend;
import lectern.domain.Request.Close;
import lectern.domain.Request.Leave;
import lectern.domain.Student;
import org.junit.jupiter.api.Test;

/** Anna and Bori are in; Cho and Dan are not. */
class StretchTest {

    private static final Student ANNA = Student.of("anna");
    private static final Student BORI = Student.of("bori");
    private static final Student CHO = Student.of("cho");
    private static final Student DAN = Student.of("dan");

    @Test
    void takesAllKindsWhileSeatsAreFree() {
        assertThat(taken(
                        5,
                        new Attend(CHO),
                        new Leave(ANNA),
                        new Attend(DAN),
                        new Leave(BORI),
                        new Close(Some.teacher())))
                .isEqualTo(5);
    }

    @Test
    void takesOneKindWhileEverySeatIsTaken() {
        assertThat(taken(2, new Attend(CHO), new Attend(DAN), new Leave(ANNA))).isEqualTo(2);
        assertThat(taken(2, new Leave(ANNA), new Leave(BORI), new Attend(CHO))).isEqualTo(2);
    }

    @Test
    void takesOneKindFromWhenTheLastSeatIsTaken() {
        assertThat(taken(3, new Leave(ANNA), new Attend(CHO), new Attend(DAN), new Attend(ANNA)))
                .isEqualTo(3);
        assertThat(taken(3, new Attend(CHO), new Attend(DAN), new Leave(BORI))).isEqualTo(2);
    }

    @Test
    void takesNobodyWhoBothAttendsAndLeaves() {
        assertThat(taken(9, new Attend(CHO), new Leave(ANNA), new Leave(CHO))).isEqualTo(2);
        assertThat(taken(9, new Leave(ANNA), new Attend(CHO), new Attend(ANNA))).isEqualTo(2);
    }

    /** How many of them go together. */
    private static int taken(int seats, Request<?>... requests) {
        var lecture = lecture(seats);
        var stretch = new Stretch(lecture);
        int taken = 0;
        for (var request : requests) {
            if (!stretch.takes(request)) {
                break;
            }
            var _ = request.decide(lecture, Some.TIME);
            taken++;
        }
        return taken;
    }

    private static Lecture lecture(int seats) {
        var lecture = Lecture.restore(LectureState.after(Some.lecture(seats)), Set.of(ANNA, BORI, CHO, DAN), List.of());
        var _ = lecture.attend(ANNA, Some.TIME);
        var _ = lecture.attend(BORI, Some.TIME);
        return lecture;
    }
}
