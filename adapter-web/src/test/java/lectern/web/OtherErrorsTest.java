package lectern.web;

import static lectern.web.Problems.assertProblem;
import static lectern.web.Problems.fields;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import lectern.domain.Teacher;
import lectern.other.OtherEndpoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.ConversionNotSupportedException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.mock.http.MockHttpInputMessage;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.validation.BindException;
import org.springframework.validation.MapBindingResult;
import org.springframework.validation.method.MethodValidationException;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.accept.MissingApiVersionException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingPathVariableException;
import org.springframework.web.bind.MissingRequestCookieException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.UnsatisfiedServletRequestParameterException;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerErrorException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;

/** What Spring MVC, or a controller of somebody else, ends a request by: the client's fault is told as one, in the words of the contract. */
@OtherEndpointsTest
@ExtendWith(OutputCaptureExtension.class)
class OtherErrorsTest {

    private static final String SECRET = "hush";

    private final MockMvcTester mvc;
    private final OtherEndpoints.Thrower thrower;

    OtherErrorsTest(MockMvcTester mvc, OtherEndpoints.Thrower thrower) {
        this.mvc = mvc;
        this.thrower = thrower;
    }

    @ResponseStatus(HttpStatus.CONFLICT)
    private static final class Annotated extends RuntimeException {

        Annotated() {
            super(SECRET);
        }
    }

    @ResponseStatus(code = HttpStatus.BAD_GATEWAY, reason = SECRET)
    private static final class AnnotatedAsOurs extends Exception {}

    @ResponseStatus(HttpStatus.NOT_FOUND)
    private static class NotThere extends RuntimeException {}

    private static final class NotThereEither extends NotThere {}

