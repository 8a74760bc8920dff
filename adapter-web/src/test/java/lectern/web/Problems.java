package lectern.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.springframework.http.HttpStatus;

/** What has to hold of every problem that is answered. */
final class Problems {

    private static final Pattern HANGUL = Pattern.compile("\\p{IsHangul}");

    private Problems() {}

    static void assertProblem(Call.Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.json().toString()).isEqualTo(status);
        assertThat(reply.text("code")).isEqualTo(code);
        assertThat(reply.json().path("status").asInt()).isEqualTo(status);
        assertThat(reply.text("type"))
                .isEqualTo("/problems/" + code.toLowerCase(Locale.ROOT).replace('_', '-'));
        assertThat(reply.text("title")).isNotBlank();
        assertThat(reply.text("detail")).isNotBlank().doesNotContain("{");
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.header("Vary")).contains("Accept-Language");
        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(reply.json().propertyNames())
                .isSubsetOf("type", "title", "status", "detail", "instance", "code", "violations");
        assertThat(reply.json().has("violations")).isEqualTo(status == HttpStatus.BAD_REQUEST.value());
        assertThat(reply.header("Retry-After")).matches(status == 503 ? "1" : status == 429 ? "[1-9]\\d*" : "");
        assertThat(reply.header("WWW-Authenticate").isEmpty()).isEqualTo(status != 401);
        assertThat(reply.header("Allow").isEmpty()).isEqualTo(status != 405);
        assertLanguage(reply);
    }

    /** Which values are said to be wrong. */
    static List<String> fields(Call.Reply reply) {
        return StreamSupport.stream(reply.json().path("violations").spliterator(), false)
                .map(violation -> {
                    assertThat(violation.propertyNames()).containsExactlyInAnyOrder("field", "message");
                    assertThat(violation.path("message").asString())
                            .isNotBlank()
                            .doesNotContain("{");
                    return violation.path("field").asString();
                })
                .toList();
    }

    private static void assertLanguage(Call.Reply reply) {
        boolean korean = reply.header("Content-Language").equals("ko");
        assertThat(reply.header("Content-Language")).isIn("ko", "en");
        for (var text : List.of(reply.text("title"), reply.text("detail"))) {
            assertThat(HANGUL.matcher(text).find()).isEqualTo(korean);
        }
        for (var violation : reply.json().path("violations")) {
            assertThat(HANGUL.matcher(violation.path("message").asString()).find())
                    .isEqualTo(korean);
        }
    }
}
