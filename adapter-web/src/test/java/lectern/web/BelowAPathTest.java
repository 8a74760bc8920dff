package lectern.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import lectern.domain.Teacher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service below a path, behind a proxy that it trusts, with the actuator on a port of its own. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.servlet.context-path=/rooms",
            "spring.mvc.servlet.path=/api",
            "server.forward-headers-strategy=framework",
            "management.server.port=0",
            "management.server.base-path=/inside",
            "management.endpoints.web.base-path=/manage",
            "management.endpoints.web.exposure.include=*"
        })
@ContextConfiguration(classes = TestLectern.class, initializers = TestKeys.class)
@ActiveProfiles("local")
class BelowAPathTest {

    private static final String PASSPORT = "X-USER-ID: " + Call.passport(Teacher.of("kim")) + "\r\n";
    private static final String FORWARDED = "X-Forwarded-Proto: https\r\nX-Forwarded-Host: edge.example\r\n";

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Test
    void servesThereAsEver() throws IOException {
        assertThat(get("/rooms/api/lectures", PASSPORT).status()).isEqualTo(200);
        assertThat(get("/rooms/api/lectures", "").status()).isEqualTo(401);
        assertThat(json(get("/rooms/api/lecture", "")).path("instance").asString())
                .isEqualTo("/rooms/api/lecture");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/lectures", "/rooms", "/rooms/lectures", "/api/lectures", "/rooms/api", "/rooms/api/nothing"})
    void andNowhereElse(String path) throws IOException {
        for (var passport : new String[] {"", PASSPORT}) {
            assertThat(json(get(path, passport)).path("code").asString())
                    .as(path)
                    .isEqualTo("NOT_FOUND");
        }
    }

    @Test
    void theDescriptionSaysWhereItIs() throws IOException {
        assertThat(server("")).isEqualTo("/rooms/api");
        assertThat(server(FORWARDED + "X-Forwarded-Prefix: /school\r\n")).isEqualTo("/school/api");
        assertThat(server("")).isEqualTo("/rooms/api");
    }

    @Test
    void thePageFindsItsParts() throws IOException {
        var page = get("/rooms/api/swagger/docs", "");
        assertThat(page.header("Location")).isEqualTo("/rooms/api/swagger/swagger-ui/index.html");
        var opened = get(page.header("Location"), "");
        assertThat(opened.status()).isEqualTo(200);
        assertThat(opened.header("Content-Security-Policy")).contains("script-src 'self'");
    }

    /** Whether a browser may ever come without TLS again is for who ends it to say. */
    @Test
    void evenThenNoBrowserIsTiedToTls() throws IOException {
        assertThat(get("/rooms/api/lectures", FORWARDED).header("Strict-Transport-Security"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/inside/manage", "/inside/manage/health", "/inside/manage/env", "/inside/manage/metrics"})
    void aPortOfItsOwnShowsWhateverIsExposed(String path) throws IOException {
        assertThat(send(managementPort, path, "").status()).isEqualTo(200);
        assertThat(send(managementPort, path, "").header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; frame-ancestors 'none'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lectures",
                "/inside/lectures",
                "/inside/api/lectures",
                "/rooms/api/lectures",
                "/inside/auth/passport",
                "/inside/swagger/openapi.json",
                "/inside/manage/nothing"
            })
    void andNothingElse(String path) throws IOException {
        for (var passport : new String[] {"", PASSPORT}) {
            var answer = send(managementPort, path, passport);

            assertThat(answer.status()).as(answer.toString()).isIn(401, 404);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rooms/api/manage/health", "/rooms/api/actuator/health", "/rooms/api/inside/manage/env"})
    void theServicesOwnPortShowsNoneOfIt(String path) throws IOException {
        assertThat(get(path, "").status()).isEqualTo(404);
        assertThat(get(path, PASSPORT).status()).isEqualTo(404);
    }

    private String server(String headers) throws IOException {
        return json(get("/rooms/api/swagger/openapi.json", headers))
                .path("servers")
                .path(0)
                .path("url")
                .asString();
    }

    private RawHttp.Answer get(String path, String headers) throws IOException {
        return send(port, path, headers);
    }

    private static RawHttp.Answer send(int port, String path, String headers) throws IOException {
        return new RawHttp(port).send("GET", path, headers);
    }

    private static JsonNode json(RawHttp.Answer answer) {
        return new JsonMapper().readTree(answer.body());
    }
}
