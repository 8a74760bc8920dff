package lectern.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import lectern.application.Race;
import lectern.application.Some;
import lectern.application.port.NotServed;
import lectern.domain.LectureId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TurnsTest {

    private final Turns patient = new Turns(Duration.ofSeconds(20));
    private final Turns impatient = new Turns(Duration.ofMillis(20));
    private final LectureId lecture = Some.id();

    @Test
    void oneAtATimeHasTheTurnAtALecture() {
        int[] unguarded = {0};

        var turns = Race.of(
                20,
                _ -> patient.inTurn(lecture, () -> {
                    for (int i = 0; i < 10_000; i++) {
                        unguarded[0]++;
                    }
                    return true;
                }));

        assertThat(turns).hasSize(20);
        assertThat(unguarded[0]).isEqualTo(200_000);
    }

    @Test
    void theTurnAtAnotherLectureIsFreeMeanwhile() {
        assertThat(impatient.inTurn(lecture, () -> impatient.inTurn(Some.id(), () -> "in turn")))
                .isEqualTo("in turn");
    }

    @Test
    void aTurnThatDoesNotComeInTimeIsToBeTriedAgain() {
        assertThatThrownBy(() -> impatient.inTurn(lecture, () -> impatient.inTurn(lecture, () -> "never")))
                .isInstanceOf(NotServed.TryAgain.class);

        assertThat(impatient.inTurn(lecture, () -> "in turn")).isEqualTo("in turn");
    }

    @Test
    void aTurnIsGivenBackByWorkThatThrows() {
        assertThatThrownBy(() -> impatient.inTurn(lecture, () -> {
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(impatient.inTurn(lecture, () -> "in turn")).isEqualTo("in turn");
    }
}
