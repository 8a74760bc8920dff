package lectern.application.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lectern.application.Some;
import lectern.application.port.Answer;
import lectern.application.port.Ticket;
import lectern.domain.Decision;
import lectern.domain.LectureClosed;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.Request;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import lectern.domain.StudentLeft;
import org.junit.jupiter.api.Test;

class WaiterTest {

    private static final Ticket.Id ID = new Ticket.Id("here", 1, 1);
    private static final Student STUDENT = Some.student();
    private static final LectureId LECTURE = Some.id();

    @Test
    void isToldWhatCameOfItsOwnRequestAndNothingElse() {
        var requests = List.<Request<?>>of(
                new Request.Attend(STUDENT), new Request.Leave(STUDENT), new Request.Close(Some.teacher()));
        var events = List.<LectureEvent>of(
                new StudentAttended(LECTURE, STUDENT, 1, Some.TIME),
                new StudentLeft(LECTURE, STUDENT, Some.TIME),
                new LectureClosed(LECTURE, 1, Some.TIME));
        for (int i = 0; i < requests.size(); i++) {
            for (int j = 0; j < events.size(); j++) {
                assertThat(outcome(requests.get(i), new Decision.Accepted<>(events.get(j))) instanceof Outcome.Decided)
                        .isEqualTo(i == j);
                assertThat(outcome(requests.get(i), new Decision.Repeated<>(events.get(j))) instanceof Outcome.Decided)
                        .isEqualTo(i == j);
            }
        }
    }

    private static Outcome<?> outcome(Request<?> request, Decision<?> decision) {
        var waiter = new Waiter<>(ID, request, false, Some.TIME);
        waiter.answered(ID, new Answer.Decided(decision));
        return waiter.outcome().join();
    }
}
