package lectern.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lectern.application.port.IdempotencyKey;
import lectern.application.query.PageSize;
import lectern.domain.Capacity;
import lectern.domain.LectureStatus;
import lectern.web.openapi.ApiChanges;
import lectern.web.passport.UserPassports.Issued;
import lectern.web.problem.Code;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

@WebTest
class DescriptionTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            // Patterns name characters that nobody sees.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private final MockMvcTester mvc;
    private final RequestMappingHandlerMapping mappings;

    DescriptionTest(
            MockMvcTester mvc, @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        this.mvc = mvc;
        this.mappings = mappings;
    }

    /** To accept a change: see docs/extending.md. */
    @Test
    void isTheOneThatIsCommitted() throws IOException {
        var committed = Files.readString(Contract.FILE);
        var served = JSON.writeValueAsString(served()) + '\n';
        if (served.equals(committed)) {
            return;
        }
        var changes = ApiChanges.between(Contract.description(), described());
        if (Boolean.getBoolean("openapi.accept")) {
            Files.writeString(Contract.FILE, served);
            System.out.println(changes);
        } else {
            fail("""
                    The description is not the one in docs/openapi.json. What that means for callers:
                    %s
                    To accept it, run this test with -Dopenapi.accept=true.""".formatted(changes));
        }
    }

    @Test
    void isOfOpenApi31() {
        assertThat(served().path("openapi").asString()).startsWith("3.1.");
    }

    @Test
    void describesWhatTheControllersServeAndNothingElse() {
        var described = new TreeSet<String>();
        served().path("paths")
                .forEachEntry((path, methods) -> methods.propertyNames()
                        .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + ' ' + path)));

        var served = new TreeSet<String>();
        ourMappings((mapping, _) -> mapping.getPatternValues()
                .forEach(path -> mapping.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> served.add(method.name() + ' ' + path))));

        assertThat(described).isEqualTo(served).hasSizeGreaterThan(5);
    }

    /** A request reads its key from a header. */
    @Test
    void describesEachBodyAsItsRecordHasIt() {
        var records = new ArrayList<Class<?>>(List.of(Issued.class));
        records.addAll(List.of(ResponseMapper.class.getDeclaredClasses()));
        ourMappings((mapping, method) -> Arrays.stream(method.getMethod().getParameterTypes())
                .filter(_ -> !mapping.getConsumesCondition().isEmpty())
                .filter(type -> type.getSimpleName().endsWith("Request"))
                .forEach(records::add));
        var schemas = described().at("/components/schemas");

        assertThat(records).hasSize(15).allSatisfy(type -> {
            var schema = schemas.path(type.getSimpleName());
            var components = Arrays.stream(type.getRecordComponents())
                    .filter(component -> component.getType() != IdempotencyKey.class)
                    .toList();
            assertThat(schema.path("properties").propertyNames())
                    .as(type.getSimpleName())
                    .containsExactlyInAnyOrderElementsOf(
                            components.stream().map(RecordComponent::getName).toList());
            assertThat(schema.path("required").valueStream().map(JsonNode::asString))
                    .as(type.getSimpleName())
                    .containsExactlyInAnyOrderElementsOf(components.stream()
                            .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                            .map(RecordComponent::getName)
                            .toList());
        });
    }

    @Test
    void hasTheBoundsAndValuesOfTheDomain() {
        var capacity = described().at("/components/schemas/Capacity");
        assertThat(capacity.path("minimum").asInt()).isEqualTo(Capacity.LEAST);
        assertThat(capacity.path("maximum").asInt()).isEqualTo(Capacity.MOST);
        var pageSize = described().at("/components/parameters/PageSize/schema");
        assertThat(pageSize.path("minimum").asInt()).isEqualTo(PageSize.LEAST);
        assertThat(pageSize.path("maximum").asInt()).isEqualTo(PageSize.MOST);
        assertThat(pageSize.path("default").asInt()).isEqualTo(PageSize.USUAL.value());
        assertThat(described()
                        .at("/components/schemas/LectureStatus/enum")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactly(
                        Arrays.stream(LectureStatus.values()).map(Enum::name).toArray(String[]::new));
    }

    @Test
    void tellsWhereEachProblemMayBeMetButForThoseThatAreOfNoOperation() {
        var told = described().path("paths").findValues("examples").stream()
                .flatMap(examples -> examples.propertyNames().stream())
                .filter(name -> name.equals(name.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(TreeSet::new));
        told.addAll(List.of("NOT_FOUND", "METHOD_NOT_ALLOWED", "ORIGIN_NOT_ALLOWED", "REQUEST_REFUSED"));

        assertThat(told)
                .isEqualTo(Arrays.stream(Code.values()).map(Code::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void givesExamplesThatKeepToTheirSchemas() {
        var faults = new ArrayList<String>();
        int[] examples = {0};
        forEachNode(described(), node -> {
            for (var example : node.path("examples")) {
                examples[0]++;
                if (node.path("examples").isArray()) {
                    faults.addAll(Contract.faults(node, example));
                } else if (node.has("schema")) {
                    faults.addAll(Contract.faults(node.path("schema"), example.path("value")));
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
        assertThat(mvc.get().uri("/swagger/swagger-ui/swagger-initializer.js"))
                .bodyText()
                .contains(
                        "'../openapi.json'",
                        "displayRequestDuration: true",
                        "persistAuthorization: true",
                        "tryItOutEnabled: true",
                        "validatorUrl: null")
                .doesNotContain("petstore");
    }

    private void ourMappings(BiConsumer<RequestMappingInfo, HandlerMethod> action) {
        mappings.getHandlerMethods().forEach((mapping, method) -> {
            if (method.getBeanType().getPackage() == CommandController.class.getPackage()) {
                action.accept(mapping, method);
            }
        });
    }

    /** What is served, without references. */
    private JsonNode described() {
        return Contract.resolved(served());
    }

    private JsonNode served() {
        return JSON.readTree(
                mvc.get().uri("/swagger/openapi.json").exchange().getResponse().getContentAsByteArray());
    }
}
