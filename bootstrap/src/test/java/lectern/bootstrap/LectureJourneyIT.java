package lectern.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lectern.application.Race;
import lectern.persistence.TestPostgres;
import lectern.redis.TestRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users do, through two instances over one Postgres and one Redis. */
class LectureJourneyIT {

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
        assertThat(one.attend(student, code).text("code")).isEqualTo("LECTURE_NOT_FOUND");
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
}
