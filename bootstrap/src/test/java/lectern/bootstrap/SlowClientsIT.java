package lectern.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import lectern.application.Race;
import lectern.bootstrap.Client.Answer;
import lectern.persistence.TestPostgres;
import lectern.redis.TestRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A service with the settings that it is shipped with, and clients that begin requests and don't go on. */
@Timeout(900)
class SlowClientsIT {

    private static final int SLOW = 2_000;
    private static final int STUDENTS = 200;
    private static final int AT_ONCE = 16;

    /** In a round. */
    private static final int REQUESTS = Integer.getInteger("slow.requests", 20_000);

    private static final int ROUNDS = Integer.getInteger("slow.rounds", 5);

    /** It is 10 s, looked at once a second or so. */
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(9);

    /** When a body stops, Tomcat answers after 10 s, and waits as long again for the rest of it before it cuts off. */
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private TestRedis redis;
    private LecternProcess lectern;
    private Client client;
    private String teacher;
    private String room;
    private String code;
    private List<String> students;

    @BeforeEach
    void openALecture() {
        redis = TestRedis.start();
        lectern = LecternProcess.start(directory.resolve("data"), Servers.options(TestPostgres.empty(), redis));
        client = lectern.client();
        teacher = client.teacher("kim");
        var opened = served(() -> client.open(teacher, STUDENTS));
        room = opened.room();
        code = opened.text("lectureCode");
        students = Race.of(AT_ONCE, STUDENTS, i -> client.student("student-" + i));
    }

    @AfterEach
    void stop() {
        lectern.close();
        redis.close();
    }

    @Test
    void areCutOffWhileAllOthersAreServed() throws Exception {
        try (var slow = SlowClients.come(SLOW, lectern.address())) {
            var _ = serve(2 * STUDENTS);

            slow.noMore();
            await().atMost(Duration.ofMinutes(2)).until(() -> slow.count() == 0);
            // No sooner, however fast or busy the machine.
            assertThat(slow.patience())
                    .hasSizeGreaterThanOrEqualTo(SLOW)
                    .allMatch(it -> it.compareTo(LEAST_PATIENCE) > 0);
        }
        assertThat(served(() -> client.look(teacher, room))
                        .body()
                        .path("attending")
                        .asInt())
                .isEqualTo(STUDENTS);
    }

    /** Worth something only on a quiet machine, so it is not in the test command. */
    @Test
    @EnabledIfSystemProperty(named = "slow.requests", matches = "\\d+")
    void costTheOthersLittle() throws Exception {
        // Warm, so that all rounds are alike.
        var _ = serve(REQUESTS);
        var alone = LongStream.empty();
        var beside = LongStream.empty();
        var patience = LongStream.empty();
        for (int i = 0; i < ROUNDS; i++) {
            alone = LongStream.concat(alone, serve(REQUESTS));
            try (var slow = SlowClients.come(SLOW, lectern.address())) {
                beside = LongStream.concat(beside, serve(REQUESTS));
                slow.noMore();
                await().atMost(Duration.ofMinutes(2)).until(() -> slow.count() == 0);
                patience = LongStream.concat(patience, slow.patience().stream().mapToLong(Duration::toNanos));
            }
        }

        var without = Times.of(alone);
        var with = Times.of(beside);
        var cutOff = Times.of(patience);
        double ratio = (double) with.p99() / without.p99();
        Figures.write("slow-clients", """
                | requests | slow clients | p99 without them | p99 beside them | times | slow clients cut off | after |
                |---|---|---|---|---|---|---|
                | 2 × %d, %d at once | %d | %d µs | %d µs | %.2f | %d | %d to %d ms |
                """.formatted(
                        with.count(),
                        AT_ONCE,
                        SLOW,
                        without.p99() / 1000,
                        with.p99() / 1000,
                        ratio,
                        cutOff.count(),
                        cutOff.least() / 1_000_000,
                        cutOff.most() / 1_000_000));
        assertThat(ratio).isLessThanOrEqualTo(2);
        assertThat(Duration.ofNanos(cutOff.least())).isGreaterThan(LEAST_PATIENCE);
        assertThat(Duration.ofNanos(cutOff.most())).isLessThan(MOST_PATIENCE);
    }

    /** Has students attend, or repeat that they do, and look for their lectures; returns how long each took, in nanoseconds. */
    private LongStream serve(int requests) {
        return Race.of(AT_ONCE, requests, i -> {
                    var student = students.get(i / 2 % STUDENTS);
                    long start = System.nanoTime();
                    var answer = served(() -> i % 2 == 0 ? client.attend(student, code) : client.lectures(student));
                    long took = System.nanoTime() - start;
                    assertThat(answer.status()).isIn(200, 201);
                    return took;
                })
                .stream()
                .mapToLong(Long::longValue);
    }

    /** As the contract has it: whoever is told 503 repeats. A machine that is busy enough says it to anybody. */
    private static Answer served(Supplier<Answer> request) {
        var answer = request.get();
        while (answer.status() == 503) {
            answer = request.get();
        }
        return answer;
    }

    private record Times(long count, long least, long p99, long most) {

        static Times of(LongStream times) {
            var sorted = times.toArray();
            Arrays.sort(sorted);
            return new Times(sorted.length, sorted[0], sorted[sorted.length * 99 / 100], sorted[sorted.length - 1]);
        }
    }
}
