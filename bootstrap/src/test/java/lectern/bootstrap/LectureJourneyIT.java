package lectern.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lectern.application.HostileText;
import lectern.application.Race;
import lectern.bootstrap.Client.Answer;
import lectern.persistence.TestPostgres;
import lectern.redis.Forged;
import lectern.redis.TestRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What users do, through two instances over one Postgres and one Redis. */
class LectureJourneyIT {

    private static final int AT_ONCE = 16;

    @TempDir
    private static Path directory;

    private static TestRedis redis;
    private static List<LecternProcess> instances;
    private static Client one;
    private static Client other;

    @BeforeAll
    static void start() {
        redis = TestRedis.start();
        var servers = Servers.options(TestPostgres.empty(), redis);
        instances = LecternProcess.startTwo(directory.resolve("data"), servers);
        one = instances.getFirst().client();
        other = instances.getLast().client();
    }

    @AfterAll
    static void stop() {
        instances.forEach(LecternProcess::close);
        redis.close();
    }

    @Test
    void theTourOfALectureFromOpenToClose() {
        var teacher = one.teacher("kim");
        var student = one.student("lee");
        var late = one.student("park");

        var opened = one.open(teacher, 1);
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.text("status")).isEqualTo("ACTIVE");
        var code = opened.text("lectureCode");

        var attended = one.attend(student, code);
        assertThat(attended.status()).isEqualTo(201);
        assertThat(attended.body().path("number").asInt()).isEqualTo(1);
        assertThat(attended.text("lectureId")).isEqualTo(opened.text("lectureId"));
        assertThat(one.attend(student, code).status()).isEqualTo(200);

        var full = one.attend(late, code);
        assertThat(full.status()).isEqualTo(409);
        assertThat(full.text("code")).isEqualTo("LECTURE_FULL");

