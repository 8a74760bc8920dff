package lectern.application.dispatch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import lectern.application.inmemory.InMemoryLine;
import lectern.application.port.Lectures;

/** Dispatchers for tests. */
public final class Dispatchers {

    private static final DispatchLimits LIMITS =
            new DispatchLimits(Duration.ofSeconds(5), Duration.ofMillis(50), 1000, 100);

    private Dispatchers() {}

    /** One that never reaches a line. */
    public static CommandDispatcher direct(Lectures lectures, InstantSource clock) {
        var line = new InMemoryLine(clock, InMemoryLine.Limits.USUAL, Runnable::run);
        line.reachable(false);
        return inLine(lectures, line, clock);
    }

    /** One of an instance that reaches this line. */
    public static CommandDispatcher inLine(Lectures lectures, InMemoryLine line, InstantSource clock) {
        return inLine(lectures, line, clock, LIMITS);
    }

    static CommandDispatcher inLine(Lectures lectures, InMemoryLine line, InstantSource clock, DispatchLimits limits) {
        var nonces = new AtomicLong();
        var instance = UUID.randomUUID().toString();
        return new CommandDispatcher(
                lectures,
                line.connect(instance),
                limits,
                clock,
                () -> instance + nonces.incrementAndGet(),
                new Random(0),
                Thread.ofVirtual().factory());
    }
}
