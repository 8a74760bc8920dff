package lectern.redis;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What time it is at the server that keeps a slot, never later than it really is.
 *
 * <p>A server that was frozen does all that it was sent meanwhile when it goes on. So whatever must not be done any more once its
 * sender has given up says by when, in the server's own time.
 */
final class RedisTime {

    private static final int SLOTS = 16384;

    /** Clocks run apart, but not by a millisecond in this time. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(10);

    private final AtomicReferenceArray<@Nullable Reading> readings = new AtomicReferenceArray<>(SLOTS);

    private record Reading(long micros, long nanoTime) {}

    /** The server said this time, a moment ago. */
    void heard(int slot, long micros, long nanoTime) {
        readings.set(slot, new Reading(micros, nanoTime));
    }

    /** In microseconds; empty when the server has not been heard of lately. */
    OptionalLong at(int slot, long nanoTime) {
        var reading = readings.get(slot);
        if (reading == null || nanoTime - reading.nanoTime() > GOOD_FOR.toNanos()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(reading.micros() + (nanoTime - reading.nanoTime()) / 1000);
    }
}
