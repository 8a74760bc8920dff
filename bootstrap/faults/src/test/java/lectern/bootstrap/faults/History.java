package lectern.bootstrap.faults;

import java.time.Duration;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lectern.bootstrap.faults.Attempt.Outcome;

/** All that was asked for and answered, by whichever client. */
final class History {

    private final Deque<Attempt> attempts = new ConcurrentLinkedDeque<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();

    void add(Attempt attempt) {
        attempts.add(attempt);
        if (attempt.isAnswered()) {
            answered.incrementAndGet();
        } else if (attempt.outcome() instanceof Outcome.Busy) {
            busy.incrementAndGet();
        }
    }

    /** In the order in which they were made. */
    List<Attempt> attempts() {
        return attempts.stream()
                .sorted(Comparator.comparingLong(Attempt::invoked))
                .toList();
    }

    /** How many were answered, other than by 503. */
    int answered() {
        return answered.get();
    }

    /** How many were answered by 503. */
    int busy() {
        return busy.get();
    }

    /** How many were not let in. */
    long notLetIn() {
        return attempts.stream()
                .filter(attempt -> attempt.outcome() instanceof Outcome.NotLetIn)
                .count();
    }

    /** Those that ended since then and are such ones, the last one first. */
    Stream<Attempt> since(long then, Predicate<Attempt> such) {
        var latest = Stream.<Attempt>builder();
        for (var last = attempts.descendingIterator(); last.hasNext(); ) {
            var attempt = last.next();
            // They are in the order of their ends, but for those that ended together.
            if (attempt.ended() < then - Duration.ofSeconds(1).toNanos()) {
                break;
            }
            if (attempt.ended() >= then && such.test(attempt)) {
                latest.add(attempt);
            }
        }
        return latest.build();
    }

    /** The longest time in which nothing was done that was asked for. */
    Duration longestGap() {
        long longest = 0;
        long last = 0;
        for (var ok : attempts.stream()
                .filter(Attempt::isOk)
                .sorted(Comparator.comparingLong(Attempt::ended))
                .toList()) {
            longest = last == 0 ? 0 : Math.max(longest, ok.ended() - last);
            last = ok.ended();
        }
        return Duration.ofNanos(longest);
    }

    /** How long the slowest answer took, 503 or not. */
    Duration slowestAnswer() {
        return attempts.stream()
                .filter(attempt -> attempt.isAnswered() || attempt.outcome() instanceof Outcome.Busy)
                .map(Attempt::took)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }
}
