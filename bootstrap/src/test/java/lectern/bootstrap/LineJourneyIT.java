package lectern.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
 * A rush on a lecture through two instances, while something fails. Whatever it is, every student who repeats on 503 gets an answer,
 * no seat is given twice, and whoever was told that they attend is in the record.
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
    private final AtomicInteger rushes = new AtomicInteger();

    @BeforeAll
    void startTwoInstances() {
        redis = TestRedis.start();
        options = Servers.options(TestPostgres.empty(), redis, "--lectern.drain=5s");
        instances = LecternProcess.startTwo(directory.resolve("data"), options);
    }

    /** One takes the place of each that was killed. */
    @BeforeEach
    void startWhatWasKilled() {
        instances = instances.stream()
                .map(lectern -> lectern.isAlive() ? lectern : LecternProcess.start(directory.resolve("data"), options))
                .toList();
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
        new Rush(3000, 1000).run();
    }

    @Test
    void givesEverySeatOnceWhileAnInstanceIsKilled() {
        var rush = new Rush(600, 300);
        rush.after(100, () -> instances.getFirst().kill());
        rush.run();
    }

    @Test
    void givesEverySeatOnceWhileAnInstanceIsFrozenPastItsLeaseAndThawed() {
        var rush = new Rush(600, 300);
        rush.after(100, () -> instances.getFirst().freeze());
        // That many are not answered before another instance has taken the frozen one's turn.
        rush.after(450, () -> instances.getFirst().thaw());
        rush.run();
    }

    @Test
    void givesEverySeatOnceWhileRedisIsKilledAndComesBackEmpty() {
        var rush = new Rush(600, 300);
        rush.after(100, () -> redis.kill());
        rush.after(300, () -> redis.restart());
        rush.run();

        await().atMost(Duration.ofSeconds(30)).until(() -> clients.stream().allMatch(LineJourneyIT::reachesTheLine));
        new Rush(20, 10).run();
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

    private static boolean reachesTheLine(Client client) {
        return client.get("/actuator/health")
                .body()
                .path("components")
                .path("line")
                .path("status")
                .asString()
                .equals("UP");
    }

    /** Many students who want to attend one lecture, each until they have an answer. */
    private final class Rush {

        private final int students;
        private final int seats;
        private final String teacher;
        private final Answer opened;
        private final Map<Integer, Runnable> incidents = new ConcurrentHashMap<>();
        private final AtomicInteger answered = new AtomicInteger();
        private final Semaphore atOnce = new Semaphore(AT_ONCE);

        Rush(int students, int seats) {
            this.students = students;
            this.seats = seats;
            this.teacher = clients.getLast().teacher("teacher-" + rushes.incrementAndGet());
            this.opened = clients.getLast().open(teacher, seats);
        }

        /** Has something happen once so many students have an answer. */
        void after(int answers, Runnable incident) {
            incidents.put(answers, incident);
        }

        void run() {
            var passports = IntStream.range(0, students)
                    .mapToObj(i -> clients.getLast().student("student-" + i))
                    .toList();

            var answers = Race.of(students, i -> attend(i, passports.get(i)));

            assertThat(answers.stream().map(Answer::status).collect(Collectors.toSet()))
                    .isSubsetOf(200, 201, 409);
            var attending =
                    answers.stream().filter(answer -> answer.status() != 409).toList();
            assertThat(attending.stream().map(Rush::number).sorted())
                    .as("the numbers that were told")
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, seats).boxed().toList());
            assertThat(answers.stream().filter(answer -> answer.status() == 409))
                    .allSatisfy(answer -> assertThat(answer.text("code")).isEqualTo("LECTURE_FULL"));
            assertThat(record())
                    .as("the record")
                    .isEqualTo(attending.stream()
                            .collect(Collectors.toMap(answer -> answer.text("studentId"), Rush::number)));
            assertThat(clients.getLast()
                            .close(teacher, opened.room())
                            .body()
                            .path("attended")
                            .asInt())
                    .isEqualTo(seats);
        }

        /** Asks one instance after the other. */
        private Answer attend(int student, String passport) {
            atOnce.acquireUninterruptibly();
            try {
                return Client.persist(attempt ->
                        clients.get((student + attempt) % clients.size()).attend(passport, opened.text("lectureCode")));
            } finally {
                atOnce.release();
                var incident = incidents.remove(answered.incrementAndGet());
                if (incident != null) {
                    incident.run();
                }
            }
        }

        private Map<String, Integer> record() {
            return clients.getLast().attendees(teacher, opened.room()).stream()
                    .collect(Collectors.toMap(
                            attendee -> attendee.path("studentId").asString(),
                            attendee -> attendee.path("number").asInt()));
        }

        private static int number(Answer answer) {
            return answer.body().path("number").asInt();
        }
    }
}
