package lectern.web.passport;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Remembers what passports say that were opened, so that whoever comes again with one costs a look-up. Only genuine ones are
 * remembered: no forger can have the memory filled.
 *
 * @param <S> what they say: no more of it than is asked for, since thousands are remembered
 */
final class PassportCache<S> {

    private static final int MOST = 10_000;

    /** Whoever has not come for so long is a stranger again. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Function<String, S> opening;
    private final Predicate<S> good;
    private final Cache<String, S> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(KEPT)
            // To wake another thread for it costs more than to do it.
            .executor(Runnable::run)
            .build();

    /**
     * @param opening opens a passport, and fails when it is not genuine or not good now
     * @param good tells whether one that was opened before is good still
     */
    PassportCache(Function<String, S> opening, Predicate<S> good) {
        this.opening = opening;
        this.good = good;
    }

    S open(String passport) {
        var before = known.getIfPresent(passport);
        if (before != null && good.test(before)) {
            return before;
        }
        var opened = opening.apply(passport);
        known.put(passport, opened);
        return opened;
    }
}
