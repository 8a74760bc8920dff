package lectern.web.passport;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators why passports are refused. Clients are not told. Each kind and reason has a counter, and logs a line once a minute
 * at most. The only part of a passport that is logged is the {@code kid} or the {@code typ} that is at fault.
 */
final class RefusedPassports {

    private static final Logger log = LoggerFactory.getLogger(RefusedPassports.class);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    /** What a {@code kid} or a {@code typ} has to look like to be logged, since anybody can send one. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9+/._-]{1,64}");

    private final InstantSource clock;
    private final Map<Why, Tally> tallies = new HashMap<>();

    private record Why(PassportType type, Reason reason) {}

    private record Tally(Counter counter, AtomicReference<Instant> silentUntil) {}

    RefusedPassports(MeterRegistry meters, InstantSource clock) {
        this.clock = clock;
        // All are registered now, so that the metrics exist before the first passport is refused.
        for (var type : PassportType.values()) {
            for (var reason : Reason.values()) {
                tallies.put(new Why(type, reason), tally(meters, type, reason));
            }
        }
    }

    private static Tally tally(MeterRegistry meters, PassportType type, Reason reason) {
        var counter = Counter.builder("lectern.passport.refused")
                .description("Passports that were refused")
                .tag("kind", type.label())
                .tag("reason", reason.label())
                .register(meters);
        return new Tally(counter, new AtomicReference<>(Instant.MIN));
    }

    void add(PassportType type, BadPassportException refused) {
        add(type, refused.reason(), refused.given());
    }

    void add(PassportType type, Reason reason) {
        add(type, reason, null);
    }

    private void add(PassportType type, Reason reason, @Nullable String given) {
        var tally = requireNonNull(tallies.get(new Why(type, reason)));
        tally.counter().increment();
        var now = clock.instant();
        var silentUntil = tally.silentUntil().get();
        if (!now.isBefore(silentUntil) && tally.silentUntil().compareAndSet(silentUntil, now.plus(BETWEEN_LINES))) {
            log.info(
                    "A {} passport is refused: {}{}, {} since the start",
                    type.label(),
                    reason.label(),
                    given == null ? "" : " (" + harmless(given) + ')',
                    (long) tally.counter().count());
        }
    }

    private static String harmless(String given) {
        return HARMLESS.matcher(given).matches() ? given : "not shown";
    }
}
