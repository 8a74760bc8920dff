package lectern.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LinePropertiesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void sayWhatIsWrongBeginningWithTheSetting() {
        assertThatThrownBy(() -> new LineProperties(0, 1, SECOND, SECOND))
                .hasMessage("lectern.line.length has to be at least 1");
        assertThatThrownBy(() -> new LineProperties(1, 0, SECOND, SECOND))
                .hasMessage("lectern.line.batch has to be 1 to 5000");
        assertThatThrownBy(() -> new LineProperties(1, 5001, SECOND, SECOND))
                .hasMessage("lectern.line.batch has to be 1 to 5000");
        assertThatThrownBy(() -> new LineProperties(1, 1, Duration.ofNanos(999_999), SECOND))
                .hasMessage("lectern.line.lease has to be at least 1ms");
        assertThatThrownBy(() -> new LineProperties(1, 1, SECOND, Duration.ofMillis(-1)))
                .hasMessage("lectern.line.hint has to be at least 0");
    }
}
