package lectern.web.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lectern.domain.LectureId;
import lectern.domain.User;
import lectern.web.passport.RoomPassports;
import lectern.web.passport.UserPassports;
import lectern.web.problem.Code;
import lectern.web.request.AttendRequest;
import lectern.web.request.AttendeesRequest;
import lectern.web.request.CapacityRequest;
import lectern.web.request.LectureRequest;
import lectern.web.request.LecturesRequest;
import lectern.web.request.OpenRequest;
import lectern.web.request.PassportRequest;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.customizers.ServerBaseUrlCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Describes the service: each operation by what its method takes and what it is {@link Answered} with. */
@Component
final class OpenApiDescription implements OperationCustomizer, OpenApiCustomizer, ServerBaseUrlCustomizer {

    private static final Set<Class<?>> PAGES = Set.of(AttendeesRequest.class, LecturesRequest.class);

    /** Requests that come as a body, each with examples to try it with. */
    private static final Map<Class<?>, Map<String, Map<String, ?>>> BODIES = Map.of(
            OpenRequest.class,
                    Map.of(
                            "at once", Map.of("maxStudents", 30, "title", "Functional Java"),
                            "later", Map.of("maxStudents", 30, "startsAt", "2030-03-02T18:00:00+09:00")),
            AttendRequest.class, Map.of("with the code", Map.of("lectureCode", "3f0f2b6e-2d9c-4a51-9d55-0c8a6a1f7b10")),
            CapacityRequest.class, Map.of("for forty", Map.of("maxStudents", 40)),
            PassportRequest.class,
                    Map.of(
                            "first the teacher", Map.of("userId", "kim", "role", "teacher"),
                            "then a student", Map.of("userId", "lee", "role", "student")));

    private static final String ABOUT = """
            Live lecture rooms. A teacher opens one and gets a lecture code and a room passport; students attend with the code, \
            first come, first served, up to the capacity; everybody in the room can look at it; the teacher closes it.

            Every call says who is calling: `X-USER-ID` carries a user passport. Calls about a room say which one: `X-ROOM-ID` \
            carries the room passport that `open` and `attend` answer with. Where there is no auth server, the `local` profile \
            issues user passports itself: call `POST /auth/passport`, press *Authorize*, paste the passport.

            Errors are problem documents (RFC 9457) with a `code`, in English or Korean by `Accept-Language`. Every command may be \
            sent again after a 503 or a connection that broke: it is answered as it would have been the first time. For `open` \
            that takes an `Idempotency-Key`.""";

    private final Schemas schemas = new Schemas();
    private final ProblemResponses problems;
    private final DispatcherServletPath servlet;

    OpenApiDescription(ProblemResponses problems, DispatcherServletPath servlet) {
        this.problems = problems;
        this.servlet = servlet;
        // springdoc would take these for query parameters.
        var _ = SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(LectureId.class, LectureRequest.class)
                .addRequestWrapperToIgnore(BODIES.keySet().toArray(Class<?>[]::new))
                .addRequestWrapperToIgnore(PAGES.toArray(Class<?>[]::new));
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        var answered = method.getMethodAnnotation(Answered.class);
        if (answered == null) {
            return operation;
        }
        // Any request may have a part that can't be read.
        var codes = EnumSet.of(Code.INVALID_REQUEST, Code.NOT_ACCEPTABLE, Code.INTERNAL_ERROR);
        codes.addAll(Arrays.asList(answered.orWith()));
        var passports = new SecurityRequirement();
        for (var parameter : method.getMethod().getParameterTypes()) {
            describe(parameter, operation, passports, codes);
        }
        if (!passports.isEmpty()) {
            operation.addSecurityItem(passports);
        }
        operation.addParametersItem(new Parameter().$ref("#/components/parameters/Language"));
        operation.setResponses(answers(answered));
        problems.add(operation.getResponses(), codes);
        return operation;
    }

