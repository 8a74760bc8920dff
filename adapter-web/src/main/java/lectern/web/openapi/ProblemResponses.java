package lectern.web.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lectern.web.problem.Code;
import lectern.web.problem.ProblemExamples;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Describes the problems that operations answer with: one response for each status, with an example of each code. */
@Component
final class ProblemResponses {

    private static final JsonMapper JSON = new JsonMapper();

    private final ProblemExamples examples;

    ProblemResponses(ProblemExamples examples) {
        this.examples = examples;
    }

    void add(ApiResponses responses, Set<Code> codes) {
        codes.stream()
                .collect(Collectors.groupingBy(Code::status, TreeMap::new, Collectors.toList()))
                .forEach((status, ofStatus) ->
                        responses.addApiResponse(String.valueOf(status.value()), response(status, ofStatus)));
    }

    /** Adds the schemas and examples that the responses refer to. */
    void addTo(Components components) {
        components.addSchemas("Problem", problem());
        components.addSchemas("Violation", violation());
        for (var code : Code.values()) {
            var example = JSON.convertValue(examples.of(code), Map.class);
            components.addExamples(
                    code.name(),
                    new Example().summary((String) example.get("title")).value(example));
        }
    }

    private static ApiResponse response(HttpStatus status, List<Code> codes) {
        var problem = new MediaType().schema(new JsonSchema().$ref("#/components/schemas/Problem"));
        codes.forEach(
                code -> problem.addExamples(code.name(), new Example().$ref("#/components/examples/" + code.name())));
        var response = new ApiResponse()
                .description(codes.stream().map(Code::name).collect(Collectors.joining(", ")))
                .content(new Content().addMediaType("application/problem+json", problem));
        switch (status) {
            case UNAUTHORIZED ->
                response.addHeaderObject(
                        HttpHeaders.WWW_AUTHENTICATE,
                        header("Which header wants a passport.", "Passport header=\"X-USER-ID\""));
            case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE ->
                response.addHeaderObject(
                        HttpHeaders.RETRY_AFTER, header("In how many seconds to send the request again.", "1"));
            case UNSUPPORTED_MEDIA_TYPE -> {
                response.addHeaderObject(
                        HttpHeaders.ACCEPT,
                        header("The media type that is supported, if it is that.", "application/json")
                                .required(false));
                response.addHeaderObject(
                        HttpHeaders.ACCEPT_ENCODING,
                        header("The content coding that is supported, if it is that.", "identity")
                                .required(false));
            }
            default -> {}
        }
        return response;
    }

    private static Header header(String description, String example) {
        return new Header().required(true).description(description).schema(PropertySchemas.text(description, example));
    }

    private static Schema<?> problem() {
        return Schemas.object(Map.of(
                        "type",
                                PropertySchemas.text("The code as a URI reference.", "/problems/lecture-full")
                                        .format("uri-reference"),
                        "title",
                                PropertySchemas.text(
                                        "What kind of problem it is, in the client's language.", "Lecture full"),
                        "status", PropertySchemas.number("The status of the response.", 409, 400, 599),
                        "detail",
                                PropertySchemas.text(
                                        "What is in the way here, in the client's language.", "Every seat is taken."),
                        "instance",
                                PropertySchemas.text("The path that was asked for.", "/lecture/attend")
                                        .format("uri-reference"),
                        "code",
                                PropertySchemas.oneOf(
                                        "What kind of problem it is, for programs.",
                                        Arrays.stream(Code.values())
                                                .map(Code::name)
                                                .toList(),
                                        "LECTURE_FULL"),
                        "violations",
                                Schemas.array(
                                        "For 400: each value that is not as it has to be.",
                                        new JsonSchema().$ref("#/components/schemas/Violation"))))
                .required(List.of("type", "title", "status", "detail", "code"));
    }

    private static Schema<?> violation() {
        return Schemas.object(Map.of(
                        "field", PropertySchemas.text("The property, header or parameter.", "maxStudents"),
                        "message",
                                PropertySchemas.text(
                                        "What it has to be, in the client's language.",
                                        "must be a whole number from 1 to 100,000")))
                .required(List.of("field", "message"));
    }
}
