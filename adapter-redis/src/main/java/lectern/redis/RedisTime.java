package lectern.redis;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The time at the server of a slot. It is never ahead of the server's clock.
 *
 * <p>A server that was frozen runs all calls that it was sent meanwhile once it continues. So a call that must not run after its
 * sender has given up carries a deadline, in the server's own time.
 */
final class RedisTime {

    private static final int SLOTS = 16384;

    /** Clocks drift apart, but by less than a millisecond in this time. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(10);

    private final AtomicReferenceArray<@Nullable Reading> readings = new AtomicReferenceArray<>(SLOTS);

    private record Reading(long micros, long nanoTime) {}

    /** Records the time that the server has just reported. */
    void heard(int slot, long micros, long nanoTime) {
        readings.set(slot, new Reading(micros, nanoTime));
    }

    /** The time in microseconds; empty when the server has not reported its time recently. */
    OptionalLong at(int slot, long nanoTime) {
        var reading = readings.get(slot);
        if (reading == null || nanoTime - reading.nanoTime() > GOOD_FOR.toNanos()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(reading.micros() + (nanoTime - reading.nanoTime()) / 1000);
    }
}
