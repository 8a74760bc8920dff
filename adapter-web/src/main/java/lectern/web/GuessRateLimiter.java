package lectern.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import lectern.domain.Decision;
import lectern.domain.Decision.Rejected;
import lectern.domain.LectureEvent;
import lectern.domain.Rejection;
import lectern.domain.User;
import lectern.web.problem.Code;
import lectern.web.problem.Problem;
import lectern.web.problem.ProblemException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Limits how fast lecture codes can be guessed. A caller who has sent too many codes of no lecture waits before the next code is
 * looked up for them. Only misses count, and each instance counts its own (ADR 14).
 */
@Component
final class GuessRateLimiter {

    private final int most;
    private final Duration within;
    private final InstantSource clock;
    private final Cache<User, Misses> missesOf;

    GuessRateLimiter(GuessingProperties properties, InstantSource clock) {
        this.most = properties.misses();
        this.within = properties.within();
        this.clock = clock;
        this.missesOf = Caffeine.newBuilder()
                .maximumSize(properties.callers())
                // The longest time for which an entry may matter. Whether it still does is decided by the clock.
                .expireAfterWrite(within)
                // Runs in the calling thread, so that excess entries are gone when the call returns.
                .executor(Runnable::run)
                .build();
    }

    /**
     * Runs the attempt, and counts it if it is a miss.
     *
     * @throws ProblemException when the caller has to wait; the attempt does not run then
     */
    <E extends LectureEvent> Decision<E> limited(User caller, Supplier<Decision<E>> attempt) {
        var misses = missesOf.getIfPresent(caller);
        if (misses != null && misses.count >= most) {
            refuseUntil(misses.over);
        }
        var decision = attempt.get();
        if (decision instanceof Rejected<E>(Rejection.LectureNotFound _)) {
            count(caller);
        }
        return decision;
    }

    private void refuseUntil(Instant over) {
        var left = Duration.between(clock.instant(), over);
        if (left.isPositive()) {
            long seconds = left.plusSeconds(1).minusNanos(1).toSeconds();
            throw new ProblemException(
                    Problem.of(Code.TOO_MANY_REQUESTS).with(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
        }
    }

    private void count(User caller) {
        var now = clock.instant();
        var _ = missesOf.asMap()
                .merge(
                        caller,
                        new Misses(1, now.plus(within)),
                        (before, first) -> before.over.isAfter(now) ? before.andOne() : first);
    }

    /** The number of misses, and the time when they are forgotten. */
    private record Misses(int count, Instant over) {

        Misses andOne() {
            return new Misses(count + 1, over);
        }
    }
}
