package lectern.application.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import lectern.application.Some;
import lectern.application.inmemory.SettableClock;
import org.junit.jupiter.api.Test;

class RecentTest {

    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final SettableClock clock = new SettableClock(Some.TIME);
    private final Recent<String> recent = new Recent<>(clock, MOMENT);

    @Test
    void remembersForAMoment() {
        var lecture = Some.id();
        var _ = recent.remember(lecture, "full");

        clock.set(Some.TIME.plus(MOMENT).minusNanos(1));
        assertThat(recent.find(lecture)).map(Recent.Found::what).hasValue("full");

        clock.set(Some.TIME.plus(MOMENT));
        assertThat(recent.find(lecture)).isEmpty();
    }

    @Test
    void tellsSinceWhichMarkItHasSaidSoWithoutAGap() {
        var lecture = Some.id();
        long before = recent.mark();
        long first = recent.remember(lecture, "full").since();
        assertThat(first).isGreaterThan(before).isLessThanOrEqualTo(recent.mark());

        clock.set(Some.TIME.plus(MOMENT).minusNanos(1));
        assertThat(recent.remember(lecture, "full").since()).isEqualTo(first);
        clock.advance(MOMENT.minusNanos(1));
        assertThat(recent.find(lecture)).map(Recent.Found::since).hasValue(first);

        before = recent.mark();
        clock.advance(MOMENT);
        assertThat(recent.remember(lecture, "full").since()).isGreaterThan(before);

        before = recent.mark();
        recent.forget(lecture);
        assertThat(recent.remember(lecture, "full").since()).isGreaterThan(before);
    }

    @Test
    void remembersNothingForNoTime() {
        var lecture = Some.id();
        var never = new Recent<String>(clock, Duration.ZERO);

        var _ = never.remember(lecture, "full");

        assertThat(never.find(lecture)).isEmpty();
    }

    @Test
    void remembersNothingWhenTheClockIsSetBack() {
        var lecture = Some.id();
        var _ = recent.remember(lecture, "full");

        clock.set(Some.TIME.minus(Duration.ofHours(1)));

        assertThat(recent.find(lecture)).isEmpty();
    }

    @Test
    void knowsNothingOfOtherLectures() {
        var _ = recent.remember(Some.id(), "full");

        assertThat(recent.find(Some.id())).isEmpty();
    }

    @Test
    void forgetsWhatIsSoNoMore() {
        var lecture = Some.id();
        var _ = recent.remember(lecture, "full");

        recent.forget(lecture);

        assertThat(recent.find(lecture)).isEmpty();
    }
}
