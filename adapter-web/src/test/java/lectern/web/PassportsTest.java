package lectern.web;

import static lectern.web.Problems.assertProblem;
import static lectern.web.Problems.fields;
import static lectern.web.TestLectern.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import lectern.application.inmemory.SettableClock;
import lectern.domain.Teacher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Passports on their way in: which paths want them, and what is said to those who have none that is good. */
@WebTest
class PassportsTest {

    private final Teacher kim = Teacher.of(Call.unique("kim"));

    private final MockMvcTester mvc;
    private final SettableClock clock;

    PassportsTest(MockMvcTester mvc, SettableClock clock) {
        this.mvc = mvc;
        this.clock = clock;
    }

    @BeforeEach
    void setTheClock() {
        clock.set(START);
    }

    @Nested
    class AUserPassport {

        @ParameterizedTest
        @CsvSource({
            "POST, /lecture/open",
            "POST, /lecture/attend",
            "POST, /lecture/leave",
            "POST, /lecture/close",
            "GET,  /lecture",
            "GET,  /lecture/attendees",
            "GET,  /lectures",
            "GET,  /lecture/nothing",
            "PUT,  /lecture/open",
            "OPTIONS, /lecture/open"
        })
        void isWantedBeforeAnythingElseIsLookedAt(String method, String path) {
            assertUser(Call.of(method, path), "PASSPORT_MISSING");
            assertUser(Call.of(method, path).header("Accept-Language", "ko").body(new byte[99]), "PASSPORT_MISSING");
        }

        @Test
        void isMissingWhenItsHeaderIsEmpty() {
            assertUser(Call.get("/lectures").header("X-USER-ID", ""), "PASSPORT_MISSING");
            assertUser(Call.get("/lectures").header("X-USER-ID", "  "), "PASSPORT_MISSING");
        }

        @Test
        void isMissingWhenItIsInAnotherHeader() {
            assertUser(
                    Call.get("/lectures").header("Authorization", "Bearer " + Call.passport(kim)), "PASSPORT_MISSING");
            assertUser(Call.get("/lectures?access_token=" + Call.passport(kim)), "PASSPORT_MISSING");
        }

        @ParameterizedTest
        @ValueSource(strings = {"kim", "Bearer x", "....", "é", "{}", "a.b.c.d.e"})
        void isInvalidWhenItIsJunk(String junk) {
            assertUser(Call.get("/lectures").header("X-USER-ID", junk), "PASSPORT_INVALID");
            assertUser(Call.get("/lectures").header("X-USER-ID", junk.repeat(9000)), "PASSPORT_INVALID");
        }

        @Test
        void isInvalidWhenThereIsMoreThanOne() {
            var passport = Call.passport(kim);

            assertUser(
                    Call.get("/lectures").header("X-USER-ID", passport).header("X-USER-ID", passport),
                    "PASSPORT_INVALID");
            assertUser(Call.get("/lectures").header("X-USER-ID", passport).header("X-USER-ID", ""), "PASSPORT_INVALID");
            assertUser(Call.get("/lectures").header("X-USER-ID", passport + ", " + passport), "PASSPORT_INVALID");
        }

        @Test
        void isInvalidWhenItIsForARoom() {
            assertUser(Call.get("/lectures").header("X-USER-ID", open()), "PASSPORT_INVALID");
        }

        @Test
        void isInvalidWhenItWasIssuedInTheFuture() {
            clock.set(START.minus(Duration.ofMinutes(1)));

            assertUser(Call.get("/lectures").as(kim), "PASSPORT_INVALID");
        }

        @Test
        void expires() {
            clock.advance(Duration.ofDays(1).plusSeconds(31));

            assertUser(Call.get("/lectures").as(kim), "PASSPORT_EXPIRED");
            assertUser(Call.get("/lectures").as(kim).header("Accept-Language", "ko"), "PASSPORT_EXPIRED");
        }

