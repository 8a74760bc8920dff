package lectern.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import lectern.application.inmemory.SettableClock;
import lectern.domain.LectureId;
import org.junit.jupiter.api.Test;

class RecentTest {

    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final SettableClock clock = new SettableClock(Some.TIME);
    private final Recent<LectureId, String> recent = new Recent<>(clock, MOMENT);

    @Test
    void remembersForAMoment() {
        var lecture = Some.id();
        recent.remember(lecture, "full");

        clock.set(Some.TIME.plus(MOMENT).minusNanos(1));
        assertThat(recent.find(lecture)).map(Recent.Found::what).hasValue("full");

        clock.set(Some.TIME.plus(MOMENT));
        assertThat(recent.find(lecture)).isEmpty();
    }

    @Test
    void tellsSinceWhichMarkItHasSaidSoWithoutAGap() {
        var lecture = Some.id();
        long before = recent.mark();
        long first = rememberedSince(lecture);
        assertThat(first).isGreaterThan(before).isLessThanOrEqualTo(recent.mark());

        clock.set(Some.TIME.plus(MOMENT).minusNanos(1));
        assertThat(rememberedSince(lecture)).isEqualTo(first);
        clock.advance(MOMENT.minusNanos(1));
        assertThat(recent.find(lecture)).map(Recent.Found::since).hasValue(first);

        before = recent.mark();
        clock.advance(MOMENT);
        assertThat(rememberedSince(lecture)).isGreaterThan(before);

        before = recent.mark();
        recent.forget(lecture);
        assertThat(rememberedSince(lecture)).isGreaterThan(before);
    }

    private long rememberedSince(LectureId lecture) {
        recent.remember(lecture, "full");
        return recent.find(lecture).orElseThrow().since();
    }

    @Test
    void remembersNothingForNoTime() {
        var lecture = Some.id();
        var never = new Recent<LectureId, String>(clock, Duration.ZERO);

        never.remember(lecture, "full");

        assertThat(never.find(lecture)).isEmpty();
    }

    @Test
    void remembersNothingWhenTheClockIsSetBack() {
        var lecture = Some.id();
        recent.remember(lecture, "full");

        clock.set(Some.TIME.minus(Duration.ofHours(1)));

        assertThat(recent.find(lecture)).isEmpty();
    }

    @Test
    void knowsNothingOfOtherLectures() {
        recent.remember(Some.id(), "full");

        assertThat(recent.find(Some.id())).isEmpty();
    }

    @Test
    void forgetsWhatIsSoNoMore() {
        var lecture = Some.id();
        recent.remember(lecture, "full");

        recent.forget(lecture);

        assertThat(recent.find(lecture)).isEmpty();
    }
}
