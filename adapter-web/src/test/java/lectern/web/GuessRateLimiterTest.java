package lectern.web;

import static lectern.web.Problems.assertProblem;
import static lectern.web.TestLectern.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.inmemory.SettableClock;
import lectern.domain.Student;
import lectern.domain.Teacher;
import lectern.domain.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What becomes of those who guess lecture codes, and that nobody else notices. */
@WebTest
class GuessRateLimiterTest {

    private static final int MOST = 20;

    private final Teacher kim = Teacher.of(Call.unique("kim"));
    private final Student lee = Student.of(Call.unique("lee"));
    private final Student park = Student.of(Call.unique("park"));

    private final MockMvcTester mvc;
    private final SettableClock clock;
    private final InMemoryLectures lectures;

    GuessRateLimiterTest(MockMvcTester mvc, SettableClock clock, InMemoryLectures lectures) {
        this.mvc = mvc;
        this.clock = clock;
        this.lectures = lectures;
    }

    @BeforeEach
    void setTheClock() {
        clock.set(START);
    }

    @AfterEach
    void serve() {
        lectures.serve();
    }

    @Test
    void whoeverGuessesTooOftenWaitsUntilTheMinuteIsOver() {
        var code = open().text("lectureCode");
        guess(lee, MOST);

        clock.advance(Duration.ofMillis(20_001));
        assertThat(refusedFor(lee, code)).isEqualTo("40");
        assertThat(refusedFor(lee, UUID.randomUUID().toString())).isEqualTo("40");

        clock.set(START.plusSeconds(60).minusNanos(1_000));
        assertThat(refusedFor(lee, code)).isEqualTo("1");

        clock.set(START.plusSeconds(60));
        assertThat(attend(lee, code).status()).isEqualTo(201);
    }

    @Test
    void theReasonIsGivenInKoreanToo() {
        guess(lee, MOST);

        var reply = Call.post("/lecture/attend")
                .as(lee)
                .header("Accept-Language", "ko")
                .json("{\"lectureCode\":\"%s\"}".formatted(UUID.randomUUID()))
                .over(mvc);

        assertProblem(reply, 429, "TOO_MANY_REQUESTS");
        assertThat(reply.header("Content-Language")).isEqualTo("ko");
    }

    @Test
    void nothingIsLookedUpForOneWhoWaits() {
        guess(lee, MOST);
        lectures.failWith(new IllegalStateException("it was asked"));

        refusedFor(lee, UUID.randomUUID().toString());
    }

    @Test
    void aNewMinuteBeginsWithANewMiss() {
        guess(lee, MOST - 1);
        clock.advance(Duration.ofMinutes(1));

        guess(lee, MOST);

        assertThat(refusedFor(lee, UUID.randomUUID().toString())).isEqualTo("60");
    }

    @Test
    void othersDoNotWait() {
        var code = open().text("lectureCode");
        guess(lee, MOST);

        assertThat(attend(park, code).status()).isEqualTo(201);
        // Of the same name, and yet another.
        assertProblem(attend(new Teacher(lee.id()), code), 403, "NOT_A_STUDENT");
    }

    @Test
    void onlyMissesCount() {
        var code = open().text("lectureCode");
        for (int i = 0; i < 2 * MOST; i++) {
            assertThat(attend(lee, code).status()).isIn(200, 201);
            assertThat(attend(park, code).status()).isEqualTo(409);
            assertThat(attend(park, "junk").status()).isEqualTo(400);
        }
        guess(park, MOST);
    }

    @Test
    void whoeverWaitsIsServedAllTheRest() {
        var room = attend(lee, open().text("lectureCode")).text("roomId");
        guess(lee, MOST);

        assertThat(Call.get("/lecture").as(lee).in(room).over(mvc).status()).isEqualTo(200);
        assertThat(Call.get("/lectures").as(lee).over(mvc).status()).isEqualTo(200);
        assertThat(Call.post("/lecture/leave").as(lee).in(room).over(mvc).status())
                .isEqualTo(200);
    }

    private void guess(Student student, int times) {
        for (int i = 0; i < times; i++) {
            assertProblem(attend(student, UUID.randomUUID().toString()), 404, "LECTURE_NOT_FOUND");
        }
    }

    /** How long they are told to wait. */
    private String refusedFor(Student student, String code) {
        var reply = attend(student, code);
        assertProblem(reply, 429, "TOO_MANY_REQUESTS");
        return reply.header("Retry-After");
    }

    private Call.Reply open() {
        return Call.post("/lecture/open").as(kim).json("{\"maxStudents\":1}").over(mvc);
    }

    private Call.Reply attend(User user, String code) {
        return Call.post("/lecture/attend")
                .as(user)
                .json("{\"lectureCode\":\"%s\"}".formatted(code))
                .over(mvc);
    }
}
