package lectern.application.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import lectern.application.Given;
import lectern.application.Some;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.inmemory.InMemoryLine;
import lectern.application.inmemory.SettableClock;
import lectern.application.port.Ticket;
import lectern.domain.LectureOpened;
import lectern.domain.Request;
import lectern.domain.StudentAttended;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The lines of one instance, when something is wrong. */
@Timeout(60)
class LinesTest {

    private static final LineLimits LIMITS =
            new LineLimits(Duration.ofSeconds(5), Duration.ofMillis(20), Duration.ofSeconds(1), 100, 100);

    private final SettableClock clock = new SettableClock(Some.TIME);
    private final InMemoryLectures lectures = new InMemoryLectures();
    private final AtomicInteger joined = new AtomicInteger();
    private Runnable whenOneJoins = () -> {};
    private final InMemoryLine line = new InMemoryLine(clock, InMemoryLine.Limits.USUAL, Runnable::run) {

        @Override
        protected void joined(Ticket.Id id, Instant at) {
            joined.incrementAndGet();
            whenOneJoins.run();
        }
    };
    private final AtomicInteger nonces = new AtomicInteger();
    private final Lines lines = new Lines(
            lectures,
            line.connect("here"),
            LIMITS,
            clock,
            () -> "turn " + nonces.incrementAndGet(),
            new Random(0),
            Thread.ofVirtual().factory());
    private final Given given = new Given(lectures);
    private final LectureOpened lecture = given.opened(Some.lecture(30));

    @AfterEach
    void close() {
        lines.close();
    }

    @Test
    void serveOnAfterAnErrorOfTheStore() {
        lectures.failChangesWith(() -> {
            throw new AssertionError("on purpose");
        });
        assertThat(attend(lecture)).isEqualTo(new Outcome.Unserved<>());
        lectures.serve();

        assertThat(attend(lecture)).isInstanceOf(Outcome.Decided.class);
    }

    @Test
    void tellWhoeverWaitsAndServeOnAfterAnErrorAtTheLine() {
        whenOneJoins = () -> {
            throw new AssertionError("on purpose");
        };
        assertThat(attend(lecture)).isEqualTo(new Outcome.Unserved<>());
        whenOneJoins = () -> {};

        assertThat(attend(lecture)).isInstanceOf(Outcome.Decided.class);
    }

    @Test
    void goPastALineThatFailsAgainAndAgainAndPastNoOther() {
        line.failAt(lecture.lecture());
        assertThat(attend(lecture)).isEqualTo(new Outcome.Unserved<>());

        assertThat(attend(lecture)).isEqualTo(new Outcome.NotJoined<>());
        assertThat(attend(given.opened(Some.lecture(30)))).isInstanceOf(Outcome.Decided.class);

        line.failAt(null);
        clock.advance(LIMITS.deadline());
        assertThat(attend(lecture)).isInstanceOf(Outcome.Decided.class);
    }

    @Test
    void lookAtTheLineByThemselvesAlsoWhenTheClockIsSetBack() {
        var dead = line.connect("dead");
        var ticket = new Ticket(
                new Ticket.Id("dead", 1, 1), new Request.Attend(Some.student()), false, Duration.ofSeconds(5));
        assertThat(dead.join(lecture.lecture(), "dead", List.of(ticket), List.of())
                        .batch())
                .isPresent();
        var outcome = CompletableFuture.supplyAsync(() -> attend(lecture));
        await().until(() -> joined.get() == 2);

        clock.set(Some.TIME.minus(Duration.ofHours(1)));
        // A turn that is tried for is a nonce. The first look was due before.
        int looks = nonces.get();
        await().until(() -> nonces.get() > looks + 2);
        line.expireTurn(lecture.lecture());

        assertThat(outcome.join()).isInstanceOf(Outcome.Decided.class);
    }

    private Outcome<StudentAttended> attend(LectureOpened at) {
        return lines.await(at.lecture(), OptionalLong.empty(), new Request.Attend(Some.student()), false);
    }
}
