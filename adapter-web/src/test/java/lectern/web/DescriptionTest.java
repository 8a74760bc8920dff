package lectern.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lectern.web.problem.Code;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@WebTest
class DescriptionTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            // Patterns name characters that nobody sees.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private final MockMvcTester mvc;

    DescriptionTest(MockMvcTester mvc) {
        this.mvc = mvc;
    }

    /** To accept a change: see docs/extending.md. */
    @Test
    void isTheOneThatIsCommitted() throws IOException {
        var served = JSON.writeValueAsString(sorted(served())) + '\n';
        if (Boolean.getBoolean("openapi.accept")) {
            Files.writeString(Contract.FILE, served);
        }

        assertThat(served).isEqualTo(Files.readString(Contract.FILE));
    }

    @Test
    void isOfOpenApi31() {
        assertThat(served().path("openapi").asString()).startsWith("3.1.");
    }

    @Test
    void describesEveryPathOfTheContract() {
        assertThat(served().path("paths").propertyNames())
                .containsExactlyInAnyOrder(
                        "/auth/passport",
                        "/lecture",
                        "/lecture/attend",
                        "/lecture/attendees",
                        "/lecture/capacity",
                        "/lecture/close",
                        "/lecture/leave",
                        "/lecture/open",
                        "/lectures");
    }

    @Test
    void refersToNothingThatIsNotThere() {
        var description = served();

        assertThat(description.findValuesAsString("$ref")).isNotEmpty().allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(description.at(reference.substring(1)).isObject())
                    .as(reference)
                    .isTrue();
        });
    }

    @Test
    void tellsWhereEachProblemMayBeMetButForThoseThatAreOfNoOperation() {
        var told = served().path("paths").findValues("examples").stream()
                .flatMap(examples -> examples.propertyNames().stream())
                .filter(name -> name.equals(name.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(TreeSet::new));
        told.addAll(List.of("NOT_FOUND", "METHOD_NOT_ALLOWED", "ORIGIN_NOT_ALLOWED", "REQUEST_REFUSED"));

        assertThat(told)
                .isEqualTo(Arrays.stream(Code.values()).map(Code::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void givesExamplesThatKeepToTheirSchemas() {
        var described = served();
        var faults = new ArrayList<String>();
        int[] examples = {0};
        forEachNode(described, node -> {
            for (var example : node.path("examples")) {
                examples[0]++;
                if (node.path("examples").isArray()) {
                    faults.addAll(Contract.faults(node, example));
                } else if (node.has("schema")) {
                    var value = example.has("$ref")
                            ? described.at(example.path("$ref").asString().substring(1))
                            : example;
                    faults.addAll(Contract.faults(node.path("schema"), value.path("value")));
                }
            }
        });

        assertThat(examples[0]).isGreaterThan(100);
        assertThat(faults).isEmpty();
    }

    private static void forEachNode(JsonNode node, Consumer<JsonNode> action) {
        action.accept(node);
        node.forEach(child -> forEachNode(child, action));
    }

    @Test
    void isTheSameWhateverLanguageItIsAskedIn() {
        assertThat(Call.get("/swagger/openapi.json")
                        .header("Accept-Language", "ko")
                        .over(mvc)
                        .json())
                .isEqualTo(served());
    }

    @Test
    void hasAPageToReadAndTryItOn() {
        var page = mvc.get().uri("/swagger/docs").exchange().getResponse();

        assertThat(page.getStatus()).isEqualTo(302);
        assertThat(page.getRedirectedUrl()).isEqualTo("/swagger/swagger-ui/index.html");
        assertThat(mvc.get().uri("/swagger/swagger-ui/index.html")).hasStatusOk();
        assertThat(Call.get("/swagger/openapi.json/swagger-config").over(mvc).text("url"))
                .isEqualTo("/swagger/openapi.json");
    }

    private JsonNode served() {
        return JSON.readTree(
                mvc.get().uri("/swagger/openapi.json").exchange().getResponse().getContentAsByteArray());
    }

    private static JsonNode sorted(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                var properties = new TreeMap<String, JsonNode>();
                object.forEachEntry((name, value) -> properties.put(name, sorted(value)));
                yield JSON.createObjectNode().setAll(properties);
            }
            case ArrayNode array ->
                JSON.createArrayNode()
                        .addAll(array.valueStream().map(DescriptionTest::sorted).toList());
            default -> node;
        };
    }
}
