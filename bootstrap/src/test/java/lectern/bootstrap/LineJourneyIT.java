package lectern.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lectern.application.Race;
import lectern.bootstrap.Client.Answer;
import lectern.persistence.TestPostgres;
import lectern.redis.Forged;
import lectern.redis.TestRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A line that two instances serve: in a rush, behind what neither can read, and while they are replaced. Whatever it is, every student who
 * repeats on 503 gets an answer, no seat is given twice, and the record has everyone who was told that they attend. What else may fail
 * is up to the fault suite.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(300)
class LineJourneyIT {

    /** How many students ask at the same time. */
    private static final int AT_ONCE = 100;

    /** How many ask through the balancer. */
    private static final int FEW_AT_ONCE = 8;

    /** How long a student waits for an answer: longer than {@code lectern.line.deadline}. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    @TempDir
    private static Path directory;

    private TestRedis redis;
    private String[] options;
    private List<LecternProcess> instances;
    private List<Client> clients;

    @BeforeAll
    void startTwoInstances() {
        redis = TestRedis.start();
        options = Servers.options(TestPostgres.empty(), redis, "--lectern.drain=5s");
        instances = LecternProcess.startTwo(directory.resolve("data"), options);
    }

    /** The instances may be others than they were. */
    @BeforeEach
    void connect() {
        clients = instances.stream()
                .map(lectern -> new Client(lectern.address(), PATIENCE))
                .toList();
    }

    @AfterAll
    void stop() {
        instances.forEach(LecternProcess::kill);
        redis.close();
    }

    @Test
    void givesAThousandSeatsToThreeThousandStudents() {
        int seats = 1000;
        var teacher = clients.getLast().teacher("teacher-of-a-rush");
        var opened = clients.getLast().open(teacher, seats);
        var passports = Race.of(AT_ONCE, 3 * seats, i -> clients.get(i % 2).student("student-" + i));

        // Each asks one instance after the other, until there is an answer.
        var answers = Race.of(
                AT_ONCE,
                passports.size(),
                i -> Client.persist(attempt -> clients.get((i + attempt) % clients.size())
                        .attend(passports.get(i), opened.text("lectureCode"))));

        assertThat(answers).extracting(Answer::status).isSubsetOf(200, 201, 409);
        var attending =
                answers.stream().filter(answer -> answer.status() != 409).toList();
        assertThat(attending.stream().map(LineJourneyIT::number).sorted())
                .as("the numbers that were told")
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, seats).boxed().toList());
        assertThat(answers.stream().filter(answer -> answer.status() == 409))
                .allSatisfy(answer -> assertThat(answer.text("code")).isEqualTo("LECTURE_FULL"));
        assertThat(clients.getLast().attendees(teacher, opened.room()).stream()
                        .collect(Collectors.toMap(
                                attendee -> attendee.path("studentId").asString(),
                                attendee -> attendee.path("number").asInt())))
                .as("the record")
                .isEqualTo(attending.stream()
                        .collect(Collectors.toMap(answer -> answer.text("studentId"), LineJourneyIT::number)));
        assertThat(clients.getLast()
                        .close(teacher, opened.room())
                        .body()
                        .path("attended")
                        .asInt())
                .isEqualTo(seats);
    }

    private static int number(Answer answer) {
        return answer.body().path("number").asInt();
    }

    @Test
    void servesThoseBehindACommandThatNoInstanceCanRead() {
        var opened = clients.getFirst().open(clients.getFirst().teacher("teacher-newer"), 2);
        var line = Forged.key(opened.text("lectureId"), "line");
        var tickets = Forged.key(opened.text("lectureId"), "tickets");
        var _ = redis.tell("HSET %s newer:1:1 %s".formatted(tickets, Forged.entry(Duration.ofSeconds(2), "Z|kim")));
        var _ = redis.tell("RPUSH %s newer:1:1".formatted(line));

        var answers = Race.of(
                2, i -> clients.get(i).attend(clients.get(i).student("student-" + i), opened.text("lectureCode")));

        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(redis.tell("EXISTS %s %s".formatted(line, tickets))).isEqualTo(":0");
        assertThat(instances)
                .allSatisfy(lectern -> assertThat(lectern.log()).doesNotContain("The work at a line failed", "kim"));
    }

    @Test
    void answersEveryRequestBehindABalancerWhileOneInstanceAfterTheOtherIsReplaced() throws Exception {
        try (var balancer = new Balancer()) {
            instances.forEach(lectern -> addTo(balancer, lectern));
            var client = new Client(balancer.address());
            var code = client.open(client.teacher("teacher-of-many"), 100_000).text("lectureCode");
            var replaced = new AtomicBoolean();
            var load = CompletableFuture.supplyAsync(
                    () -> Race.of(FEW_AT_ONCE, worker -> attendUntil(replaced, client, "student-" + worker, code)));

            var successors = new ArrayList<LecternProcess>();
            for (var lectern : instances) {
                lectern.tellToStop();
                assertThat(lectern.awaitExit()).isEqualTo(128 + 15);
                balancer.remove(lectern.address());
                var successor = LecternProcess.start(directory.resolve("data"), options);
                addTo(balancer, successor);
                successors.add(successor);
            }
            instances = successors;
            replaced.set(true);

            var statuses = load.get().stream().flatMap(List::stream).collect(Collectors.toSet());
            assertThat(balancer.failures()).isEmpty();
            assertThat(statuses).containsExactlyInAnyOrder(200, 201);
        }
    }

    private static void addTo(Balancer balancer, LecternProcess lectern) {
        balancer.add(lectern.address());
        await().until(() -> balancer.sendsTo(lectern.address()));
    }

    /** Has students come one after the other, who attend and look for their lectures. */
    private static List<Integer> attendUntil(AtomicBoolean over, Client client, String name, String code) {
        var statuses = new ArrayList<Integer>();
        for (int i = 0; !over.get(); i++) {
            var student = client.student(name + "-" + i);
            statuses.add(client.attend(student, code).status());
            statuses.add(client.lectures(student).status());
        }
        return statuses;
    }
}
