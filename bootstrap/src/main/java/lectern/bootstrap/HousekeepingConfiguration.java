package lectern.bootstrap;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import lectern.application.command.RebuildViews;
import lectern.application.command.RebuildViewsHandler;
import lectern.application.command.RemoveOldLectures;
import lectern.application.command.RemoveOldLecturesHandler;
import lectern.application.port.Mutex.Attempt;
import lectern.application.port.ServiceUnavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TriggerContext;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Schedules housekeeping: retention at intervals, and a rebuild of the views on start if configured, which is retried until it is done. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(LecternProperties.class)
class HousekeepingConfiguration implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(HousekeepingConfiguration.class);

    private static final Duration BETWEEN_REBUILDS = Duration.ofSeconds(10);

    private final LecternProperties properties;
    private final RemoveOldLecturesHandler removeOldLectures;
    private final RebuildViewsHandler rebuildViews;
    private final InstantSource clock;
    private volatile boolean rebuilt;

    HousekeepingConfiguration(
            LecternProperties properties,
            RemoveOldLecturesHandler removeOldLectures,
            RebuildViewsHandler rebuildViews,
            InstantSource clock) {
        this.properties = properties;
        this.removeOldLectures = removeOldLectures;
        this.rebuildViews = rebuildViews;
        this.clock = clock;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addTriggerTask(this::removeOldLectures, this::nextRemoval);
        if (properties.views().rebuildOnStart()) {
            tasks.addTriggerTask(this::rebuildViews, this::nextRebuild);
        }
    }

    private void removeOldLectures() {
        try {
            switch (removeOldLectures.handle(new RemoveOldLectures(properties.retention()))) {
                case Attempt.Ran<Integer>(Integer removed) ->
                    log.info("Removed {} lectures that were closed more than {} ago", removed, properties.retention());
                case Attempt.Busy<Integer> _ -> log.debug("Another instance removes old lectures");
                case Attempt.Unreachable<Integer> _ -> log.warn("Old lectures stay for now: Redis does not answer");
            }
        } catch (ServiceUnavailable e) {
            log.warn("Old lectures stay for now: {}", e.getMessage());
        }
    }

    private void rebuildViews() {
        try {
            switch (rebuildViews.handle(new RebuildViews())) {
                case Attempt.Ran<Integer>(Integer lectures) -> {
                    rebuilt = true;
                    log.info("Rebuilt the views of {} lectures", lectures);
                }
                case Attempt.Busy<Integer> _ -> {
                    rebuilt = true;
                    log.info("Another instance rebuilds the views");
                }
                case Attempt.Unreachable<Integer> _ -> log.warn("The views are not rebuilt yet: Redis does not answer");
            }
        } catch (ServiceUnavailable e) {
            log.warn("Not all views are rebuilt yet: {}", e.getMessage());
        }
    }

    private @Nullable Instant nextRebuild(TriggerContext context) {
        if (rebuilt) {
            return null;
        }
        var last = context.lastCompletion();
        return last == null ? clock.instant() : last.plus(BETWEEN_REBUILDS);
    }

    /** At a random time, so that instances that were started together don't run this together. */
    private Instant nextRemoval(TriggerContext context) {
        var last = context.lastCompletion();
        long interval = properties.housekeepingInterval().toMillis();
        return (last == null ? clock.instant() : last)
                .plusMillis(ThreadLocalRandom.current().nextLong(interval / 2, interval + interval / 2 + 1));
    }
}
