package lectern.application.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import lectern.application.Given;
import lectern.application.Some;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.inmemory.InMemoryMutex;
import lectern.application.inmemory.SettableClock;
import lectern.application.port.Mutex;
import lectern.application.port.ServiceUnavailable;
import lectern.domain.LectureOpened;
import org.junit.jupiter.api.Test;

class HousekeepingHandlersTest {

    private static final Duration RETENTION = Duration.ofDays(30);

    private final InMemoryLectures lectures = new InMemoryLectures();
    private final InMemoryMutex mutex = new InMemoryMutex();
    private final SettableClock clock = new SettableClock(Some.TIME);
    private final RemoveOldLecturesHandler removal =
            new RemoveOldLecturesHandler(lectures.housekeeping(), mutex, clock);
    private final RebuildViewsHandler rebuild = new RebuildViewsHandler(lectures.housekeeping(), mutex);
    private final Given given = new Given(lectures);

    @Test
    void lecturesAreRemovedOnceTheirRetentionTimeIsOver() {
        var over = closed(Some.TIME.minus(RETENTION).minusNanos(1_000));
        var notYet = closed(Some.TIME.minus(RETENTION));

        assertThat(removal.handle(new RemoveOldLectures(RETENTION))).isEqualTo(new Mutex.Attempt.Ran<>(1));

        assertThat(lectures.findByCode(over.code())).isEmpty();
        assertThat(lectures.findByCode(notYet.code())).isPresent();
    }

    @Test
    void lecturesAreNotRemovedForTheFuture() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RemoveOldLectures(Duration.ofSeconds(-1)));
    }

    @Test
    void viewsAreRebuilt() {
        given.opened(Some.lecture(30));
        given.opened(Some.lecture(30));

        assertThat(rebuild.handle(new RebuildViews())).isEqualTo(new Mutex.Attempt.Ran<>(2));
    }

    @Test
    void nothingIsDoneWhileAnotherInstanceIsAtIt() {
        var old = closed(Some.TIME.minus(RETENTION).minusSeconds(1));
        mutex.beBusy();

        assertThat(removal.handle(new RemoveOldLectures(RETENTION))).isEqualTo(new Mutex.Attempt.Busy<>());
        assertThat(rebuild.handle(new RebuildViews())).isEqualTo(new Mutex.Attempt.Busy<>());

        assertThat(lectures.findByCode(old.code())).isPresent();
    }

    @Test
    void nothingIsDoneWhileItCannotBeKnownWhetherAnotherInstanceIsAtIt() {
        var old = closed(Some.TIME.minus(RETENTION).minusSeconds(1));
        mutex.beUnreachable();

        assertThat(removal.handle(new RemoveOldLectures(RETENTION))).isEqualTo(new Mutex.Attempt.Unreachable<>());
        assertThat(rebuild.handle(new RebuildViews())).isEqualTo(new Mutex.Attempt.Unreachable<>());

        assertThat(lectures.findByCode(old.code())).isPresent();
    }

    @Test
    void removalAndRebuildDontWaitForEachOther() {
        var turns = new WaitedTurns(() -> {});

        assertThat(new RemoveOldLecturesHandler(lectures.housekeeping(), turns, clock)
                        .handle(new RemoveOldLectures(RETENTION)))
                .isInstanceOf(Mutex.Attempt.Ran.class);
        assertThat(new RebuildViewsHandler(lectures.housekeeping(), turns).handle(new RebuildViews()))
                .isInstanceOf(Mutex.Attempt.Ran.class);

        assertThat(turns.names()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void nothingIsDoneWhenTheStoreIsNotServing() {
        lectures.failWith(new ServiceUnavailable.TryAgain("as planned"));

        assertThatExceptionOfType(ServiceUnavailable.TryAgain.class)
                .isThrownBy(() -> removal.handle(new RemoveOldLectures(RETENTION)));
        assertThatExceptionOfType(ServiceUnavailable.TryAgain.class)
                .isThrownBy(() -> rebuild.handle(new RebuildViews()));
    }

    private LectureOpened closed(Instant at) {
        var lecture = given.opened(Some.lecture(Some.teacher(), 30, at));
        given.closed(lecture, at);
        return lecture;
    }
}
