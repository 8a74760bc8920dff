package lectern.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import lectern.application.port.Answer;
import lectern.application.port.Batch;
import lectern.application.port.LectureLine;
import lectern.application.port.LectureLine.Unreachable;
import lectern.application.port.Ticket;
import lectern.domain.AttendLecture;
import lectern.domain.LectureId;
import lectern.domain.Student;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

/** What becomes of the line when Redis does not do what it is asked: what the contract cannot ask of every line. */
@Timeout(120)
class RedisLineOutageIT {

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    /** Long enough for a machine that stalls. */
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private static final LineProperties LIMITS = new LineProperties(100, 10, PATIENT);

    private final TestRedis redis = TestRedis.start();
    private final RedissonClient client = client(PATIENT);
    private final RedisLectureLine here = line(client, PATIENT);
    private final RedisLectureLine there = line(client, PATIENT);

    private final LectureId lecture = new LectureId(UUID.randomUUID());

    @BeforeEach
    void waitUntilBothReachIt() {
        await().atMost(Duration.ofSeconds(30)).until(() -> here.isReachable() && there.isReachable());
    }

    @AfterEach
    void stop() {
        here.close();
        there.close();
        client.shutdown();
        redis.close();
    }

    @Test
    void listensOnceHoweverLateItsSubscriptionWasAnswered() {
        var impatient = client(TIMEOUT);
        redis.freeze();
        var late = line(impatient, TIMEOUT);
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
            impatient.shutdown();
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
                .isEqualTo(new LectureLine.Settled.Done(Set.of(), Optional.empty()));
        assertThat(redis.tell("EXISTS " + key("line"))).isEqualTo(":0");
    }

    @Test
    void dropsALostTicketBetweenOthersAndServesThoseInTheirOrder() {
        var tickets = List.of(ticket(here, 1), ticket(here, 2), ticket(here, 3));
        assertThat(here.join(lecture, "n1", tickets, List.of()).batch()).isPresent();
        assertThat(redis.tell("HDEL %s %s"
                        .formatted(key("tickets"), TicketIds.text(tickets.get(1).id()))))
                .isEqualTo(":1");
        var riding = ticket(here, 4);

        var batch = here.join(lecture, "n1", List.of(riding), List.of()).batch();

        assertThat(idsOf(batch))
                .containsExactly(tickets.get(0).id(), tickets.get(2).id(), riding.id());
        assertThat(settle(here, "n1", batch)).isEqualTo(new LectureLine.Settled.Done(Set.of(), Optional.empty()));
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

    private String key(String name) {
        return Forged.key(lecture, name);
    }

    private static List<Ticket.Id> idsOf(Optional<Batch> batch) {
        return batch.stream()
                .flatMap(some -> some.entries().stream())
                .map(Batch.Entry::id)
                .toList();
    }

    private LectureLine.Settled settle(LectureLine instance, String nonce, Optional<Batch> batch) {
        return instance.settle(lecture, nonce, unserved(batch.orElseThrow()), List.of());
    }

    private static SequencedMap<Ticket.Id, Answer> unserved(Batch batch) {
        var answers = new LinkedHashMap<Ticket.Id, Answer>();
        batch.entries().forEach(entry -> answers.put(entry.id(), new Answer.Unserved()));
        return answers;
    }

    private RedissonClient client(Duration timeout) {
        return Redisson.create(RedissonConfig.singleServer(RedisUrl.of(redis.address()), Some.properties(timeout)));
    }

    private static RedisLectureLine line(RedissonClient client, Duration timeout) {
        var line = new RedisLectureLine(client, UUID.randomUUID().toString(), timeout, LIMITS);
        line.connect(() -> {});
        return line;
    }

    private LectureLine.Joined join(LectureLine instance, Ticket ticket, String nonce) {
        return instance.join(lecture, nonce, List.of(ticket), List.of());
    }

    private static Ticket ticket(LectureLine instance, long number) {
        return new Ticket(
                new Ticket.Id(instance.instance(), number, 1),
                new AttendLecture(Student.of("student-" + number)),
                Duration.ofMinutes(1));
    }
}
