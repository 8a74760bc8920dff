package lectern.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description in each of the profiles. What it says is the matter of DescriptionTest. */
class ApiDescriptionTest {

    private static final String ISSUE = "/auth/passport";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void describesTheIssueOfPassportsInTheLocalProfileOnly(boolean local) {
        var description = description(local);

        assertThat(description.path("paths").has(ISSUE)).isEqualTo(local);
        assertThat(description.at("/components/schemas").has("PassportRequest")).isEqualTo(local);
        assertThat(description.path("paths").has("/lecture/open")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refersToNothingThatIsNotThere(boolean local) {
        var description = description(local);

        assertThat(description.findValuesAsString("$ref"))
                .hasSizeGreaterThan(100)
                .allSatisfy(reference -> {
                    assertThat(reference).startsWith("#/");
                    assertThat(description.at(reference.substring(1)).isObject())
                            .as(reference)
                            .isTrue();
                });
    }

    private static JsonNode description(boolean local) {
        var environment = new MockEnvironment();
        environment.setActiveProfiles(local ? "local" : "prod");
        return new JsonMapper().readTree(new ApiDescription(environment).servedBelow(""));
    }
}
