package lectern.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lectern.domain.Capacity;
import lectern.domain.Rejection;
import lectern.web.Contract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/** The examples of problems in the description of the API are documents that the service sends. */
class ProblemExamplesTest {

    private static final Instant SOME_TIME = Instant.parse("2030-03-02T09:00:00Z");

    private final ProblemMessages texts = new ProblemMessages();

    @ParameterizedTest
    @EnumSource
    void ofEachCodeThereIsOne(Code code) {
        var document = new JsonMapper().valueToTree(ProblemDocument.of(example(code), null, Locale.ENGLISH, texts));

        var described = Contract.description().at("/components/examples/" + code);
        assertThat(described.path("value")).isEqualTo(document);
        assertThat(described.path("summary")).isEqualTo(document.path("title"));
    }

    @Test
    void andOfNothingElse() {
        var codes = Arrays.stream(Code.values()).map(Code::name).toList();

        assertThat(Contract.description().at("/components/examples").propertyNames())
                .containsExactlyElementsOf(codes);
        assertThat(Contract.description()
                        .at("/components/schemas/Problem/properties/code/enum")
                        .valueStream()
                        .map(name -> name.asString()))
                .containsExactlyElementsOf(codes);
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