    @Override
    public void customise(OpenAPI openApi) {
        openApi.setInfo(new Info()
                .title("Lectern")
                .version("1.0.0")
                .description(ABOUT)
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
        openApi.setTags(List.of(
                new Tag().name("Passports").description("Who is calling."),
                new Tag().name("Commands").description("What changes lectures."),
                new Tag().name("Queries").description("What shows lectures.")));
        var components = new Components()
                .addSecuritySchemes(
                        UserPassports.HEADER, passport(UserPassports.HEADER, "The user passport: who is calling."))
                .addSecuritySchemes(
                        RoomPassports.HEADER,
                        passport(RoomPassports.HEADER, "The room passport: which room the call is about."))
                .addParameters(
                        "Language",
                        new Parameter()
                                .in("header")
                                .name("Accept-Language")
                                .description(
                                        "The language that problems are told in: English unless Korean is preferred.")
                                .schema(new JsonSchema().typesItem("string")));
        schemas.all().forEach(components::addSchemas);
        problems.addTo(components);
        openApi.setComponents(components);
    }

    /** The path of the service on the server that the description was requested from. It includes the path of a trusted proxy. */
    @Override
    public String customize(String url, HttpRequest request) {
        var path = request instanceof ServletServerHttpRequest asked
                ? asked.getServletRequest().getContextPath() + servlet.getPrefix()
                : servlet.getPrefix();
        return path.isEmpty() ? "/" : path;
    }

    private void describe(Class<?> parameter, Operation operation, SecurityRequirement passports, Set<Code> codes) {
        if (parameter == User.class) {
            passports.addList(UserPassports.HEADER);
            codes.addAll(List.of(Code.PASSPORT_MISSING, Code.PASSPORT_INVALID, Code.PASSPORT_EXPIRED, Code.TRY_AGAIN));
        } else if (parameter == LectureId.class) {
            passports.addList(RoomPassports.HEADER);
            codes.addAll(List.of(Code.ROOM_PASSPORT_MISSING, Code.ROOM_PASSPORT_INVALID, Code.LECTURE_NOT_FOUND));
        } else if (BODIES.containsKey(parameter)) {
            operation.setRequestBody(new RequestBody().required(true).content(body(parameter)));
            codes.addAll(List.of(Code.CONTENT_TOO_LARGE, Code.UNSUPPORTED_MEDIA_TYPE));
        } else if (PAGES.contains(parameter)) {
            operation.addParametersItem(parameter("query", "pageSize", "How many at once."));
            operation.addParametersItem(parameter(
                    "query", "pageToken", "The nextPageToken of the page before; the first page unless given."));
        }
        if (parameter == LectureRequest.class) {
            operation.addParametersItem(parameter(
                    "header",
                    HttpHeaders.IF_NONE_MATCH,
                    "The ETag of an answer that the client has kept: 304 if it would get the same again."));
        }
        if (parameter == OpenRequest.class) {
            operation.addParametersItem(parameter(
                    "header",
                    OpenRequest.IDEMPOTENCY_KEY,
                    "Marks repeats of this open: the same teacher gets the same lecture for the same key."));
        }
    }

    private ApiResponses answers(Answered answered) {
        var answers = new ApiResponses();
        for (var status : answered.value()) {
            var answer = new ApiResponse().description(status.when());
            if (status.code() != HttpStatus.NOT_MODIFIED.value()) {
                answer.setContent(json(schemas.answer(answered.with())));
            }
            if (answered.withRoomPassport()) {
                answer.addHeaderObject(
                        RoomPassports.HEADER,
                        new Header()
                                .required(true)
                                .description("The room passport.")
                                .schema(PropertySchemas.of("roomId")));
            }
            if (answered.withTag()) {
                answer.addHeaderObject(
                        HttpHeaders.ETAG,
                        new Header()
                                .required(true)
                                .description("Marks this answer; for If-None-Match.")
                                .schema(PropertySchemas.of(HttpHeaders.ETAG)));
            }
            answers.addApiResponse(String.valueOf(status.code()), answer);
        }
        return answers;
    }

    private Content body(Class<?> request) {
        var json = new MediaType().schema(schemas.request(request));
        new TreeMap<>(BODIES.get(request))
                .forEach((name, example) -> json.addExamples(name, new Example().value(example)));
        return new Content().addMediaType("application/json", json);
    }

    private static SecurityScheme passport(String header, String description) {
        return new SecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.HEADER)
                .name(header)
                .description(description);
    }

    private static Parameter parameter(String in, String name, String description) {
        return new Parameter().in(in).name(name).description(description).schema(PropertySchemas.of(name));
    }

    private static Content json(Schema<?> schema) {
        return new Content().addMediaType("application/json", new MediaType().schema(schema));
    }
}
