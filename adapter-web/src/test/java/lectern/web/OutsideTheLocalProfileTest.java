package lectern.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@SpringBootTest
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
}
