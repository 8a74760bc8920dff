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
 * Keeps lecture codes from being guessed at speed: whoever has named too many codes of no lecture waits before anything is
 * looked up for them again. Only misses count, and each instance counts its own (ADR 14).
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
                // As long as the longest may matter; what they are worth is told by the clock.
                .expireAfterWrite(within)
                // Nothing that has to be done elsewhere: what is in excess is gone when the call is over.
                .executor(Runnable::run)
                .build();
    }

    /**
     * What the attempt comes to, which is counted if it is a miss.
     *
     * @throws ProblemException without an attempt, when the caller has to wait
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

    /** How many there were, until it is over and they are forgotten. */
    private record Misses(int count, Instant over) {

        Misses andOne() {
            return new Misses(count + 1, over);
        }
    }
}
