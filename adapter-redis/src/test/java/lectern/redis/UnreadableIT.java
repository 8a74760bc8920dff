package lectern.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import lectern.application.codec.AnswerCodec;
import lectern.application.port.Answer;
import lectern.application.port.Batch;
import lectern.application.port.LectureLine;
import lectern.application.port.Ticket;
import lectern.domain.AttendLecture;
import lectern.domain.Decision;
import lectern.domain.LectureClosed;
import lectern.domain.LectureId;
import lectern.domain.Student;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What becomes of tickets and answers in Redis that this instance cannot read. */
@ExtendWith(OutputCaptureExtension.class)
class UnreadableIT {

    private static final Duration MOMENT = Duration.ofMinutes(1);
    private static final LineProperties LIMITS = new LineProperties(100, 10, MOMENT);

    private static TestRedis redis;
    private static RedissonClient redisson;

    private final LectureId lecture = new LectureId(UUID.randomUUID());
    private final Map<Ticket.Id, Answer> heard = new ConcurrentHashMap<>();
    private RedisLectureLine line;

    @BeforeAll
    static void start() {
        redis = TestRedis.start();
        redisson = Redisson.create(
                RedissonConfig.singleServer(RedisUrl.of(redis.address()), Some.properties(Duration.ofSeconds(5))));
    }

    @AfterAll
    static void stop() {
        redisson.shutdown();
        redis.close();
    }

    @BeforeEach
    void connect() {
        line = new RedisLectureLine(redisson, UUID.randomUUID().toString(), Duration.ofSeconds(5), LIMITS);
        line.listen(new LectureLine.Listener() {
            @Override
            public void answered(LectureId of, Map<Ticket.Id, Answer> answers) {
                heard.putAll(answers);
            }

            @Override
            public void turnIsFree(LectureId of) {}
        });
        line.connect(() -> {});
        await().until(line::isReachable);
    }

    @AfterEach
    void close() {
        line.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A|kim", "{}", "\n", "{\"type\":\"RaiseHand\",\"studentId\":\"kim\"}", "{\"v\":2}"})
    void aCommandThatCannotBeReadIsLeftToOthersUntilItIsOverdue(String content, CapturedOutput log) {
        Forged.ticket(redisson, lecture, "newer:1:1", Forged.entry(MOMENT, content));
        var behind = ticket();

        assertThat(join(behind)).isEmpty();

        overdue("newer:1:1", content);
        assertThat(join()).containsExactly(new Ticket.Id("newer", 1, 1), behind.id());
        assertThat(log).containsOnlyOnce("A ticket cannot be read here").doesNotContain("kim");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1|9999999999999999|{}", "9999999999999999|9999999999999999|{}"})
    void aCommandThatCannotBeReadHoldsUpOthersForNoLongerThanAnybodyWaits(String entry) {
        Forged.ticket(redisson, lecture, "newer:1:1", entry);
        var behind = ticket();

        assertThat(join(behind)).containsExactly(new Ticket.Id("newer", 1, 1), behind.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A|kim",
                "1",
                "1|2",
                "||A|kim",
                "-1|2|A|kim",
                "1.5|2|A|kim",
                "a|b|A|kim",
                "99999999999999999999|1|A|kim"
            })
    void aSpoiltEntryIsDroppedAndItsCallerPutsItBack(String entry, CapturedOutput log) {
        var spoilt = new Ticket.Id(line.instance(), 7, 1);
        Forged.ticket(redisson, lecture, TicketIds.text(spoilt), entry);
        var behind = ticket();

        assertThat(join(behind)).containsExactly(behind.id());

        assertThat(line.join(lecture, "n1", List.of(), List.of(spoilt, behind.id()))
                        .vanished())
                .containsExactly(spoilt);
        assertThat(log)
                .containsOnlyOnce("A ticket is spoilt")
                .contains(lecture.toString())
                .doesNotContain("kim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "kim",
                "kim:1",
                ":1:1",
                "kim:1:x",
                "kim:x:1",
                "a:b:1:1",
                "a:99999999999999999999:1",
                "a:1:9999999999"
            })
    void aKeyThatIsNoTicketIsDropped(String key) {
        Forged.ticket(redisson, lecture, key, Forged.entry(MOMENT, "A|kim"));
        var behind = ticket();

        assertThat(join(behind)).containsExactly(behind.id());

        line.release(lecture, "n1");
        assertThat(redis.tell("HLEN " + Forged.key(lecture, "tickets"))).isEqualTo(":1");
    }

    @Test
    void aTurnIsGivenBackThoughAKeyIsNoTicket() {
        assertThat(join(ticket())).hasSize(1);
        Forged.ticket(redisson, lecture, "kim", "A|kim");

        line.release(lecture, "n1");

        assertThat(line.join(lecture, "n2", List.of(), List.of()).batch()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " UNSERVED|kim",
                " {}",
                " {\"type\":\"Waiting\",\"place\":\"kim\"}",
                " {\"type\":\"Rejected\",\"reason\":\"LectureFull\"}"
            })
    void anAnswerThatCannotBeReadIsUnservedAndTheOthersAreTold(String answer, CapturedOutput log) {
        var closed = new Answer.Decided(new Decision.Accepted<>(new LectureClosed(lecture, 1, Instant.EPOCH)));
        var ids = List.of(id(1), id(2), id(3));

        tell(String.join(
                "\n",
                lecture.toString(),
                line(ids.get(0), new Answer.Unserved()),
                TicketIds.text(ids.get(1)) + answer,
                line(ids.get(2), closed)));

        await().untilAsserted(() -> assertThat(heard)
                .isEqualTo(Map.of(
                        ids.get(0), new Answer.Unserved(), ids.get(1), new Answer.Unserved(), ids.get(2), closed)));
        assertThat(log).containsOnlyOnce("An answer cannot be read here").doesNotContain("kim");
    }

    @Test
    void aMessageThatCannotBeReadKeepsNoOtherFromBeingTold(CapturedOutput log) {
        for (var junk : List.of(
                "", "\n", "kim", "not-a-lecture\n1|2", "%s\n".formatted(lecture), "%s\nkim {}".formatted(lecture))) {
            tell(junk);
        }

        tell(lecture + "\n" + line(id(1), new Answer.Unserved()));

        await().untilAsserted(() -> assertThat(heard).isEqualTo(Map.of(id(1), new Answer.Unserved())));
        assertThat(line.isReachable()).isTrue();
        assertThat(log)
                .containsOnlyOnce("A message on this instance's channel cannot be read")
                .doesNotContain("kim");
    }

    private void tell(String message) {
        long _ = redisson.getTopic("lecture:answers:" + line.instance(), StringCodec.INSTANCE)
                .publish(message);
    }

    private static String line(Ticket.Id id, Answer answer) {
        return TicketIds.text(id) + " " + AnswerCodec.text(answer);
    }

    private Ticket.Id id(long number) {
        return new Ticket.Id(line.instance(), number, 1);
    }

    private Ticket ticket() {
        return new Ticket(id(1), new AttendLecture(Student.of("student")), MOMENT);
    }

    private void overdue(String id, String content) {
        Forged.entry(redisson, lecture, id, Forged.entry(Duration.ofMillis(-1), content));
    }

    /** Joins and takes the turn; the batch that it gets by it. */
    private List<Ticket.Id> join(Ticket... tickets) {
        return line.join(lecture, "n1", List.of(tickets), List.of()).batch().orElseThrow().entries().stream()
                .map(Batch.Entry::id)
                .toList();
    }
}
