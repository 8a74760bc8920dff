package lectern.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import lectern.application.Some;
import lectern.application.command.RebuildViewsHandler;
import lectern.application.command.RemoveOldLecturesHandler;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.inmemory.InMemoryMutex;
import lectern.application.inmemory.SettableClock;
import lectern.application.port.ServiceUnavailable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.scheduling.config.TriggerTask;
import org.springframework.scheduling.support.SimpleTriggerContext;

class HousekeepingConfigurationTest {

    private final InMemoryLectures lectures = new InMemoryLectures();
    private final InMemoryMutex mutex = new InMemoryMutex();
    private final SettableClock clock = new SettableClock(Some.TIME);
    private final TriggerTask rebuild = rebuild();

    @Test
    void rebuildsTheViewsOnce() {
        assertThat(next(null)).isEqualTo(Some.TIME);

        rebuild.getRunnable().run();

        assertThat(next(Some.TIME)).isNull();
    }

    @Test
    void leavesItToAnotherInstanceThatIsAtIt() {
        mutex.beBusy();

        rebuild.getRunnable().run();

        assertThat(next(Some.TIME)).isNull();
    }

    @Test
    void rebuildsTheViewsLaterWhenItCannotBeKnownWhetherAnotherInstanceIsAtIt() {
        mutex.beUnreachable();

        rebuild.getRunnable().run();

        assertThat(next(Some.TIME)).isEqualTo(Some.TIME.plusSeconds(10));
    }

    @Test
    void rebuildsTheViewsLaterWhenTheStoreDoesNotServe() {
        lectures.failWith(new ServiceUnavailable.TryAgain("as planned"));

        rebuild.getRunnable().run();
        assertThat(next(Some.TIME)).isEqualTo(Some.TIME.plusSeconds(10));

        lectures.serve();
        rebuild.getRunnable().run();
        assertThat(next(Some.TIME)).isNull();
    }

    private @Nullable Instant next(@Nullable Instant last) {
        return rebuild.getTrigger().nextExecution(new SimpleTriggerContext(last, last, last));
    }

    private TriggerTask rebuild() {
        var tasks = new ScheduledTaskRegistrar();
        var properties = new LecternProperties(
                Path.of("data"),
                Duration.ofDays(30),
                Duration.ofHours(1),
                Duration.ZERO,
                Duration.ZERO,
                new LecternProperties.Views(true),
                new LecternProperties.Line(Duration.ofSeconds(5), Duration.ofMillis(250), 1, 1));
        new HousekeepingConfiguration(
                        properties,
                        new RemoveOldLecturesHandler(lectures.housekeeping(), mutex, clock),
                        new RebuildViewsHandler(lectures.housekeeping(), mutex),
                        clock)
                .configureTasks(tasks);
        return tasks.getTriggerTaskList().getLast();
    }
}
