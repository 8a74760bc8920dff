package lectern.web.passport;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A cache of the content of opened passports, so that a passport that comes again costs only a look-up. Only genuine passports are
 * cached, so a forger can't fill the memory.
 *
 * @param <S> the content that is cached; it has no more than is needed, since thousands are cached
 */
final class PassportCache<S> {

    private static final int MOST = 10_000;

    /** A passport that was not used for so long has to be opened again. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Function<String, S> opening;
    private final Predicate<S> good;
    private final Cache<String, S> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(KEPT)
            // Waking another thread for this costs more than doing it here.
            .executor(Runnable::run)
            .build();

    /**
     * @param opening opens a passport, and fails when it is not genuine or not valid now
     * @param good tells whether a passport that was opened before is still valid
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
