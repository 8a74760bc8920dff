package lectern.application.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import lectern.application.Some;
import lectern.application.inmemory.SettableClock;
import lectern.domain.Capacity;
import org.junit.jupiter.api.Test;

class FullLecturesTest {

    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final SettableClock clock = new SettableClock(Some.TIME);
    private final FullLectures full = new FullLectures(clock, MOMENT);

    @Test
    void remembersForAMoment() {
        var lecture = Some.id();
        full.remember(lecture, new Capacity(30));

        clock.set(Some.TIME.plus(MOMENT));
        assertThat(full.capacityOf(lecture)).hasValue(new Capacity(30));

        clock.set(Some.TIME.plus(MOMENT).plusNanos(1));
        assertThat(full.capacityOf(lecture)).isEmpty();
    }

    @Test
    void knowsNothingOfOtherLectures() {
        full.remember(Some.id(), new Capacity(30));

        assertThat(full.capacityOf(Some.id())).isEmpty();
    }

    @Test
    void forgetsWhenASeatIsFreed() {
        var lecture = Some.id();
        full.remember(lecture, new Capacity(30));

        full.forget(lecture);

        assertThat(full.capacityOf(lecture)).isEmpty();
    }
}