        private void assertUser(Call call, String code) {
            var reply = call.over(mvc);
            assertProblem(reply, 401, code);
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Passport header=\"X-USER-ID\"");
        }
    }

    @Nested
    class ARoomPassport {

        private final List<Call> rooms = List.of(
                Call.post("/lecture/leave"),
                Call.post("/lecture/close"),
                Call.get("/lecture"),
                Call.get("/lecture/attendees"));

        @Test
        void isWantedWhereARoomIsMeant() {
            for (var call : rooms) {
                var reply = call.as(kim).over(mvc);
                assertProblem(reply, 400, "ROOM_PASSPORT_MISSING");
                assertThat(fields(reply)).containsExactly("X-ROOM-ID");
                assertProblem(call.in("").header("Accept-Language", "ko").over(mvc), 400, "ROOM_PASSPORT_MISSING");
            }
        }

        @Test
        void isInvalidWhenItIsJunk() {
            for (var call : rooms) {
                assertInvalid(call.as(kim).in("junk"));
            }
            assertInvalid(Call.get("/lecture").as(kim).in("x".repeat(64 * 1024)));
            assertInvalid(Call.get("/lecture").as(kim).in("3f0f2b6e-2d9c-4a51-9d55-0c8a6a1f7b10"));
        }

        @Test
        void isInvalidWhenThereIsMoreThanOne() {
            var room = open();

            assertInvalid(Call.get("/lecture").as(kim).in(room).in(room));
        }

        @Test
        void isInvalidWhenItIsForAUser() {
            assertInvalid(Call.get("/lecture").as(kim).in(Call.passport(kim)));
        }

        private void assertInvalid(Call call) {
            var reply = call.over(mvc);
            assertProblem(reply, 401, "ROOM_PASSPORT_INVALID");
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Passport header=\"X-ROOM-ID\"");
        }
    }

    @Nested
    class InTheLocalProfile {

        @Test
        void userPassportsAreIssuedToAnybodyForAnHour() {
            var issued = Call.post("/auth/passport")
                    .json("{\"userId\":\"김 강사\",\"role\":\"teacher\"}")
                    .over(mvc);

            assertThat(issued.status()).isEqualTo(200);
            assertThat(issued.json().propertyNames()).containsExactlyInAnyOrder("passport", "expiresAt");
            assertThat(issued.text("expiresAt")).isEqualTo("2030-03-01T10:00:00Z");
            assertThat(lectures(issued.text("passport")).status()).isEqualTo(200);
            clock.set(START.plus(Duration.ofHours(1)).plusSeconds(30));
            assertProblem(lectures(issued.text("passport")), 401, "PASSPORT_EXPIRED");
        }

        @Test
        void theyNameTheUserAndTheRole() {
            var passport = Call.post("/auth/passport")
                    .json("{\"userId\":\"%s\",\"role\":\"student\"}".formatted(Call.unique("lee")))
                    .over(mvc)
                    .text("passport");

            var reply = Call.post("/lecture/open")
                    .header("X-USER-ID", passport)
                    .json("{\"maxStudents\":1}")
                    .over(mvc);

            assertProblem(reply, 403, "NOT_A_TEACHER");
        }

        private Call.Reply lectures(String passport) {
            return Call.get("/lectures").header("X-USER-ID", passport).over(mvc);
        }
    }

    @Nested
    class EveryAnswer {

        @Test
        void tellsBrowsersToKeepTheirHandsOff() {
            for (var reply : List.of(
                    Call.get("/lectures").as(kim).over(mvc),
                    Call.get("/lectures").over(mvc),
                    Call.get("/nothing").over(mvc))) {
                assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
                assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
                assertThat(reply.header("Cache-Control")).contains("no-store");
                assertThat(reply.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
                assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
                assertThat(reply.header("Set-Cookie")).isEmpty();
            }
        }

        @Test
        void isForPagesOfThisOriginOnly() {
            for (var path : List.of("/lecture/open", "/auth/passport", "/nothing")) {
                var asked = Call.of("OPTIONS", path)
                        .header("Origin", "https://elsewhere.example")
                        .header("Access-Control-Request-Method", "POST")
                        .header("Accept-Language", "ko")
                        .over(mvc);
                assertProblem(asked, 403, "ORIGIN_NOT_ALLOWED");
                assertThat(asked.header("Access-Control-Allow-Origin")).isEmpty();
            }
            var called = Call.get("/lectures")
                    .as(kim)
                    .header("Origin", "https://elsewhere.example")
                    .over(mvc);

            assertThat(called.header("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    /** The room passport of a new lecture. */
    private String open() {
        return Call.post("/lecture/open")
                .as(kim)
                .json("{\"maxStudents\":1}")
                .over(mvc)
                .text("roomId");
    }
}
