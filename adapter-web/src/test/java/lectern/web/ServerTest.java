package lectern.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lectern.domain.Teacher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What only the server itself sees: requests that are hardly HTTP, and bodies that are not as long as they say. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(classes = TestLectern.class, initializers = TestKeys.class)
@ActiveProfiles("local")
class ServerTest {

    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";
    private static final String POST = "POST /auth/passport" + HOST + "Content-Type: application/json\r\n";
    private static final String PASSPORT = "{\"userId\":\"kim\",\"role\":\"teacher\"}";

    @LocalServerPort
    private int port;

    @ParameterizedTest(name = "{0}")
    @MethodSource("requestsThatAreHardlyHttp")
    void refusesWithAProblem(String what, String request, int status, String code) throws IOException {
        var answer = send(request);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(json(answer).path("code").asString()).isEqualTo(code);
        assertThat(json(answer).path("status").asInt()).isEqualTo(status);
        assertThat(json(answer).has("violations")).isEqualTo(status == 400);
        assertThat(answer.header("Allow").isEmpty()).isEqualTo(status != 405);
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer).satisfies(ServerTest::tellsBrowsersToKeepTheirHandsOff);
        assertThat(answer.body()).doesNotContain("omcat", "xception", "<");
    }

    static Stream<Arguments> requestsThatAreHardlyHttp() {
        return Stream.of(
                invalid("a passport of 64 KB", get("/lectures") + "X-USER-ID: " + "x".repeat(65_536) + "\r\n\r\n"),
                invalid(
                        "a second language of 64 KB",
                        get("/lectures") + "Accept-Language: en\r\nAccept-Language: " + "x".repeat(65_536)
                                + "\r\n\r\n"),
                invalid("a header of a megabyte", get("/lectures") + "X: " + "x".repeat(1_048_576) + "\r\n\r\n"),
                invalid("a path of 64 KB", get('/' + "x".repeat(65_536)) + "\r\n"),
                invalid("a thousand headers", get("/lectures") + "X: y\r\n".repeat(1000) + "\r\n"),
                invalid("characters that are none of a URI's", get("/lec\"tures?[") + "\r\n"),
                invalid("a slash that is encoded", get("/lecture%2Fopen") + "\r\n"),
                invalid("an escape that is none", get("/lecture%zz") + "\r\n"),
                invalid("a path that is not UTF-8", get("/lecture%ff") + "\r\n"),
                invalid("a path with NUL", get("/lectures%00") + "\r\n"),
                invalid("a path with a parameter", get("/lectures;x=1") + "\r\n"),
                invalid("a path that climbs", get("/x/../lectures") + "\r\n"),
                invalid("a path with an empty step", get("//lectures") + "\r\n"),
                invalid("a path with a backslash", get("/lec\\tures") + "\r\n"),
                invalid(
                        "a query with an escape that is none",
                        get("/lectures?pageSize=%zz") + "X-USER-ID: " + Call.passport(Teacher.of("kim")) + "\r\n\r\n"),
                invalid("no request line", "FOO\r\n\r\n"),
                invalid("a method that is none", "F@O / HTTP/1.1\r\n\r\n"),
                invalid("a version that is none", "GET / HTTP/3.0\r\nHost: localhost\r\n\r\n"),
                invalid("no host", "GET / HTTP/1.1\r\n\r\n"),
                invalid("two hosts", get("/") + "Host: other\r\n\r\n"),
                invalid("a host that is none", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
                invalid("a header without a name", get("/lectures") + ": x\r\n\r\n"),
                invalid("a header with a blank in its name", get("/lectures") + "X USER: x\r\n\r\n"),
                invalid("a header with a control character", get("/lectures") + "X-USER-ID: a\u0001b\r\n\r\n"),
                invalid("a transfer coding that nobody knows", POST + "Transfer-Encoding: gzip\r\n\r\n"),
                invalid("a length that is none", POST + "Content-Length: abc\r\n\r\n"),
                invalid("two lengths", POST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n"),
                invalid("a chunk that is none", POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
                invalid("an expectation that nobody knows", POST + "Expect: tea\r\n\r\n"),
                invalid(
                        "two media types",
                        POST
                                + "Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s"
                                        .formatted(PASSPORT.length(), PASSPORT)),
                invalid("a proxy's method", "CONNECT localhost:80" + HOST + "\r\n"),
                Arguments.of(
                        "a method that repeats the request",
                        "TRACE /auth/passport" + HOST + "\r\n",
                        405,
                        "METHOD_NOT_ALLOWED"),
                Arguments.of("the same of nothing", "TRACE /" + HOST + "\r\n", 404, "NOT_FOUND"),
                Arguments.of("a method of its own", "BREW /auth/passport" + HOST + "\r\n", 405, "METHOD_NOT_ALLOWED"),
                Arguments.of("a page that other services have", get("/error") + "\r\n", 404, "NOT_FOUND"),
                Arguments.of(
                        "a passport of junk", get("/lectures") + "X-USER-ID: junk\r\n\r\n", 401, "PASSPORT_INVALID"),
                Arguments.of(
                        "a passport with a byte of no character",
                        get("/lectures") + "X-USER-ID: a\u0085b\r\n\r\n",
                        401,
                        "PASSPORT_INVALID"),
                Arguments.of(
                        "a passport of 4 KB",
                        get("/lectures") + "X-USER-ID: " + "x".repeat(4096) + "\r\n\r\n",
                        401,
                        "PASSPORT_INVALID"),
                Arguments.of(
                        "a long body",
                        POST + "Content-Length: 16385\r\n\r\n" + " ".repeat(16_385),
                        413,
                        "CONTENT_TOO_LARGE"),
                Arguments.of(
                        "a body that is only announced",
                        POST + "Content-Length: 100000000\r\n\r\n",
                        413,
                        "CONTENT_TOO_LARGE"),
                Arguments.of("a long body in chunks", chunked(17), 413, "CONTENT_TOO_LARGE"),
                Arguments.of("ten megabytes in chunks", chunked(10_000), 413, "CONTENT_TOO_LARGE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/swagger/docs", "/swagger/swagger-ui/index.html", "/swagger/openapi.json"})
    void whatIsNoProblemTellsBrowsersToKeepTheirHandsOffToo(String path) throws IOException {
        var answer = send(get(path) + "\r\n");

        assertThat(answer.status()).isIn(200, 302);
        assertThat(answer).satisfies(ServerTest::tellsBrowsersToKeepTheirHandsOff);
    }

    private static void tellsBrowsersToKeepTheirHandsOff(RawHttp.Answer answer) {
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    /** Values that some part of Tomcat, Spring or Jackson fails for when it reads them. */
    @ParameterizedTest
    @MethodSource("headersThatAreHardlyThat")
    @ExtendWith(OutputCaptureExtension.class)
    void readsAnyHeaderOrRefusesIt(String headers, CapturedOutput log) throws IOException {
        var passport = "X-USER-ID: " + Call.passport(Teacher.of("kim")) + "\r\n";
        for (var request : List.of(
                get("/lectures") + passport,
                get("/lectures"),
                get("/lectures?pageSize=1") + passport,
                get("/swagger/openapi.json"),
                get("/swagger/swagger-ui/index.html"),
                get("/nowhere"),
                "OPTIONS /lectures" + HOST + passport,
                "POST /auth/passport" + HOST + "Content-Length: " + PASSPORT.length() + "\r\n")) {
            var answer = send(request + headers + "\r\n\r\n" + (request.startsWith("POST") ? PASSPORT : ""));

            assertThat(answer.status()).as(request).isBetween(200, 499);
            if (answer.status() >= 400) {
                assertThat(answer.header("Content-Type")).as(request).isEqualTo("application/problem+json");
            }
        }
        assertThat(log).doesNotContain("\tat ");
    }

    static Stream<String> headersThatAreHardlyThat() {
        return Stream.of(
                "Accept-Language: en" + ",ko".repeat(1000),
                "Accept-Language: "
                        + IntStream.range(0, 900).mapToObj(i -> "l" + i).collect(Collectors.joining(",")),
                "Accept-Language: en\r\n".repeat(50) + "Accept-Language: ko",
                "Accept-Language: ;;;,q=NaN,*-*,-,\u00ed\u0095\u009c",
                "Accept: */*,",
                "Accept: a/b/c",
                "Accept: */*;q=NaN",
                "Accept: application/json;charset=",
                "Accept: application/json;charset='x'",
                "Accept: " + "a/b,".repeat(1000),
                "Content-Type: application/json;charset=",
                "Content-Type: application/json;charset=\"\"",
                "Content-Type: application/json;charset='utf-8'",
                "Content-Type: application/json;charset=\"utf-8",
                "Content-Type: application/json;charset=x",
                "Content-Type: \u00ed\u0095\u009c",
                "Content-Type: ",
                "Content-Type: multipart/form-data",
                "Accept-Encoding: *;q=NaN",
                "Accept-Charset: \u0085",
                "Range: bytes=5-1",
                "Range: \u0085",
                "If-None-Match: W/\"",
                "If-Modified-Since: Sun, 99 Foo 99999 99:99:99 XXX",
                "Origin: http://[::1",
                "Origin: \u0085\r\nAccess-Control-Request-Method: \u0085",
                "Cookie: $Version=\"\u0085",
                "Authorization: Basic ====",
                "Authorization: Bearer a b",
                "X-HTTP-Method-Override: \u0085",
                "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: x",
                "Forwarded: host=a:b:c",
                "X-Forwarded-Host: a:b",
                "X-Forwarded-Port: x",
                "traceparent: \u0085");
    }

    @Test
    void answersTheLanguageThatIsAskedForEvenThen() throws IOException {
        var answer = send(get("/lecture%2Fopen") + "Accept-Language: ko\r\n\r\n");

        assertThat(answer.header("Content-Language")).isEqualTo("ko");
        assertThat(json(answer).path("title").asString()).isEqualTo("요청이 올바르지 않습니다");
    }

    @Test
    void takesABodyInChunks() throws IOException {
        var answer = send(POST
                + "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n".formatted(PASSPORT.length(), PASSPORT));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void takesATitleInUtf8AndAnswersInIt() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:%d/lecture/open".formatted(port)))
                .header("X-USER-ID", Call.passport(Teacher.of("kim")))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"maxStudents\":1,\"title\":\"강의 ☕ 😀\"}"))
                .build();

        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.body()).contains("\"title\":\"강의 ☕ 😀\"");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void saysHowLongAnAnswerIsBeforeItSendsAnyOfIt(String what, String request) throws IOException {
        var answer = send(request);

        assertThat(answer.header("Content-Length"))
                .as(answer.toString())
                .isEqualTo(String.valueOf(answer.body().length()));
        assertThat(answer.header("Transfer-Encoding")).isEmpty();
    }

    static Stream<Arguments> requests() {
        var passport = "X-USER-ID: " + Call.passport(Teacher.of("lang")) + "\r\n";
        var open = "{\"maxStudents\":1}";
        return Stream.of(
                Arguments.of("a query", get("/lectures") + passport + "\r\n"),
                Arguments.of("a query that is refused", get("/lectures") + "\r\n"),
                Arguments.of(
                        "a command",
                        "POST /lecture/open" + HOST + passport
                                + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                                        .formatted(open.length(), open)),
                Arguments.of(
                        "a passport", POST + "Content-Length: %d\r\n\r\n%s".formatted(PASSPORT.length(), PASSPORT)));
    }

    private RawHttp.Answer send(String request) throws IOException {
        return new RawHttp(port).send(request);
    }

    private static JsonNode json(RawHttp.Answer answer) {
        return new JsonMapper().readTree(answer.body());
    }

    private static Arguments invalid(String what, String request) {
        return Arguments.of(what, request, 400, "INVALID_REQUEST");
    }

    private static String get(String path) {
        return "GET " + path + HOST;
    }

    private static String chunked(int kilobytes) {
        return POST + "Transfer-Encoding: chunked\r\n\r\n" + ("400\r\n" + " ".repeat(1024) + "\r\n").repeat(kilobytes)
                + "0\r\n\r\n";
    }
}
