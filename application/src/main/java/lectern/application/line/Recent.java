package lectern.application.line;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import lectern.domain.LectureId;

/**
 * What was found of lectures a moment ago, so that not everybody who comes in a rush has to find it out again.
 *
 * @param <F> what was found
 */
final class Recent<F> {

    private final InstantSource clock;
    private final Duration moment;
    private final Map<LectureId, Found<F>> all = new ConcurrentHashMap<>();
    private final AtomicLong marks = new AtomicLong();

    /**
     * What is said of a lecture.
     *
     * @param since the {@linkplain #mark() mark} from which on it has been said without a gap
     */
    record Found<F>(F what, long since, Instant at) {}

    /** @param moment for how long that is said without another look; 0 for never */
    Recent(InstantSource clock, Duration moment) {
        this.clock = clock;
        this.moment = moment;
    }

    /** Now. What is said since this mark, or an earlier one, was found before now, whatever the clock does. */
    long mark() {
        return marks.get();
    }

    Optional<Found<F>> find(LectureId lecture) {
        var found = all.get(lecture);
        return found == null || isOver(found, clock.instant()) ? Optional.empty() : Optional.of(found);
    }

    void remember(LectureId lecture, F what) {
        var now = clock.instant();
        var anew = new Found<>(what, marks.incrementAndGet(), now);
        var found = all.merge(
                lecture, anew, (before, _) -> isOver(before, now) ? anew : new Found<>(what, before.since(), now));
        if (found.equals(anew)) {
            all.values().removeIf(other -> isOver(other, now));
        }
    }

    /** It is so no more. */
    void forget(LectureId lecture) {
        all.remove(lecture);
    }

    /** Also when the clock was set back meanwhile: it must not be said for as long as that. */
    private boolean isOver(Found<F> found, Instant now) {
        return now.isBefore(found.at()) || !now.isBefore(found.at().plus(moment));
    }
}
