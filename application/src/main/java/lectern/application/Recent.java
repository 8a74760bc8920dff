package lectern.application;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What was found a moment ago, so that not everybody who comes in a rush has to find it out again.
 *
 * @param <K> what it was found of
 * @param <F> what was found
 */
public final class Recent<K, F> {

    private final InstantSource clock;
    private final Duration moment;
    private final Map<K, Found<F>> all = new ConcurrentHashMap<>();
    private final AtomicLong marks = new AtomicLong();
    private volatile Instant tidied;

    /**
     * What is said.
     *
     * @param since the {@linkplain #mark() mark} from which on it has been said without a gap
     */
    public record Found<F>(F what, long since, Instant at) {}

    /** @param moment for how long that is said without another look; 0 for never */
    public Recent(InstantSource clock, Duration moment) {
        this.clock = clock;
        this.moment = moment;
        this.tidied = clock.instant();
    }

    /** Now. What is said since this mark, or an earlier one, was found before now, whatever the clock does. */
    public long mark() {
        return marks.get();
    }

    public Optional<Found<F>> find(K of) {
        var found = all.get(of);
        return found == null || isOver(found.at(), clock.instant()) ? Optional.empty() : Optional.of(found);
    }

    public void remember(K of, F what) {
        var now = clock.instant();
        var anew = new Found<>(what, marks.incrementAndGet(), now);
        var _ = all.merge(
                of, anew, (before, _) -> isOver(before.at(), now) ? anew : new Found<>(what, before.since(), now));
        if (isOver(tidied, now)) {
            tidied = now;
            all.values().removeIf(other -> isOver(other.at(), now));
        }
    }

    /** It is so no more. */
    public void forget(K of) {
        all.remove(of);
    }

    /** Also when the clock was set back meanwhile: it must not be said for as long as that. */
    private boolean isOver(Instant at, Instant now) {
        return now.isBefore(at) || !now.isBefore(at.plus(moment));
    }
}
