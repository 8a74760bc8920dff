package lectern.web;

import static lectern.web.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lectern.application.inmemory.SettableClock;
import lectern.domain.Teacher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Pages of origins that are allowed to call; {@link PassportsTest} shows that none is by default. */
@WebTest
@TestPropertySource(properties = "lectern.cors.origins=https://Rooms.Example:443, https://staging.example:8443")
class CorsTest {

    private static final String ALLOWED = "https://rooms.example";

    private final Teacher kim = Teacher.of(Call.unique("kim"));

    private final MockMvcTester mvc;
    private final SettableClock clock;

    CorsTest(MockMvcTester mvc, SettableClock clock) {
        this.mvc = mvc;
        this.clock = clock;
    }

    @BeforeEach
    void setTheClock() {
        clock.set(TestLectern.START);
    }

    @Test
    void aPageThatMayCallIsToldWhatItMaySend() {
        for (var path : List.of("/lecture/open", "/lecture", "/lectures", "/auth/passport")) {
            var told = preflight(path, ALLOWED);

            assertThat(told.status()).as(path).isEqualTo(204);
            assertThat(told.header("Access-Control-Allow-Origin")).isEqualTo(ALLOWED);
            assertThat(told.header("Access-Control-Allow-Methods")).isEqualTo("GET, POST");
            assertThat(told.header("Access-Control-Allow-Headers").split(", "))
                    .containsExactlyInAnyOrder(
                            "X-USER-ID",
                            "X-ROOM-ID",
                            "Content-Type",
                            "Idempotency-Key",
                            "If-None-Match",
                            "Accept-Language");
            assertThat(told.header("Access-Control-Max-Age")).isEqualTo("3600");
            assertThat(told.header("Access-Control-Allow-Credentials")).isEmpty();
            assertThat(told.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @Test
    void aPageThatMayCallReadsAnswersAndProblemsAlike() {
        var answer = Call.get("/lectures").as(kim).header("Origin", ALLOWED).over(mvc);
        var problem = Call.get("/lectures").header("Origin", ALLOWED).over(mvc);

        assertThat(answer.status()).isEqualTo(200);
        assertProblem(problem, 401, "PASSPORT_MISSING");
        for (var reply : List.of(answer, problem)) {
            assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(ALLOWED);
            assertThat(reply.header("Access-Control-Expose-Headers")).isEqualTo("X-ROOM-ID, ETag, Retry-After");
        }
    }

    @Test
    void aPageFromElsewhereIsPermittedNothing() {
        for (var origin : List.of(
                "https://elsewhere.example",
                "https://rooms.example.elsewhere.example",
                "http://rooms.example",
                "https://rooms.example:444",
                "https://staging.example",
                "null")) {
            var asked = preflight("/lecture/open", origin);
            var called = Call.get("/lectures").as(kim).header("Origin", origin).over(mvc);

            assertProblem(asked, 403, "ORIGIN_NOT_ALLOWED");
            assertThat(asked.header("Access-Control-Allow-Origin")).as(origin).isEmpty();
            assertThat(called.header("Access-Control-Allow-Origin")).as(origin).isEmpty();
        }
    }

    @Test
    void everyAnswerTellsCachesThatItDependsOnTheOrigin() {
        var vary = mvc.get().uri("/lectures").exchange().getResponse().getHeaders("Vary");

        assertThat(vary).containsExactlyInAnyOrder("Origin", "Accept-Language");
    }

    @Test
    void aBrowserThatAsksNothingGetsTheOrdinaryAnswer() {
        var reply =
                Call.of("OPTIONS", "/auth/passport").header("Origin", ALLOWED).over(mvc);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Access-Control-Allow-Methods")).isEmpty();
    }

    private Call.Reply preflight(String path, String origin) {
        return Call.of("OPTIONS", path)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,x-user-id")
                .over(mvc);
    }
}