    static Stream<Arguments> clientErrors() throws Exception {
        var parameter = new MethodParameter(taking(), 0);
        var bound = new MapBindingResult(new HashMap<>(), SECRET);
        return Stream.of(
                refused(400, "INVALID_REQUEST", new ServletRequestBindingException(SECRET)),
                refused(
                        400,
                        "INVALID_REQUEST",
                        new UnsatisfiedServletRequestParameterException(new String[] {SECRET}, Map.of())),
                refused(400, "INVALID_REQUEST", new MissingRequestCookieException("cookie", parameter)),
                refused(400, "INVALID_REQUEST", new MissingPathVariableException("number", parameter, true)),
                refused(400, "INVALID_REQUEST", new MissingServletRequestPartException("part")),
                refused(400, "INVALID_REQUEST", new MethodArgumentNotValidException(parameter, bound)),
                refused(400, "INVALID_REQUEST", new BindException(bound)),
                refused(400, "INVALID_REQUEST", new TypeMismatchException(SECRET, Integer.class)),
                refused(400, "INVALID_REQUEST", new HandlerMethodValidationException(invalid())),
                refused(
                        400,
                        "INVALID_REQUEST",
                        new HttpMessageNotReadableException(
                                SECRET, new IllegalStateException(SECRET), new MockHttpInputMessage(new byte[0]))),
                refused(400, "INVALID_REQUEST", new MultipartException(SECRET)),
                refused(400, "INVALID_REQUEST", new MissingApiVersionException()),
                refused(400, "INVALID_REQUEST", new ServerWebInputException(SECRET)),
                refused(400, "INVALID_REQUEST", new ResponseStatusException(HttpStatus.BAD_REQUEST, SECRET)),
                refused(401, "REQUEST_REFUSED", withHeader(401, HttpHeaders.WWW_AUTHENTICATE, "Basic")),
                refused(403, "REQUEST_REFUSED", new ResponseStatusException(HttpStatus.FORBIDDEN, SECRET)),
                refused(404, "NOT_FOUND", new ResponseStatusException(HttpStatus.NOT_FOUND, SECRET)),
                refused(404, "NOT_FOUND", new NotThereEither()),
                refused(405, "METHOD_NOT_ALLOWED", new HttpRequestMethodNotSupportedException("GET", List.of("PUT"))),
                refused(
                        405,
                        "METHOD_NOT_ALLOWED",
                        new MethodNotAllowedException(HttpMethod.GET, Set.of(HttpMethod.PUT))),
                refused(406, "NOT_ACCEPTABLE", new HttpMediaTypeNotAcceptableException(List.of(MediaType.TEXT_PLAIN))),
                refused(409, "REQUEST_REFUSED", new Annotated()),
                refused(413, "CONTENT_TOO_LARGE", new MaxUploadSizeExceededException(1)),
                refused(
                        415,
                        "UNSUPPORTED_MEDIA_TYPE",
                        new HttpMediaTypeNotSupportedException(MediaType.TEXT_XML, List.of(MediaType.TEXT_PLAIN))),
                refused(
                        415,
                        "UNSUPPORTED_MEDIA_TYPE",
                        new UnsupportedMediaTypeStatusException(MediaType.TEXT_XML, List.of(MediaType.TEXT_PLAIN))),
                refused(418, "REQUEST_REFUSED", new ResponseStatusException(HttpStatusCode.valueOf(418), SECRET)),
                refused(
                        422,
                        "REQUEST_REFUSED",
                        new ErrorResponseException(
                                HttpStatus.UNPROCESSABLE_CONTENT,
                                ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(422), SECRET),
                                null)),
                refused(429, "REQUEST_REFUSED", withHeader(429, HttpHeaders.RETRY_AFTER, "7")),
                refused(499, "REQUEST_REFUSED", new ResponseStatusException(HttpStatusCode.valueOf(499), SECRET)),
                refused(503, "TRY_AGAIN", new AsyncRequestTimeoutException()),
                refused(503, "TRY_AGAIN", new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, SECRET)));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("clientErrors")
    void isAnsweredWithItsStatusAndAProblem(int status, String code, Exception exception, CapturedOutput log) {
        thrower.prepare("it", exception);

        for (var language : List.of("en", "ko")) {
            var reply = call("/thrower/it").header("Accept-Language", language).over(mvc);

            assertProblem(reply, status, code);
            assertThat(reply.json().toString()).doesNotContain(SECRET);
        }
        assertThat(log).doesNotContain(SECRET);
    }

    static Stream<Exception> faultsOfOurs() throws Exception {
        return Stream.of(
                new ResponseStatusException(HttpStatus.INTERNAL_SERVER_ERROR, SECRET),
                new ResponseStatusException(HttpStatus.BAD_GATEWAY, SECRET),
                new ResponseStatusException(HttpStatus.GATEWAY_TIMEOUT, SECRET),
                new ResponseStatusException(HttpStatus.FOUND, SECRET),
                new ServerErrorException(SECRET, new IllegalStateException(SECRET)),
                new AnnotatedAsOurs(),
                new MissingPathVariableException(SECRET, new MethodParameter(taking(), 0)),
                new ConversionNotSupportedException(SECRET, Integer.class, null),
                new HttpMessageNotWritableException(SECRET),
                new MethodValidationException(invalid()),
                new IllegalArgumentException(SECRET));
    }

    @ParameterizedTest
    @MethodSource("faultsOfOurs")
    void isLoggedAndNotToldWhereTheFaultIsOurs(Exception exception, CapturedOutput log) {
        thrower.prepare("it", exception);

        var reply = call("/thrower/it").over(mvc);

        assertProblem(reply, 500, "INTERNAL_ERROR");
        assertThat(reply.json().toString()).doesNotContain(SECRET);
        assertThat(log).contains("A request failed", exception.getClass().getSimpleName());
    }

    @ParameterizedTest
    @CsvSource({
        "/other/x?page=1, number",
        "/other/7?page=x, page",
        "/other/7?page=99999999999, page",
        "/other/7?page=, page",
        "/other/7, page"
    })
    void namesTheParameterThatIsMissingOrOfAnotherType(String path, String field) {
        var reply = call(path).over(mvc);

        assertProblem(reply, 400, "INVALID_REQUEST");
        assertThat(fields(reply)).containsExactly(field);
    }

    @Test
    void namesTheHeaderThatIsMissingOrOfAnotherType() {
        var post = Call.post("/other/7").as(Teacher.of("kim"));

        assertThat(fields(post.over(mvc))).containsExactly("X-Page");
        assertThat(fields(post.header("X-Page", "x").over(mvc))).containsExactly("X-Page");
    }

    @Test
    void saysWhatWouldBeTaken() {
        thrower.prepare("method", new MethodNotAllowedException(HttpMethod.GET, Set.of(HttpMethod.PUT)));
        thrower.prepare(
                "given", new HttpMediaTypeNotSupportedException(MediaType.TEXT_XML, List.of(MediaType.TEXT_PLAIN)));
        thrower.prepare("wanted", new HttpMediaTypeNotAcceptableException(List.of(MediaType.TEXT_PLAIN)));

        assertThat(call("/thrower/method").over(mvc).header("Allow")).isEqualTo("PUT");
        assertThat(call("/thrower/given").over(mvc).header("Accept")).isEqualTo("text/plain");
        assertThat(call("/thrower/wanted").over(mvc).header("Accept")).isEqualTo("text/plain");
    }

    private static MethodValidationResult invalid() throws NoSuchMethodException {
        var wrong = new ParameterValidationResult(
                new MethodParameter(taking(), 0),
                SECRET,
                List.of(new DefaultMessageSourceResolvable(SECRET)),
                null,
                null,
                null,
                (_, _) -> SECRET);
        return MethodValidationResult.create(new Object(), taking(), List.of(wrong));
    }

    private static Arguments refused(int status, String code, Exception exception) {
        return Arguments.of(status, code, exception);
    }

    private static Exception withHeader(int status, String name, String value) {
        var refused = new ErrorResponseException(HttpStatusCode.valueOf(status));
        refused.getHeaders().set(name, value);
        return refused;
    }

    @SuppressWarnings("unused")
    private static void take(String value) {}

    private static Method taking() throws NoSuchMethodException {
        return OtherErrorsTest.class.getDeclaredMethod("take", String.class);
    }

    private static Call call(String path) {
        return Call.get(path).as(Teacher.of("kim"));
    }
}
