package lectern.domain;

import static lectern.domain.LectureStatus.ACTIVE;
import static lectern.domain.LectureStatus.CLOSED;
import static lectern.domain.LectureStatus.RESERVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LectureStatusTest {

    private static final Instant OPENED = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant STARTS = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void isReservedWhileTheStartLiesAhead() {
        assertThat(LectureStatus.at(OPENED, OPENED, STARTS, null)).isEqualTo(RESERVED);
        assertThat(LectureStatus.at(STARTS.minusNanos(1), OPENED, STARTS, null)).isEqualTo(RESERVED);
    }

    @Test
    void isActiveFromTheStartOn() {
        assertThat(LectureStatus.at(STARTS, OPENED, STARTS, null)).isEqualTo(ACTIVE);
        assertThat(LectureStatus.at(STARTS.plusNanos(1), OPENED, STARTS, null)).isEqualTo(ACTIVE);
    }

    @Test
    void isActiveAtOnceWhenItStartedAtOnce() {
        assertThat(LectureStatus.at(OPENED, OPENED, OPENED, null)).isEqualTo(ACTIVE);
    }

    @Test
    void isActiveWhenItStartedAtOnceEvenByAClockThatIsBehind() {
        assertThat(LectureStatus.at(OPENED.minusSeconds(30), OPENED, OPENED, null))
                .isEqualTo(ACTIVE);
    }

    @Test
    void isReservedByAClockThatIsBehindWhenItStartsLater() {
        assertThat(LectureStatus.at(OPENED.minusSeconds(30), OPENED, STARTS, null))
                .isEqualTo(RESERVED);
    }

    @Test
    void isClosedOnceItWasClosedWhateverTheClock() {
        var closed = OPENED.plusSeconds(60);

        assertThat(LectureStatus.at(closed, OPENED, STARTS, closed)).isEqualTo(CLOSED);
        assertThat(LectureStatus.at(STARTS.plusSeconds(60), OPENED, STARTS, closed))
                .isEqualTo(CLOSED);
        assertThat(LectureStatus.at(OPENED.minusSeconds(30), OPENED, OPENED, closed))
                .isEqualTo(CLOSED);
    }
}
