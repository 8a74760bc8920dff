package lectern.web;

import static lectern.web.TestLectern.START;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import lectern.domain.Student;
import lectern.domain.Teacher;
import lectern.domain.User;
import lectern.web.passport.Forger;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** One call of the service, and what it answers: nothing but what the contract says. */
final class Call {

    private static final AtomicInteger UNIQUE = new AtomicInteger();
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpMethod method;
    private final String path;
    private final HttpHeaders headers = new HttpHeaders();
    private byte[] body = {};

    private Call(HttpMethod method, String path) {
        this.method = method;
        this.path = path;
    }

    static Call get(String path) {
        return new Call(HttpMethod.GET, path);
    }

    static Call post(String path) {
        return new Call(HttpMethod.POST, path);
    }

    static Call of(String method, String path) {
        return new Call(HttpMethod.valueOf(method), path);
    }

    /** A name that no other test has. */
    static String unique(String name) {
        return name + '-' + UNIQUE.incrementAndGet();
    }

    /** A passport that is good for a day from the start of the test on. */
    static String passport(User user) {
        var claims = """
                {"iss":"edge","aud":"lectern","sub":"%s","role":"%s","iat":%d,"exp":%d}""".formatted(
                        user.id(),
                        switch (user) {
                            case Teacher _ -> "teacher";
                            case Student _ -> "student";
                        },
                        START.getEpochSecond(),
                        START.plus(Duration.ofDays(1)).getEpochSecond());
        return Forger.seal(Forger.userHeader(), claims, Forger.USER_KEY);
    }

    String path() {
        return path;
    }

    Call as(User user) {
        return header("X-USER-ID", passport(user));
    }

    Call in(String room) {
        return header("X-ROOM-ID", room);
    }

    Call header(String name, String value) {
        headers.add(name, value);
        return this;
    }

    Call json(String json) {
        headers.setContentType(MediaType.APPLICATION_JSON);
        return body(json.getBytes(StandardCharsets.UTF_8));
    }

    Call body(byte[] bytes) {
        body = bytes;
        return this;
    }

    Reply over(MockMvcTester mvc) {
        var response = mvc.method(method)
                .uri(URI.create(path))
                .headers(headers)
                .content(body)
                .exchange()
                .getResponse();
        var content = response.getContentAsByteArray();
        var reply = new Reply(
                response.getStatus(),
                name -> String.join(", ", response.getHeaders(name)),
                content.length == 0 ? MissingNode.getInstance() : JSON.readTree(content));
        Contract.check(method.name(), URI.create(path).getPath(), reply);
        return reply;
    }

    record Reply(int status, Function<String, @Nullable String> headers, JsonNode json) {

        String header(String name) {
            return Objects.requireNonNullElse(headers.apply(name), "");
        }

        String text(String property) {
            return json.path(property).asString("");
        }
    }
}
