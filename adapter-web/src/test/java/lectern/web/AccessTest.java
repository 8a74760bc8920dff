package lectern.web;

import static lectern.other.OtherEndpoints.SERVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import lectern.domain.Teacher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** Who may call what: everything takes a user passport, but for what docs/security.md lists. */
@OtherEndpointsTest
class AccessTest {

    private static final String PASSPORT = "X-USER-ID: " + Call.passport(Teacher.of("kim")) + "\r\n";

    /** What a browser may load for an answer of the API. */
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    @LocalServerPort
    private int port;

    private final MeterRegistry meters;

    AccessTest(MeterRegistry meters) {
        this.meters = meters;
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /other",
        "POST, /other",
        "DELETE, /other",
        "BREW, /other",
        "HEAD, /other",
        "GET, /other/later",
        "GET, /other/7?page=1",
        "GET, /lecturers",
        "GET, /lecture-notes",
        "GET, /swagger/other",
        "GET, /actuators",
        "GET, /auth/other",
        "GET, /auth/passport",
        "GET, /thrower/x",
        "GET, /routed",
        "GET, /servlet/x"
    })
    void whatSomebodyAddsTakesAPassport(String method, String path) throws IOException {
        assertRefused(send(method, path, ""), 401, "PASSPORT_MISSING", method);
        assertRefused(send(method, path, "X-USER-ID: junk\r\n"), 401, "PASSPORT_INVALID", method);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/other",
                "/other/later",
                "/other/7?page=1",
                "/auth/passport",
                "/routed",
                "/servlet/x",
                "/filtered"
            })
    void andServesWhoHasOne(String path) throws IOException {
        var answer = send("GET", path, PASSPORT);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("served");
    }

    /** A filter's path is none that can be known: it is as if there were nothing. */
    @Test
    void whatAFilterServesIsServedToNobodyWithoutAPassportEither() throws IOException {
        assertRefused(send("GET", "/filtered", ""), 404, "NOT_FOUND", "GET");
        assertRefused(send("GET", "/filtered", "X-USER-ID: junk\r\n"), 404, "NOT_FOUND", "GET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/other/",
                "//other",
                "/other;x=1",
                "/other;/x",
                "/OTHER",
                "/%6fther/",
                "/./other",
                "/x/../other",
                "/%2e/other",
                "/swagger/../other",
                "/swagger/..;/other",
                "/swagger/swagger-ui/../../other",
                "/swagger/swagger-ui/%2e%2e/%2e%2e/other",
                "/actuator/health/../../other",
                "/swagger%2fdocs/../other",
                "/other%2f",
                "/other%00",
                "/other.json",
                "/other?/swagger/docs",
                "/routed/",
                "/servlet",
                "/servlet/../other",
                "/lectures/",
                "//lectures",
                "/LECTURES",
                "/lecture;x=1"
            })
    void noSpellingOfAPathGoesRoundIt(String path) throws IOException {
        var answer = send("GET", path, "");

        assertThat(answer.status()).as(answer.toString()).isIn(400, 401, 404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).doesNotContain("served");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /",
        "GET, /nothing",
        "POST, /lectern",
        "GET, /error",
        "GET, /actuator/nothing",
        "GET, /swagger/nothing",
        "GET, /swagger/swagger-ui/nothing",
        "GET, /swagger/openapi.json/nothing"
    })
    void whereThereIsNothingSaysSo(String method, String path) throws IOException {
        for (var headers : new String[] {"", "X-USER-ID: junk\r\n", PASSPORT}) {
            assertRefused(send(method, path, headers), 404, "NOT_FOUND", method);
        }
    }

    @ParameterizedTest
    @CsvSource({"GET, /lecture/nothing", "PUT, /lecture/open", "OPTIONS, /lectures", "HEAD, /lecture"})
    void aPathOfLecturesTakesAPassportFirst(String method, String path) throws IOException {
        assertRefused(send(method, path, ""), 401, "PASSPORT_MISSING", method);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/swagger/docs",
                "/swagger/swagger-ui/index.html",
                "/swagger/swagger-ui/swagger-initializer.js",
                "/swagger/openapi.json",
                "/actuator",
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/info",
                "/actuator/metrics",
                "/actuator/metrics/http.server.requests",
                "/livez",
                "/readyz"
            })
    void whatIsOpenAsksForNoPassportAndLooksAtNone(String path) throws IOException {
        for (var method : path.equals("/actuator") ? List.of("GET") : List.of("GET", "HEAD")) {
            for (var headers : new String[] {"", "X-USER-ID: junk\r\n"}) {
                assertThat(send(method, path, headers).status()).isIn(200, 302);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env",
                "beans",
                "configprops",
                "heapdump",
                "loggers",
                "mappings",
                "threaddump",
                "loggers/root",
                "env/"
            })
    void otherEndpointsOfTheActuatorAreNotThere(String endpoint) throws IOException {
        for (var headers : new String[] {"", "X-USER-ID: junk\r\n", PASSPORT}) {
            assertRefused(send("GET", "/actuator/" + endpoint, headers), 404, "NOT_FOUND", "GET");
            assertRefused(send("POST", "/actuator/" + endpoint, headers), 404, "NOT_FOUND", "POST");
        }
        assertRefused(send("POST", "/actuator/shutdown", PASSPORT), 404, "NOT_FOUND", "POST");
    }

    @ParameterizedTest
    @CsvSource({
        "/lecture/open, POST, 401, /lecture/open",
        "/lectures, GET, 401, /lectures",
        "/lecture/open, PUT, 401, /lecture/open",
        "/other/7, GET, 401, /other/{number}",
        "/other/8, DELETE, 405, /other/{number}",
        "/auth/passport, PUT, 405, /auth/passport",
        "/nothing, GET, 404, NOT_FOUND"
    })
    void theMetricsKnowWhichPathWasRefused(String path, String method, int status, String pattern) throws IOException {
        assertThat(send(method, path, "").status()).isEqualTo(status);

        // It is timed when it has been answered.
        await().untilAsserted(() -> assertThat(timed(pattern, method, status)).isPositive());
    }

    /** However many paths are made up. */
    @Test
    void theMetricsKnowNothingOfPathsThatAreNone() throws IOException {
        for (int i = 0; i < 20; i++) {
            var _ = send("GET", "/nothing/" + i, "");
            var _ = send("GET", "/lecture/" + i, "");
        }

        await().until(() -> paths().contains("NOT_FOUND"));
        assertThat(paths()).noneMatch(path -> path.matches(".*\\d.*"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /lectures, true, 200",
        "HEAD, /lectures, true, 200",
        "GET, /lectures, false, 401",
        "GET, /nothing, false, 404",
        "PUT, /auth/passport, false, 405",
        "GET, /lecture;x=1, false, 400",
        "GET, /actuator, false, 200",
        "GET, /actuator/health, false, 200",
        "HEAD, /actuator/metrics, false, 200",
        "GET, /actuator/env, false, 404",
        "GET, /swagger/swagger-ui/nothing, false, 404",
        "GET, /other, true, 200",
        "GET, /servlet/x, true, 200"
    })
    void answersLoadNothing(String method, String path, boolean withPassport, int status) throws IOException {
        var answer = send(method, path, withPassport ? PASSPORT : "");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Security-Policy")).isEqualTo(NOTHING);
        assertKeepsHandsOff(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/swagger/docs", "/swagger/swagger-ui/index.html", "/swagger/openapi.json"})
    void onlySwaggersPageLoadsWhatItNeeds(String path) throws IOException {
        for (var method : new String[] {"GET", "HEAD"}) {
            var answer = send(method, path, "");

            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
            assertKeepsHandsOff(answer);
        }
    }

    /** Whatever the platform is, unless server.forward-headers-strategy says so. */
    @Test
    void whatAClientSaysOfTheWayItCameIsNotBelieved() throws IOException {
        var forwarded = """
                X-Forwarded-Proto: https\r
                X-Forwarded-Host: evil.example\r
                X-Forwarded-Port: 444\r
                X-Forwarded-Prefix: /evil\r
                X-Forwarded-For: 192.0.2.1\r
                Forwarded: proto=https;host=evil.example\r
                """;

        assertThat(send("GET", "/swagger/docs", forwarded).header("Location"))
                .isEqualTo("/swagger/swagger-ui/index.html");
        assertThat(send("GET", "/swagger/openapi.json", forwarded).body()).doesNotContain("evil");
        assertThat(send("GET", "/lectures", forwarded).header("Strict-Transport-Security"))
                .isEmpty();
    }

    /** The actuator itself answers these with a status alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "health/nothing",
                "health/a/b",
                "health/a/b/c",
                "health/liveness/nothing",
                "health/liveness/a/b/c",
                "metrics/nothing",
                "metrics/http.server.requests?tag=uri:",
                "metrics/http.server.requests?tag=uri:/nothing"
            })
    void whatTheActuatorDoesNotKnowIsAProblemToo(String path) throws IOException {
        var answer = send("GET", "/actuator/" + path, "");

        assertRefused(answer, 404, "NOT_FOUND", "GET");
        assertThat(answer.header("Content-Security-Policy")).isEqualTo(NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*/*", "application/*", "application/*+json"})
    void aBodyHasOneMediaType(String type) throws IOException {
        for (var path : List.of("/actuator/health", "/actuator/info", "/swagger/openapi.json", "/lectures")) {
            assertRefused(send("GET", path, "Content-Type: " + type + "\r\n"), 400, "INVALID_REQUEST", "GET");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/auth/passport, 405, 'GET, HEAD, POST'",
        "/lectures, 405, 'GET, HEAD'",
        "/lecture/open, 405, POST",
        "/nothing, 404, ''"
    })
    void aTraceNamesWhatThePathTakes(String path, int status, String allowed) throws IOException {
        var answer = send("TRACE", path, "");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Allow")).isEqualTo(allowed);
    }

    @Test
    void whatTheActuatorCanNotReadIsTheClientsFault() throws IOException {
        assertRefused(
                send("GET", "/actuator/metrics/http.server.requests?tag=none", ""), 400, "INVALID_REQUEST", "GET");
        assertRefused(send("DELETE", "/actuator/health", ""), 405, "METHOD_NOT_ALLOWED", "DELETE");
    }

    private static void assertKeepsHandsOff(RawHttp.Answer answer) {
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    }

    private Set<String> paths() {
        return meters.find("http.server.requests").timers().stream()
                .map(timer -> Objects.requireNonNull(timer.getId().getTag("uri")))
                .collect(Collectors.toSet());
    }

    private long timed(String pattern, String method, int status) {
        return meters.find("http.server.requests").timers().stream()
                .filter(timer -> timer.getId().getTags().contains(Tag.of("uri", pattern))
                        && timer.getId().getTags().contains(Tag.of("method", method))
                        && timer.getId().getTags().contains(Tag.of("status", Integer.toString(status))))
                .count();
    }

    private static void assertRefused(RawHttp.Answer answer, int status, String code, String method) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).doesNotContain(SERVED);
        if (!method.equals("HEAD")) {
            assertThat(new JsonMapper().readTree(answer.body()).path("code").asString())
                    .isEqualTo(code);
        }
    }

    private RawHttp.Answer send(String method, String path, String headers) throws IOException {
        return new RawHttp(port).send(method, path, headers);
    }
}
