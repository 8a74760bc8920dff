package lectern.web.problem;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import lectern.domain.Capacity;
import lectern.domain.Rejection;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Examples of a problem for each code, for the description of the service. */
@Component
public final class ProblemExamples {

    private static final Instant SOME_TIME = Instant.parse("2030-03-02T09:00:00Z");

    private final ProblemMessages texts;

    ProblemExamples(ProblemMessages texts) {
        this.texts = texts;
    }

    /** A document as it is sent. */
    public Record of(Code code) {
        return ProblemDocument.of(example(code), null, Locale.ENGLISH, texts);
    }

    private static Problem example(Code code) {
        return switch (code) {
            case INVALID_REQUEST ->
                Problem.invalid(List.of(
                        new Violation("maxStudents", Constraint.NOT_A_WHOLE_NUMBER, Capacity.LEAST, Capacity.MOST),
                        new Violation("startsAt", Constraint.NOT_A_TIME)));
            case ROOM_PASSPORT_MISSING -> Problem.roomPassportMissing();
            case LECTURE_FULL -> ProblemMapper.of(new Rejection.LectureFull(new Capacity(30)));
            case CAPACITY_BELOW_ATTENDING -> ProblemMapper.of(new Rejection.CapacityBelowAttending(17));
            case LECTURE_NOT_STARTED -> ProblemMapper.of(new Rejection.LectureNotStarted(SOME_TIME));
            case LECTURE_CLOSED -> ProblemMapper.of(new Rejection.LectureWasClosed(SOME_TIME));
            case CONTENT_TOO_LARGE -> Problem.tooLarge();
            case REQUEST_REFUSED -> Problem.refused(HttpStatus.UNPROCESSABLE_CONTENT);
            default -> Problem.of(code);
        };
    }
}
