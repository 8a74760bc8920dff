package lectern.bootstrap;

import java.nio.file.Path;
import java.time.Duration;
import lectern.application.Bounds;
import lectern.application.dispatch.DispatchLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the application.
 *
 * @param data where the local profile keeps all its data; application.yaml has the default
 * @param retention how long after it was closed a lecture's attendance record stays readable
 * @param housekeepingInterval about how often lectures are removed for which that time is over
 * @param drain how long the service goes on serving after it was told to stop, while readiness is down
 * @param warmUp for how long at most the service practises before its port opens; zero for not at all
 * @param views the settings of the views
 * @param line the limits of waiting in line
 */
@ConfigurationProperties("lectern")
record LecternProperties(
        Path data,

        @DefaultValue("30d") @Bounds(min = "1h", max = "36500d")
        Duration retention,

        @DefaultValue("1h") @Bounds(min = "1s", max = "30d") Duration housekeepingInterval,

        @DefaultValue("5s") @Bounds(min = "0s", max = "5m") Duration drain,
        @DefaultValue("10s") @Bounds(min = "0s", max = "5m") Duration warmUp,
        @DefaultValue Views views,
        @DefaultValue Line line) {

    /** @param rebuildOnStart whether the views are rebuilt from the events when the service starts */
    record Views(@DefaultValue("false") boolean rebuildOnStart) {}

    /**
     * The limits of waiting in line. docs/line.md gives the reasons for their defaults. A setting without bounds here has them in the
     * adapter that also reads it.
     *
     * @param deadline how long a caller waits for an answer
     * @param tick how long an instance with waiting tickets goes without a call to the line, plus or minus half of it
     * @param waiting how many callers of this instance may wait at once
     * @param batch how many tickets join a line in one call at most
     */
    record Line(
            @DefaultValue("5s") @Bounds(min = "100ms", max = "10m")
            Duration deadline,

            @DefaultValue("250ms") @Bounds(min = "10ms", max = "1m")
            Duration tick,

            @DefaultValue("20000") @Bounds(min = "1", max = "1000000")
            int waiting,

            @DefaultValue("500") int batch) {

        Line {
            if (deadline.compareTo(tick.multipliedBy(2)) < 0) {
                throw new IllegalArgumentException("deadline is %s ms: it has to be at least twice tick, which is %s ms"
                        .formatted(deadline.toMillis(), tick.toMillis()));
            }
        }

        DispatchLimits limits() {
            return new DispatchLimits(deadline, tick, waiting, batch);
        }
    }
}
