package lectern.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@SpringBootTest(properties = "lectern.swagger.enabled=false")
@ContextConfiguration(classes = TestLectern.class, initializers = TestKeys.class)
@AutoConfigureMockMvc
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class OutsideTheLocalProfileTest {

    private final MockMvcTester mvc;

    OutsideTheLocalProfileTest(MockMvcTester mvc) {
        this.mvc = mvc;
    }

    @Test
    void nobodyGetsAPassportForTheAsking() {
        var asked = mvc.post()
                .uri("/auth/passport")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"userId\":\"kim\",\"role\":\"teacher\"}");

        assertThat(asked)
                .hasStatus(HttpStatus.NOT_FOUND)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/swagger/docs", "/swagger/openapi.json", "/swagger/swagger-ui/index.html", "/swagger/nothing"})
    void theApiDoesNotShowItselfWhereThatIsSwitchedOff(String path) {
        for (var method : List.of("GET", "HEAD", "POST", "OPTIONS")) {
            var reply = Call.of(method, path).over(mvc);

            assertThat(reply.status()).as(method).isEqualTo(404);
            assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(reply.header("Content-Security-Policy")).startsWith("default-src 'none'; frame-ancestors");
        }
    }
}
