package lectern.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import lectern.application.port.Answer;
import lectern.application.port.Batch;
import lectern.application.port.LectureLine;
import lectern.application.port.LectureLine.Room;
import lectern.application.port.LectureLine.Settlement;
import lectern.application.port.LectureLine.Unreachable;
import lectern.application.port.Ticket;
import lectern.domain.Capacity;
import lectern.domain.LectureId;
import lectern.domain.Request;
import lectern.domain.Student;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

/** What becomes of the line when Redis is down, frozen, or back again, or does not do what it is asked. */
@Timeout(120)
class RedisLineOutageIT {

    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final LineProperties LIMITS =
            new LineProperties(100, 10, Duration.ofSeconds(2), Duration.ofSeconds(1));

    private final TestRedis redis = TestRedis.start();
    private final RedissonClient client =
            Redisson.create(RedissonConfig.singleServer(redis.address(), Some.properties(TIMEOUT)));
    private final RedisLectureLine here = line();
    private final RedisLectureLine there = line();

    private final LectureId lecture = new LectureId(UUID.randomUUID());
    private final Map<Ticket.Id, Answer> thereHeard = new ConcurrentHashMap<>();

    @BeforeEach
    void waitUntilBothReachIt() {
        there.listen(new LectureLine.Listener() {
            @Override
            public void answered(LectureId told, Map<Ticket.Id, Answer> answers) {
                thereHeard.putAll(answers);
            }

            @Override
            public void turnIsFree(LectureId told) {}
        });
        waitUntilReached();
    }

    @AfterEach
    void stop() {
        here.close();
        there.close();
        client.shutdown();
        redis.close();
    }

    @Test
    void isOutOfReachWhileRedisIsDownAndInReachOnceItIsBack() {
        redis.kill();
        await().atMost(Duration.ofSeconds(30)).until(() -> !here.isReachable());

        redis.restart();

        await().atMost(Duration.ofSeconds(30)).until(here::isReachable);
    }

    @Test
    void isOutOfReachWhileRedisIsFrozenAndInReachOnceItIsThawed() {
        redis.freeze();
        assertThatExceptionOfType(Unreachable.class).isThrownBy(() -> join(here, ticket(here, 1), "n1"));
        await().atMost(Duration.ofSeconds(30)).until(() -> !here.isReachable());

        redis.thaw();

        await().atMost(Duration.ofSeconds(30)).until(here::isReachable);
    }

    @Test
    void doesNothingOnceItsCallerHasGivenUp() {
        var late = ticket(here, 1);
        // So that it has heard what time it is there, and sends the ticket right away.
        assertThat(here.join(lecture, "n0", List.of(), List.of()).batch()).isEmpty();
        redis.freeze();
        assertThatExceptionOfType(Unreachable.class).isThrownBy(() -> join(here, late, "n1"));

        redis.thaw();
        waitUntilReached();

        var joined = here.join(lecture, "n2", List.of(), List.of(late.id()));
        assertThat(joined.vanished()).containsExactly(late.id());
        assertThat(joined.batch()).isEmpty();
    }

    @Test
    void bringsAnswersAgainAfterRedisWasRestarted() {
        redis.kill();
        redis.restart();
        waitUntilReached();
        var theirs = ticket(there, 2);

        var joined = join(here, theirs, "n1");
        var settled = settle(here, "n1", joined.batch());

        assertThat(settled).isInstanceOf(LectureLine.Settled.Done.class);
        await().untilAsserted(() -> assertThat(thereHeard).isEqualTo(Map.of(theirs.id(), new Answer.Unserved())));
    }

    @Test
    void listensOnceHoweverLateItsSubscriptionWasAnswered() {
        redis.freeze();
        var late = line();
        var told = new AtomicInteger();
        late.listen(new LectureLine.Listener() {
            @Override
            public void answered(LectureId of, Map<Ticket.Id, Answer> answers) {}

            @Override
            public void turnIsFree(LectureId of) {
                told.incrementAndGet();
            }
        });
        try {
            await().during(TIMEOUT.multipliedBy(5)).until(() -> !late.isReachable());
            redis.thaw();
            await().during(TIMEOUT).atMost(Duration.ofSeconds(30)).until(late::isReachable);

            redis.tell("PUBLISH lecture:answers:%s %s".formatted(late.instance(), lecture));

            await().until(() -> told.get() > 0);
            await().during(TIMEOUT).untilAsserted(() -> assertThat(told).hasValue(1));
        } finally {
            late.close();
        }
    }

