package lectern.web;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import lectern.application.command.AttendLectureHandler;
import lectern.application.command.CloseLectureHandler;
import lectern.application.command.Decider;
import lectern.application.command.Deciders;
import lectern.application.command.LeaveLectureHandler;
import lectern.application.command.OpenLectureHandler;
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
    Decider decider(InMemoryLectures lectures, InstantSource clock) {
        return Deciders.straight(lectures, clock);
    }

    @Bean
    OpenLectureHandler openLecture(
            InMemoryLectures lectures, InMemoryMutex mutex, InstantSource clock, Supplier<UUID> ids) {
        return new OpenLectureHandler(lectures, mutex, clock, ids);
    }

    @Bean
    AttendLectureHandler attendLecture(Decider decider) {
        return new AttendLectureHandler(decider);
    }

    @Bean
    LeaveLectureHandler leaveLecture(Decider decider) {
        return new LeaveLectureHandler(decider);
    }

    @Bean
    CloseLectureHandler closeLecture(Decider decider) {
        return new CloseLectureHandler(decider);
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