        var seen = one.look(student, attended.room());
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body().path("attending").asInt()).isEqualTo(1);
        assertThat(seen.body().path("attendees").path(0).path("studentId").asString())
                .isEqualTo("lee");

        assertThat(one.leave(student, attended.room()).status()).isEqualTo(200);
        assertThat(one.attend(late, code).body().path("number").asInt()).isEqualTo(2);

        var closed = one.close(teacher, opened.room());
        assertThat(closed.status()).isEqualTo(200);
        assertThat(closed.text("status")).isEqualTo("CLOSED");
        assertThat(closed.body().path("attended").asInt()).isEqualTo(2);
        assertThat(one.attend(student, code).text("code")).isEqualTo("LECTURE_CLOSED");
        assertThat(one.lectures(teacher)
                        .body()
                        .path("lectures")
                        .path(0)
                        .path("status")
                        .asString())
                .isEqualTo("CLOSED");
    }

    @Test
    void eachInstanceSeesWhatWentThroughTheOtherAtOnce() {
        var teacher = one.teacher("teacher of both");
        var student = other.student("student of both");

        var opened = one.open(teacher, 10);
        var attended = other.attend(student, opened.text("lectureCode"));
        assertThat(attended.status()).isEqualTo(201);
        assertThat(one.look(student, attended.room()).body().path("attending").asInt())
                .isEqualTo(1);
        assertThat(one.leave(student, attended.room()).status()).isEqualTo(200);
        assertThat(other.look(teacher, opened.room()).body().path("attending").asInt())
                .isZero();
        assertThat(other.close(teacher, opened.room()).status()).isEqualTo(200);
        assertThat(one.look(teacher, opened.room()).text("status")).isEqualTo("CLOSED");
    }

    @Test
    void aCodeThatOneInstanceKnowsSaysThatTheOtherHasClosedItsLecture() {
        var teacher = one.teacher("teacher who closes elsewhere");
        var opened = one.open(teacher, 10);
        var code = opened.text("lectureCode");
        assertThat(one.attend(one.student("student in the same second"), code).status())
                .isEqualTo(201);

        assertThat(other.close(teacher, opened.room()).status()).isEqualTo(200);

        var late = one.attend(one.student("student who is late"), code);
        assertThat(late.status()).isEqualTo(410);
        assertThat(late.text("code")).isEqualTo("LECTURE_CLOSED");
    }

    @Test
    void aTeacherChangesTheCapacityThroughOneInstanceAndStudentsMeetItThroughTheOther() {
        var teacher = one.teacher("teacher with a crowd");
        var opened = one.open(teacher, 1);
        var code = opened.text("lectureCode");
        assertThat(other.attend(other.student("crowd 1"), code).status()).isEqualTo(201);
        assertThat(other.attend(other.student("crowd 2"), code).text("code")).isEqualTo("LECTURE_FULL");

        var raised = one.capacity(teacher, opened.room(), 2);
        assertThat(raised.status()).isEqualTo(200);
        assertThat(raised.body().path("maxStudents").asInt()).isEqualTo(2);
        assertThat(raised.body().path("attending").asInt()).isEqualTo(1);
        assertThat(other.attend(other.student("crowd 2"), code).status()).isEqualTo(201);

        var tooLow = other.capacity(teacher, opened.room(), 1);
        assertThat(tooLow.status()).isEqualTo(409);
        assertThat(tooLow.text("code")).isEqualTo("CAPACITY_BELOW_ATTENDING");
        assertThat(one.capacity(teacher, opened.room(), 2).status()).isEqualTo(200);
        assertThat(one.look(teacher, opened.room()).body().path("maxStudents").asInt())
                .isEqualTo(2);
        assertThat(one.close(teacher, opened.room()).status()).isEqualTo(200);
        assertThat(one.capacity(teacher, opened.room(), 3).text("code")).isEqualTo("LECTURE_CLOSED");
    }

    @Test
    void whoeverHasSeenALectureIsShownItAgainOnlyOnceItHasChanged() {
        var teacher = one.teacher("teacher who looks often");
        var opened = one.open(teacher, 10);
        var seen = one.look(teacher, opened.room());

        var again = other.look(teacher, opened.room(), seen.tag());
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.tag()).isEqualTo(seen.tag());
        assertThat(again.headers()).doesNotContainKeys("content-type", "pragma", "expires");

        var attended = one.attend(one.student("student who comes late"), opened.text("lectureCode"));
        assertThat(attended.status()).isEqualTo(201);
        var changed = other.look(teacher, opened.room(), seen.tag());
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().path("attendees")).hasSize(1);
        assertThat(one.look(teacher, opened.room(), changed.tag()).status()).isEqualTo(304);
    }

    @Test
    void whoeverOpensThroughBothAtOnceHasOneLecture() {
        var teacher = one.teacher("hasty");

        var answers = Race.of(20, i -> (i % 2 == 0 ? one : other).open(teacher, 10));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .allMatch(answer -> answer.text("code").equals("LECTURE_ALREADY_OPEN"));
        assertThat(other.lectures(teacher).body().path("lectures")).hasSize(1);
    }

    @Test
    void whoeverRepeatsAnOpenWithItsKeyThroughBothAtOnceGetsOneAnswer() {
        var teacher = one.teacher("careful");

        var answers = Race.of(20, i -> (i % 2 == 0 ? one : other).open(teacher, 10, "Idempotency-Key", "once"));

        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(answers.stream().map(answer -> answer.text("lectureCode")).distinct())
                .hasSize(1);
    }

    @Test
    void aLectureHasAsManyInAsItHasSeatsWhicheverInstanceTheyCameThrough() {
        var teacher = one.teacher("popular");
        var code = one.open(teacher, 10).text("lectureCode");
        var students =
                IntStream.range(0, 40).mapToObj(i -> one.student("fan " + i)).toList();

        var answers = Race.of(students.size(), i -> (i % 2 == 0 ? one : other).attend(students.get(i), code));

        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .map(answer -> answer.body().path("number").asInt()))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.iterate(1, n -> n + 1).limit(10).toList());
        assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(30);
    }

    @Test
    void aTitleComesBackAsItWasGivenOrIsRefused() {
        var titles = hostile(200);

        var taken = Race.of(AT_ONCE, titles.size(), i -> {
            var title = titles.get(i);
            var teacher = one.teacher("teacher of strange things " + i);
            var opened = one.open(
                    teacher, "{\"maxStudents\": 1, \"title\": %s}".formatted(HostileText.asJson(title, false)));
            if (title.isBlank() || !title.matches("[^\\p{Cc}\\p{Cs}]{1,200}")) {
                assertThatItIsRefused(opened, "title");
                return false;
            }
            assertThat(opened.status()).as(title).isEqualTo(201);
            assertThat(opened.text("title")).isEqualTo(title);
            assertThat(other.look(teacher, opened.room()).text("title")).isEqualTo(title);
            assertThat(newest(other, teacher).path("title").asString()).isEqualTo(title);
            assertThat(other.close(teacher, opened.room()).status()).isEqualTo(200);
            return true;
        });

        assertThat(taken).contains(true, false);
        assertThatNothingIsLogged(titles);
    }

    @Test
    void aUserIsWhoTheyAreCalledOrIsNoUser() {
        var names = hostile(64);
        var teacher = one.teacher("teacher of strange people");
        var opened = one.open(teacher, names.size());

        var students = Race.of(AT_ONCE, names.size(), i -> student(names.get(i))).stream()
                .flatMap(Optional::stream)
                .toList();
        var called = students.stream().map(Attendee::name).toList();
        assertThat(called).hasSizeBetween(1, names.size() - 1);

        // While nobody can take the turn, both wait, each for every student. Whoever serves them then answers the
        // other's by messages.
        assertThat(redis.tell("SET %s nobody PX 1500".formatted(Forged.key(opened.text("lectureId"), "turn"))))
                .isEqualTo("+OK");
        var attended = Race.of(
                2 * students.size(),
                // On a slow machine some do not get their answer in time, and ask again.
                i -> Client.persist(_ ->
                        (i % 2 == 0 ? one : other).attend(students.get(i / 2).passport(), opened.text("lectureCode"))));
        for (int i = 0; i < students.size(); i++) {
            var two = attended.subList(2 * i, 2 * i + 2);
            // None is told that it is the first when the turn was lost between the commit and its answer.
            assertThat(two).extracting(Answer::status).as(called.get(i)).isSubsetOf(200, 201);
            assertThat(two).extracting(answer -> answer.text("studentId")).containsOnly(called.get(i));
            assertThat(two.getFirst().body().path("number"))
                    .isEqualTo(two.getLast().body().path("number"));
        }
        assertThat(other.attendees(teacher, opened.room()))
                .extracting(it -> it.path("studentId").asString())
                .containsExactlyInAnyOrderElementsOf(called);
        assertThat(Race.of(
                        AT_ONCE,
                        students.size(),
                        i -> newest(one, students.get(i).passport())))
                .extracting(it -> it.path("lectureId").asString())
                .containsOnly(opened.text("lectureId"));
        assertThat(Race.of(
                        AT_ONCE,
                        students.size(),
                        i -> (i % 2 == 0 ? one : other).leave(students.get(i).passport(), opened.room())))
                .allMatch(left -> left.status() == 200)
                .extracting(left -> left.text("studentId"))
                .containsExactlyElementsOf(called);
        assertThat(other.attendees(teacher, opened.room())).isEmpty();
        assertThat(Race.of(AT_ONCE, students.size(), i -> holdALecture(called.get(i))))
                .containsExactlyElementsOf(called);
        assertThatNothingIsLogged(names);
    }

    @Test
    void aKeyIsTakenAsItIsOrRefused() {
        // What else there is a client does not put in a header.
        var keys = hostile(64).stream().filter(key -> key.matches("[ -~]*")).toList();

        var taken = Race.of(AT_ONCE, keys.size(), i -> {
            var key = keys.get(i);
            var teacher = one.teacher("teacher of strange habits " + i);
            var opened = one.open(teacher, 1, "Idempotency-Key", key);
            if (!key.strip().matches("[!-~]{1,64}")) {
                assertThatItIsRefused(opened, "Idempotency-Key");
                return false;
            }
            assertThat(opened.status()).as(key).isEqualTo(201);
            assertThat(other.open(teacher, 1, "Idempotency-Key", key).text("lectureId"))
                    .as(key)
                    .isEqualTo(opened.text("lectureId"));
            return true;
        });

        assertThat(taken).contains(true, false);
        assertThatNothingIsLogged(keys);
    }

    private record Attendee(String name, String passport) {}

    private static Optional<Attendee> student(String name) {
        var issued = one.passport(HostileText.asJson(name, true), "student");
        if (!name.matches("[^\\p{Cc}\\p{Cs}]{1,64}")) {
            assertThatItIsRefused(issued, "userId");
            return Optional.empty();
        }
        return Optional.of(new Attendee(name, issued.text("passport")));
    }

    /** Texts that somebody somewhere has stumbled over; each also as long as may be, and one longer than that. */
    private static List<String> hostile(int most) {
        return HostileText.all().stream()
                .flatMap(text -> Stream.of(text, ofLength(most, text), ofLength(most + 1, text)))
                .distinct()
                .toList();
    }

    private static String ofLength(int characters, String text) {
        var repeated = text.repeat(characters);
        return repeated.isEmpty() ? "" : repeated.substring(0, repeated.offsetByCodePoints(0, characters));
    }

    /** As a teacher of that name, who is who is shown in the end. */
    private static String holdALecture(String name) {
        var teacher = other.passport(HostileText.asJson(name, false), "teacher").text("passport");
        var opened = other.open(teacher, 1);
        assertThat(opened.status()).as(name).isEqualTo(201);
        assertThat(one.close(teacher, opened.room()).status()).as(name).isEqualTo(200);
        assertThat(newest(one, teacher).path("lectureId").asString()).isEqualTo(opened.text("lectureId"));
        return one.look(teacher, opened.room()).text("teacherId");
    }

    private static JsonNode newest(Client client, String user) {
        return client.lectures(user).body().path("lectures").path(0);
    }

    private static void assertThatItIsRefused(Answer answer, String field) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("INVALID_REQUEST");
        assertThat(answer.body().at("/violations/0/field").asString()).isEqualTo(field);
    }

    private static void assertThatNothingIsLogged(List<String> texts) {
        // Shorter ones may be there by chance.
        var longer = texts.stream().filter(text -> text.length() > 8).toList();
        assertThat(instances)
                .extracting(LecternProcess::log)
                .allSatisfy(log -> assertThat(log)
                        .doesNotContain(HostileText.FORGED)
                        .doesNotContain("\u001b")
                        .doesNotContain(longer));
    }
}
