package lectern.application.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import lectern.application.Given;
import lectern.application.Race;
import lectern.application.Some;
import lectern.application.inmemory.CountedIds;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.inmemory.InMemoryMutex;
import lectern.application.inmemory.SettableClock;
import lectern.application.port.IdempotencyKey;
import lectern.application.port.ServiceUnavailable;
import lectern.domain.Capacity;
import lectern.domain.Decision;
import lectern.domain.LectureCode;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Rejection;
import lectern.domain.Student;
import lectern.domain.Teacher;
import lectern.domain.Title;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpenLectureHandlerTest {

    private static final Teacher KIM = Teacher.of("kim");
    private static final Capacity CAPACITY = new Capacity(30);
    private static final Title TITLE = new Title("Algebra");
    private static final Instant NOW = Some.TIME;
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));

    private final InMemoryLectures lectures = new InMemoryLectures();
    private final InMemoryMutex mutex = new InMemoryMutex();
    private final SettableClock clock = new SettableClock(NOW);
    private final OpenLectureHandler handler = new OpenLectureHandler(lectures, mutex, clock, new CountedIds());
    private final Given given = new Given(lectures);

    @Test
    void opensALectureThatStartsAtOnce() {
        var opened = opened(1, NOW);

        assertThat(handler.handle(open(null, null))).isEqualTo(new Decision.Accepted<>(opened));

        assertThat(lectures.eventsOf(opened.lecture())).containsExactly(opened);
    }

    @Test
    void opensALectureThatStartsLater() {
        assertThat(handler.handle(open(LATER, null))).isEqualTo(new Decision.Accepted<>(opened(1, LATER)));
    }

    @Test
    void opensALectureWithoutATitle() {
        var decision = handler.handle(new OpenLecture(KIM, CAPACITY, null, null, null));

        assertThat(decision)
                .isEqualTo(new Decision.Accepted<>(new LectureOpened(
                        new LectureId(CountedIds.id(1)),
                        new LectureCode(CountedIds.id(2)),
                        KIM,
                        CAPACITY,
                        null,
                        NOW,
                        NOW)));
    }

    @Test
    void rejectsAStudent() {
        assertThat(handler.handle(new OpenLecture(Student.of("kim"), CAPACITY, TITLE, null, null)))
                .isEqualTo(Decision.rejected(new Rejection.NotATeacher()));
    }

    @Test
    void rejectsAStartInThePastAndKeepsNothing() {
        var key = new IdempotencyKey("key");
        var past = NOW.minusSeconds(1);

        assertThat(handler.handle(open(past, key))).isEqualTo(Decision.rejected(new Rejection.StartsInThePast(past)));

        assertThat(handler.handle(open(null, key))).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void rejectsASecondLectureUntilTheFirstIsClosed() {
        var first = opened(1, NOW);
        assertThat(handler.handle(open(null, null))).isEqualTo(new Decision.Accepted<>(first));

        assertThat(handler.handle(open(null, null))).isEqualTo(Decision.rejected(new Rejection.LectureAlreadyOpen()));

        given.closed(first, NOW);
        assertThat(handler.handle(open(null, null))).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void answersARepeatWithTheSameKeyAsTheFirstTime() {
        var key = new IdempotencyKey("key");
        assertThat(handler.handle(open(null, key))).isEqualTo(new Decision.Accepted<>(opened(1, NOW)));

        clock.set(LATER);

        assertThat(handler.handle(open(null, key))).isEqualTo(new Decision.Repeated<>(opened(1, NOW)));
    }

    @Test
    void answersARepeatAsTheFirstTimeThoughItsStartHasPassed() {
        var key = new IdempotencyKey("key");
        assertThat(handler.handle(open(LATER, key))).isEqualTo(new Decision.Accepted<>(opened(1, LATER)));

        clock.set(LATER.plusSeconds(1));

        assertThat(handler.handle(open(LATER, key))).isEqualTo(new Decision.Repeated<>(opened(1, LATER)));
    }

    @Test
    void answersARepeatAsTheFirstTimeThoughTheLectureIsClosed() {
        var key = new IdempotencyKey("key");
        assertThat(handler.handle(open(null, key))).isInstanceOf(Decision.Accepted.class);
        given.closed(opened(1, NOW), NOW);

        assertThat(handler.handle(open(null, key))).isEqualTo(new Decision.Repeated<>(opened(1, NOW)));
    }

    @Test
    void takesAnotherKeyForAnotherLecture() {
        assertThat(handler.handle(open(null, new IdempotencyKey("one")))).isInstanceOf(Decision.Accepted.class);

        assertThat(handler.handle(open(null, new IdempotencyKey("two"))))
                .isEqualTo(Decision.rejected(new Rejection.LectureAlreadyOpen()));
    }

    @Test
    void isNotServedWhileAnotherOpenOfTheTeacherTakesTooLong() {
        mutex.beBusy();

        assertThatExceptionOfType(ServiceUnavailable.TryAgain.class).isThrownBy(() -> handler.handle(open(null, null)));

        mutex.serve();
        assertThat(handler.handle(open(null, null))).isEqualTo(new Decision.Accepted<>(opened(1, NOW)));
    }

    @Test
    void opensAllTheSameWhenTheMutexIsUnreachable() {
        mutex.beUnreachable();

        assertThat(handler.handle(open(null, null))).isEqualTo(new Decision.Accepted<>(opened(1, NOW)));
        assertThat(handler.handle(open(null, null))).isEqualTo(Decision.rejected(new Rejection.LectureAlreadyOpen()));
    }

    @Test
    void opensOneLectureOfATeacherThoughManyAskAtOnceAndTheMutexIsUnreachable() {
        mutex.beUnreachable();

        var decisions = Race.of(20, _ -> handler.handle(open(null, null)));

        assertThat(decisions).filteredOn(Decision.Accepted.class::isInstance).hasSize(1);
        assertThat(decisions)
                .filteredOn(Decision.rejected(new Rejection.LectureAlreadyOpen())::equals)
                .hasSize(19);
    }

    @Test
    void waitsForOtherOpensOfTheSameTeacherOnly() {
        var turns = new WaitedTurns(() -> {});
        var waiting = new OpenLectureHandler(lectures, turns, clock, UUID::randomUUID);

        for (var teacher : List.of(KIM, KIM, Teacher.of("lee"))) {
            assertThat(waiting.handle(new OpenLecture(teacher, CAPACITY, TITLE, null, null)))
                    .isNotNull();
        }

        assertThat(turns.names().get(1)).isEqualTo(turns.names().get(0));
        assertThat(turns.names().get(2)).isNotEqualTo(turns.names().get(0));
    }

    @Test
    void opensAtTheTimeOfItsTurn() {
        var waiting =
                new OpenLectureHandler(lectures, new WaitedTurns(() -> clock.set(LATER)), clock, new CountedIds());

        assertThat(waiting.handle(open(LATER, null)))
                .isEqualTo(new Decision.Accepted<>(new LectureOpened(
                        new LectureId(CountedIds.id(1)),
                        new LectureCode(CountedIds.id(2)),
                        KIM,
                        CAPACITY,
                        TITLE,
                        LATER,
                        LATER)));
    }

    @Test
    void isNotServedWhenTheStoreIsNot() {
        lectures.failWith(new ServiceUnavailable.TryAgain("as planned"));

        assertThatExceptionOfType(ServiceUnavailable.TryAgain.class).isThrownBy(() -> handler.handle(open(null, null)));
    }

    private static OpenLecture open(@Nullable Instant startsAt, @Nullable IdempotencyKey key) {
        return new OpenLecture(KIM, CAPACITY, TITLE, startsAt, key);
    }

    /** The lecture whose id is the {@code n}th that was given out. */
    private static LectureOpened opened(int n, Instant startsAt) {
        return new LectureOpened(
                new LectureId(CountedIds.id(n)),
                new LectureCode(CountedIds.id(n + 1)),
                KIM,
                CAPACITY,
                TITLE,
                startsAt,
                NOW);
    }
}
