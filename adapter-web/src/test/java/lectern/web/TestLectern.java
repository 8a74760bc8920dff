package lectern.web;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import lectern.application.command.AttendLectureHandler;
import lectern.application.command.ChangeCapacityHandler;
import lectern.application.command.CloseLectureHandler;
import lectern.application.command.LeaveLectureHandler;
import lectern.application.command.OpenLectureHandler;
import lectern.application.dispatch.CommandDispatcher;
import lectern.application.dispatch.Dispatchers;
import lectern.application.inmemory.CountedIds;
import lectern.application.inmemory.InMemoryLectureViews;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.inmemory.InMemoryMutex;
import lectern.application.inmemory.SettableClock;
import lectern.application.query.GetLectureHandler;
import lectern.application.query.ListAttendeesHandler;
import lectern.application.query.ListLecturesHandler;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The web adapter over real handlers, whose ports are kept in memory. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(WebConfiguration.class)
public class TestLectern {

    public static final Instant START = Instant.parse("2030-03-01T09:00:00.123456Z");

    @Bean
    SettableClock clock() {
        return new SettableClock(START);
    }

    @Bean
    Supplier<UUID> ids() {
        return new CountedIds();
    }

    @Bean
    InMemoryLectures lectures() {
        return new InMemoryLectures();
    }

    @Bean
    InMemoryLectureViews views(InMemoryLectures lectures) {
        return lectures.views();
    }

    @Bean
    InMemoryMutex mutex() {
        return new InMemoryMutex();
    }

    @Bean
    CommandDispatcher dispatcher(InMemoryLectures lectures, InstantSource clock) {
        return Dispatchers.direct(lectures, clock);
    }

    @Bean
    OpenLectureHandler openLecture(
            InMemoryLectures lectures, InMemoryMutex mutex, InstantSource clock, Supplier<UUID> ids) {
        return new OpenLectureHandler(lectures, mutex, clock, ids);
    }

    @Bean
    AttendLectureHandler attendLecture(InMemoryLectures lectures, CommandDispatcher dispatcher) {
        return new AttendLectureHandler(lectures, dispatcher);
    }

    @Bean
    LeaveLectureHandler leaveLecture(CommandDispatcher dispatcher) {
        return new LeaveLectureHandler(dispatcher);
    }

    @Bean
    ChangeCapacityHandler changeCapacity(CommandDispatcher dispatcher) {
        return new ChangeCapacityHandler(dispatcher);
    }

    @Bean
    CloseLectureHandler closeLecture(CommandDispatcher dispatcher) {
        return new CloseLectureHandler(dispatcher);
    }

    @Bean
    GetLectureHandler getLecture(InMemoryLectureViews views, InstantSource clock) {
        return new GetLectureHandler(views, clock);
    }

    @Bean
    ListAttendeesHandler listAttendees(InMemoryLectureViews views) {
        return new ListAttendeesHandler(views);
    }

    @Bean
    ListLecturesHandler listLectures(InMemoryLectureViews views, InstantSource clock) {
        return new ListLecturesHandler(views, clock);
    }
}
