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
import lectern.application.port.NotServed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TriggerContext;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** When housekeeping is done: retention every now and then, rebuilding the views when the operator wants it. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(LecternProperties.class)
class HousekeepingConfiguration implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(HousekeepingConfiguration.class);

    private final LecternProperties properties;
    private final RemoveOldLecturesHandler removeOldLectures;
    private final RebuildViewsHandler rebuildViews;
    private final InstantSource clock;

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
            tasks.addOneTimeTask(this::rebuildViews, Duration.ZERO);
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
        } catch (NotServed e) {
            log.warn("Old lectures stay for now: {}", e.getMessage());
        }
    }

    private void rebuildViews() {
        try {
            switch (rebuildViews.handle(new RebuildViews())) {
                case Attempt.Ran<Integer>(Integer lectures) -> log.info("Rebuilt the views of {} lectures", lectures);
                case Attempt.Busy<Integer> _ ->
                    log.info("Another instance rebuilds the views, or removes old lectures");
                case Attempt.Unreachable<Integer> _ -> log.warn("The views were not rebuilt: Redis does not answer");
            }
        } catch (NotServed e) {
            log.warn("The views were not rebuilt, or not all of them: {}", e.getMessage());
        }
    }

    /** At no fixed time, so that instances that were started together don't come together. */
    private Instant nextRemoval(TriggerContext context) {
        var last = context.lastCompletion();
        long interval = properties.housekeepingInterval().toMillis();
        return (last == null ? clock.instant() : last)
                .plusMillis(ThreadLocalRandom.current().nextLong(interval / 2, interval + interval / 2 + 1));
    }
}
