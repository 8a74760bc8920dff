package lectern.application.command;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import lectern.application.inmemory.InMemoryLine;
import lectern.application.line.LineLimits;
import lectern.application.line.Lines;
import lectern.application.port.Lectures;

/** Deciders for tests. */
public final class Deciders {

    private static final LineLimits LIMITS =
            new LineLimits(Duration.ofSeconds(5), Duration.ofMillis(50), Duration.ofMinutes(1), 1000, 100);

    private Deciders() {}

    /** One that never reaches a line. */
    public static Decider straight(Lectures lectures, InstantSource clock) {
        var line = new InMemoryLine(clock, InMemoryLine.Limits.USUAL, Runnable::run);
        line.reachable(false);
        return inLine(lectures, line, clock);
    }

    /** One of an instance that reaches this line. */
    public static Decider inLine(Lectures lectures, InMemoryLine line, InstantSource clock) {
        return new Decider(lectures, lines(lectures, line, clock), clock);
    }

    /** The lines of an instance that reaches this line. */
    public static Lines lines(Lectures lectures, InMemoryLine line, InstantSource clock) {
        var nonces = new AtomicLong();
        var instance = UUID.randomUUID().toString();
        return new Lines(
                lectures,
                line.connect(instance),
                LIMITS,
                clock,
                () -> instance + nonces.incrementAndGet(),
                new Random(0),
                Thread.ofVirtual().factory());
    }
}
