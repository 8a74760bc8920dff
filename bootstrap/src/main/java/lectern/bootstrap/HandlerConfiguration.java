package lectern.bootstrap;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import lectern.application.command.AttendLectureHandler;
import lectern.application.command.ChangeCapacityHandler;
import lectern.application.command.CloseLectureHandler;
import lectern.application.command.LeaveLectureHandler;
import lectern.application.command.OpenLectureHandler;
import lectern.application.command.RebuildViewsHandler;
import lectern.application.command.RemoveOldLecturesHandler;
import lectern.application.dispatch.CommandDispatcher;
import lectern.application.port.Housekeeping;
import lectern.application.port.LectureLine;
import lectern.application.port.Lectures;
import lectern.application.port.Mutex;
import lectern.application.query.GetLectureHandler;
import lectern.application.query.LectureViews;
import lectern.application.query.ListAttendeesHandler;
import lectern.application.query.ListLecturesHandler;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The application: its handlers, over the ports that the adapters serve. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LecternProperties.class)
class HandlerConfiguration {

    /** Ticks in microseconds, the precision of Postgres, so that an answer has the same time before and after it was stored. */
    @Bean
    InstantSource clock() {
        return Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
    }

    @Bean
    Supplier<UUID> ids() {
        return UUID::randomUUID;
    }

    /** Closed when the web server has answered its last request: until then callers may wait in a line. */
    @Bean
    CommandDispatcher dispatcher(
            Lectures lectures,
            LectureLine line,
            LecternProperties properties,
            InstantSource clock,
            Supplier<UUID> ids) {
        return new CommandDispatcher(
                lectures,
                line,
                properties.line().limits(),
                clock,
                () -> ids.get().toString(),
                new Random(),
                Thread.ofVirtual().name("dispatch-", 0).factory());
    }

    @Bean
    MeterBinder lineMeters(LectureLine line, CommandDispatcher dispatcher) {
        return registry -> {
            var _ = Gauge.builder("lectern.line.reachable", line, it -> it.isReachable() ? 1 : 0)
                    .description("Whether commands go through the line")
                    .register(registry);
            var _ = Gauge.builder("lectern.line.waiting", dispatcher, CommandDispatcher::waiting)
                    .description("How many callers of this instance wait for a decision")
                    .register(registry);
        };
    }

    @Bean
    OpenLectureHandler openLectureHandler(Lectures lectures, Mutex mutex, InstantSource clock, Supplier<UUID> ids) {
        return new OpenLectureHandler(lectures, mutex, clock, ids);
    }

    @Bean
    AttendLectureHandler attendLectureHandler(Lectures lectures, CommandDispatcher dispatcher) {
        return new AttendLectureHandler(lectures, dispatcher);
    }

    @Bean
    LeaveLectureHandler leaveLectureHandler(CommandDispatcher dispatcher) {
        return new LeaveLectureHandler(dispatcher);
    }

    @Bean
    ChangeCapacityHandler changeCapacityHandler(CommandDispatcher dispatcher) {
        return new ChangeCapacityHandler(dispatcher);
    }

    @Bean
    CloseLectureHandler closeLectureHandler(CommandDispatcher dispatcher) {
        return new CloseLectureHandler(dispatcher);
    }

    @Bean
    RemoveOldLecturesHandler removeOldLecturesHandler(Housekeeping housekeeping, Mutex mutex, InstantSource clock) {
        return new RemoveOldLecturesHandler(housekeeping, mutex, clock);
    }

    @Bean
    RebuildViewsHandler rebuildViewsHandler(Housekeeping housekeeping, Mutex mutex) {
        return new RebuildViewsHandler(housekeeping, mutex);
    }

    @Bean
    GetLectureHandler getLectureHandler(LectureViews views, InstantSource clock) {
        return new GetLectureHandler(views, clock);
    }

    @Bean
    ListAttendeesHandler listAttendeesHandler(LectureViews views) {
        return new ListAttendeesHandler(views);
    }

    @Bean
    ListLecturesHandler listLecturesHandler(LectureViews views, InstantSource clock) {
        return new ListLecturesHandler(views, clock);
    }
}
