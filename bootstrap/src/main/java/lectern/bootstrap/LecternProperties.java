package lectern.bootstrap;

import java.time.Duration;
import lectern.application.line.LineLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the application is told from outside.
 *
 * @param retention how long after it was closed a lecture's attendance record stays readable
 * @param housekeepingInterval about how often it is looked whether that time is over for a lecture
 * @param views the views
 * @param line how far waiting in line may go
 */
@ConfigurationProperties("lectern")
record LecternProperties(
        @DefaultValue("30d") Duration retention,
        @DefaultValue("1h") Duration housekeepingInterval,
        @DefaultValue Views views,
        @DefaultValue Line line) {

    /** @param rebuildOnStart whether the views are made anew from the events when the service starts */
    record Views(@DefaultValue("false") boolean rebuildOnStart) {}

    /**
     * What docs/line.md says of each is why it is what it is.
     *
     * @param deadline how long a caller waits for an answer
     * @param tick how long an instance with waiting tickets goes without a look at the line, half of it more or less
     * @param hint how long an instance goes on to say that every seat is taken, without another look; 0 for not at all
     * @param waiting how many callers of this instance may wait at once
     * @param batch how many tickets join a line at once
     */
    record Line(
            @DefaultValue("5s") Duration deadline,
            @DefaultValue("250ms") Duration tick,
            @DefaultValue("1s") Duration hint,
            @DefaultValue("20000") int waiting,
            @DefaultValue("500") int batch) {

        Line {
            if (!deadline.isPositive()) {
                throw new IllegalArgumentException("lectern.line.deadline has to be more than 0");
            }
            if (tick.toMillis() < 1) {
                throw new IllegalArgumentException("lectern.line.tick has to be at least 1ms");
            }
            if (hint.isNegative()) {
                throw new IllegalArgumentException("lectern.line.hint has to be at least 0");
            }
            if (waiting < 1) {
                throw new IllegalArgumentException("lectern.line.waiting has to be at least 1");
            }
            if (batch < 1) {
                throw new IllegalArgumentException("lectern.line.batch has to be at least 1");
            }
        }

        LineLimits limits() {
            return new LineLimits(deadline, tick, hint, waiting, batch);
        }
    }
}
