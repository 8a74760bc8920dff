package lectern.application.inmemory;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Ids that a test can tell beforehand: 00000000-0000-0000-0000-000000000001, …2, …3 */
public final class CountedIds implements Supplier<UUID> {

    private final AtomicLong last = new AtomicLong();

    /** The id that is given out as the {@code n}th, from 1 on. */
    public static UUID id(long n) {
        return new UUID(0, n);
    }

    @Override
    public UUID get() {
        return id(last.incrementAndGet());
    }
}
