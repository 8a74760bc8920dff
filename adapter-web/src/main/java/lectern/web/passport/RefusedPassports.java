package lectern.web.passport;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators why passports are refused, which clients are not told: a counter for each kind and reason, and a line in the log at most once
 * a minute for each. Nothing of a passport is logged but the {@code kid} or the {@code typ} that is at fault.
 */
final class RefusedPassports {

    private static final Logger log = LoggerFactory.getLogger(RefusedPassports.class);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    /** What a {@code kid} or a {@code typ} may look like in the log: it comes from anybody. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9+/._-]{1,64}");

    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Map<Why, Tally> tallies = new ConcurrentHashMap<>();

    private record Why(Kind kind, Reason reason) {}

    private record Tally(Counter counter, AtomicReference<Instant> silentUntil) {}

    RefusedPassports(MeterRegistry meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
        for (var kind : Kind.values()) {
            for (var reason : Reason.values()) {
                // So that they are known before the first is refused.
                var _ = tally(kind, reason);
            }
        }
    }

    private Tally tally(Kind kind, Reason reason) {
        return tallies.computeIfAbsent(new Why(kind, reason), _ -> {
            var counter = Counter.builder("lectern.passport.refused")
                    .description("Passports that were refused")
                    .tag("kind", kind.label())
                    .tag("reason", reason.label())
                    .register(meters);
            return new Tally(counter, new AtomicReference<>(Instant.MIN));
        });
    }

    void add(Kind kind, BadPassportException refused) {
        add(kind, refused.reason(), refused.given());
    }

    void add(Kind kind, Reason reason) {
        add(kind, reason, null);
    }

    private void add(Kind kind, Reason reason, @Nullable String given) {
        var tally = tally(kind, reason);
        tally.counter().increment();
        var now = clock.instant();
        var silentUntil = tally.silentUntil().get();
        if (!now.isBefore(silentUntil) && tally.silentUntil().compareAndSet(silentUntil, now.plus(BETWEEN_LINES))) {
            log.info(
                    "A {} passport is refused: {}{}, {} since the start",
                    kind.label(),
                    reason.label(),
                    given == null ? "" : " (" + harmless(given) + ')',
                    (long) tally.counter().count());
        }
    }

    private static String harmless(String given) {
        return HARMLESS.matcher(given).matches() ? given : "not shown";
    }
}