    @Test
    void dropsTicketsOfWhichItLostWhatTheyAskFor() {
        var lost = List.of(ticket(here, 1), ticket(here, 2), ticket(there, 3));
        assertThat(here.join(lecture, "n1", lost, List.of()).batch()).isPresent();
        here.release(lecture, "n1");
        assertThat(redis.tell("DEL " + key("tickets"))).isEqualTo(":1");
        var next = ticket(there, 4);

        var joined =
                there.join(lecture, "n2", List.of(next), List.of(lost.getLast().id()));

        assertThat(joined.vanished()).containsExactly(lost.getLast().id());
        assertThat(idsOf(joined.batch())).containsExactly(next.id());
        assertThat(settle(there, "n2", joined.batch()))
                .isEqualTo(new LectureLine.Settled.Done(Map.of(), Optional.empty()));
        assertThat(redis.tell("EXISTS " + key("line"))).isEqualTo(":0");
    }

    @Test
    void dropsALostTicketBetweenOthersAndServesThoseInTheirOrder() {
        var tickets = List.of(ticket(here, 1), ticket(here, 2), ticket(here, 3));
        assertThat(here.join(lecture, "n1", tickets, List.of()).batch()).isPresent();
        assertThat(redis.tell("HDEL %s %s"
                        .formatted(key("tickets"), Wire.text(tickets.get(1).id()))))
                .isEqualTo(":1");
        var riding = ticket(here, 4);

        var batch = here.join(lecture, "n1", List.of(riding), List.of()).batch();

        assertThat(idsOf(batch))
                .containsExactly(tickets.get(0).id(), tickets.get(2).id(), riding.id());
        assertThat(settle(here, "n1", batch)).isEqualTo(new LectureLine.Settled.Done(Map.of(), Optional.empty()));
    }

    @Test
    void staysInReachWhenRedisDoesNotDoWhatItIsAskedForOneLecture() {
        redis.tell("SET " + key("line") + " spoilt");

        assertThatExceptionOfType(Unreachable.class)
                .isThrownBy(() -> join(here, ticket(here, 1), "n1"))
                .withMessageStartingWith("WRONGTYPE ")
                .withMessageNotContaining("student");

        assertThat(here.isReachable()).isTrue();
        var other = new LectureId(UUID.randomUUID());
        assertThat(here.join(other, "n2", List.of(ticket(here, 2)), List.of()).batch())
                .isPresent();
    }

    @Test
    void isOutOfReachForAsLongAsRedisLetsNothingBeWritten() {
        redis.tell("CONFIG SET maxmemory 1");
        await().until(() -> !here.isReachable());

        await().during(Duration.ofSeconds(1)).until(() -> !here.isReachable());

        redis.tell("CONFIG SET maxmemory 0");
        await().until(here::isReachable);
    }

    @Test
    void saysNothingOfFullLecturesWhenTheHintIsOff() {
        var line = new RedisLectureLine(
                client,
                UUID.randomUUID().toString(),
                TIMEOUT,
                new LineProperties(100, 10, Duration.ofSeconds(2), Duration.ZERO));
        var turn = join(line, ticket(line, 1), "n1").batch().orElseThrow();

        var settled =
                line.settle(lecture, "n1", settlement(turn, new Room.None(new Capacity(1))), List.of(ticket(line, 2)));

        assertThat(settled)
                .isInstanceOfSatisfying(
                        LectureLine.Settled.Done.class,
                        done -> assertThat(done.batch()).isPresent());
    }

    private String key(String name) {
        return "lecture:{%s}:%s".formatted(lecture, name);
    }

    private static List<Ticket.Id> idsOf(Optional<Batch> batch) {
        return batch.stream()
                .flatMap(some -> some.entries().stream())
                .map(Batch.Entry::id)
                .toList();
    }

    private LectureLine.Settled settle(LectureLine instance, String nonce, Optional<Batch> batch) {
        return instance.settle(lecture, nonce, settlement(batch.orElseThrow(), new Room.Some()), List.of());
    }

    private static Settlement settlement(Batch batch, Room room) {
        var answers = new LinkedHashMap<Ticket.Id, Answer>();
        batch.entries().forEach(entry -> answers.put(entry.id(), new Answer.Unserved()));
        return new Settlement(answers, room);
    }

    private void waitUntilReached() {
        await().atMost(Duration.ofSeconds(30)).until(() -> here.isReachable() && there.isReachable());
    }

    private RedisLectureLine line() {
        var line = new RedisLectureLine(client, UUID.randomUUID().toString(), TIMEOUT, LIMITS);
        line.connect(() -> {});
        return line;
    }

    private LectureLine.Joined join(LectureLine instance, Ticket ticket, String nonce) {
        return instance.join(lecture, nonce, List.of(ticket), List.of());
    }

    private static Ticket ticket(LectureLine instance, long number) {
        return new Ticket(
                new Ticket.Id(instance.instance(), number, 1),
                new Request.Attend(Student.of("student-" + number)),
                false,
                Duration.ofMinutes(1));
    }
}
