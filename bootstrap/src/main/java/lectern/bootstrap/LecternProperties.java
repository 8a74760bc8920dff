package lectern.bootstrap;

import java.nio.file.Path;
import java.time.Duration;
import lectern.application.Bounds;
import lectern.application.dispatch.DispatchLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the application is told from outside.
 *
 * @param data where the local profile keeps everything; application.yaml has the default
 * @param retention how long after it was closed a lecture's attendance record stays readable
 * @param housekeepingInterval about how often it is looked whether that time is over for a lecture
 * @param drain how long it serves after it was told to stop, while readiness is down
 * @param views the views
 * @param line how far waiting in line may go
 */
@ConfigurationProperties("lectern")
record LecternProperties(
        Path data,

        @DefaultValue("30d") @Bounds(min = "1h", max = "36500d")
        Duration retention,

        @DefaultValue("1h") @Bounds(min = "1s", max = "30d") Duration housekeepingInterval,

        @DefaultValue("5s") @Bounds(min = "0s", max = "5m") Duration drain,
        @DefaultValue Views views,
        @DefaultValue Line line) {

    /** @param rebuildOnStart whether the views are made anew from the events when the service starts */
    record Views(@DefaultValue("false") boolean rebuildOnStart) {}

    /**
     * What docs/line.md says of each is why it is what it is. Those without bounds have them in the adapter that reads them too.
     *
     * @param deadline how long a caller waits for an answer
     * @param tick how long an instance with waiting tickets goes without a look at the line, half of it more or less
     * @param waiting how many callers of this instance may wait at once
     * @param batch how many tickets join a line at once
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
