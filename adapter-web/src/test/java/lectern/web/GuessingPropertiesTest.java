package lectern.web;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuessingPropertiesTest {

    @Test
    void sayWhatIsWrongBeginningWithTheSetting() {
        assertThatThrownBy(() -> new GuessingProperties(0, Duration.ofMinutes(1), 1))
                .hasMessageStartingWith("lectern.guessing.misses has to be");
        assertThatThrownBy(() -> new GuessingProperties(1, Duration.ZERO, 1))
                .hasMessageStartingWith("lectern.guessing.within has to be");
        assertThatThrownBy(() -> new GuessingProperties(1, Duration.ofMinutes(1), 0))
                .hasMessageStartingWith("lectern.guessing.callers has to be");
    }
}
