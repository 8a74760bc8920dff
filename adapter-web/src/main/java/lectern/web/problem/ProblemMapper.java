package lectern.web.problem;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lectern.application.port.ServiceUnavailable;
import lectern.domain.Rejection;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.ConversionNotSupportedException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestCookieException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

/** Maps rejections, exceptions and statuses to problems. It is the only place that does so. */
public final class ProblemMapper {

    private ProblemMapper() {}

    public static Problem of(Rejection rejection) {
        return switch (rejection) {
            case Rejection.NotATeacher _ -> Problem.of(Code.NOT_A_TEACHER);
            case Rejection.NotAStudent _ -> Problem.of(Code.NOT_A_STUDENT);
            case Rejection.NotTheOwner _ -> Problem.of(Code.NOT_THE_OWNER);
            case Rejection.NotInLecture _ -> Problem.of(Code.NOT_IN_LECTURE);
            case Rejection.LectureNotFound _ -> Problem.of(Code.LECTURE_NOT_FOUND);
            case Rejection.LectureFull(var capacity) -> Problem.of(Code.LECTURE_FULL, capacity.seats());
            case Rejection.CapacityBelowAttending(var attending) ->
                Problem.of(Code.CAPACITY_BELOW_ATTENDING, attending);
            case Rejection.LectureNotStarted(var startsAt) -> Problem.of(Code.LECTURE_NOT_STARTED, startsAt.toString());
            case Rejection.LectureAlreadyOpen _ -> Problem.of(Code.LECTURE_ALREADY_OPEN);
            case Rejection.LectureWasClosed(var closedAt) -> Problem.of(Code.LECTURE_CLOSED, closedAt.toString());
            case Rejection.StartsInThePast _ -> Problem.invalid(new Violation("startsAt", Constraint.IN_THE_PAST));
        };
    }

    static Problem of(Exception exception) {
        return switch (exception) {
            case ProblemException refused -> refused.problem();
            case ServiceUnavailable notServed -> of(notServed);
            case HttpRequestMethodNotSupportedException e ->
                Problem.of(Code.METHOD_NOT_ALLOWED).with(HttpHeaders.ALLOW, names(e.getSupportedHttpMethods()));
            case HttpMediaTypeNotSupportedException e -> unsupported(e.getSupportedMediaTypes());
            case RequestRejectedException _ -> unreadable();
            case InvalidParameterException _ -> unreadable();
            // From the header Accept, which Actuator parses itself. Spring MVC wraps this exception where it parses the
            // header.
            case InvalidMimeTypeException _ -> unreadable();
            case MissingServletRequestParameterException e -> missing(e.getParameterName());
            case MissingRequestHeaderException e -> missing(e.getHeaderName());
            case MissingRequestCookieException e -> missing(e.getCookieName());
            case MissingServletRequestPartException e -> missing(e.getRequestPartName());
            case MethodArgumentTypeMismatchException e -> unreadable(e.getName());
            // All other refusals of Spring MVC, by the status that it would answer with.
            case ErrorResponse e -> of(e.getStatusCode(), e.getHeaders());
            case ConversionNotSupportedException _ -> Problem.of(Code.INTERNAL_ERROR);
            case TypeMismatchException _ -> unreadable();
            case HttpMessageNotReadableException _ -> unreadable();
            case BindException _ -> unreadable();
            case MultipartException _ -> unreadable();
            // Spring Boot's endpoint fails for a path below a health component that does not exist.
            case IllegalStateException e when isOfHealthEndpoint(e) -> Problem.of(Code.NOT_FOUND);
            default -> of(annotatedStatus(exception), HttpHeaders.EMPTY);
        };
    }

    private static boolean isOfHealthEndpoint(Exception exception) {
        return Stream.of(exception.getStackTrace())
                .limit(3)
                .anyMatch(frame -> frame.getClassName().endsWith(".HealthEndpointSupport"));
    }

    private static HttpStatusCode annotatedStatus(Exception exception) {
        var annotated = AnnotatedElementUtils.findMergedAnnotation(exception.getClass(), ResponseStatus.class);
        return annotated == null ? HttpStatus.INTERNAL_SERVER_ERROR : annotated.code();
    }

    /** The problem for a status about which nothing else is known. */
    static Problem of(HttpStatusCode status, HttpHeaders headers) {
        var problem = switch (status.value()) {
            case 400 -> unreadable();
            case 404 -> Problem.of(Code.NOT_FOUND);
            case 405 -> Problem.of(Code.METHOD_NOT_ALLOWED);
            case 406 -> Problem.of(Code.NOT_ACCEPTABLE);
            case 413 -> Problem.tooLarge();
            case 415 -> Problem.of(Code.UNSUPPORTED_MEDIA_TYPE);
            case 503 -> Problem.passing(Code.TRY_AGAIN);
            default -> status.is4xxClientError() ? Problem.refused(status) : Problem.of(Code.INTERNAL_ERROR);
        };
        return Stream.of(HttpHeaders.ALLOW, HttpHeaders.ACCEPT, HttpHeaders.WWW_AUTHENTICATE, HttpHeaders.RETRY_AFTER)
                .filter(headers::containsHeader)
                .findFirst()
                .map(name -> problem.with(name, String.join(", ", headers.getOrEmpty(name))))
                .orElse(problem);
    }

    private static Problem of(ServiceUnavailable reason) {
        return switch (reason) {
            case ServiceUnavailable.LineFull _ -> Problem.passing(Code.LINE_FULL);
            case ServiceUnavailable.TryAgain _ -> Problem.passing(Code.TRY_AGAIN);
        };
    }

    /** A request that is malformed, or not safe to process. */
    static Problem unreadable() {
        return unreadable("request");
    }

    private static Problem unreadable(String field) {
        return Problem.invalid(new Violation(field, Constraint.NOT_READABLE));
    }

    private static Problem missing(String field) {
        return Problem.invalid(new Violation(field, Constraint.REQUIRED));
    }

    private static Problem unsupported(List<MediaType> supported) {
        return Problem.of(Code.UNSUPPORTED_MEDIA_TYPE).with(HttpHeaders.ACCEPT, MediaType.toString(supported));
    }

    /** Adds HEAD where there is GET, since Spring MVC does not name it. */
    private static String names(@Nullable Collection<HttpMethod> methods) {
        var names = Objects.requireNonNullElse(methods, List.<HttpMethod>of()).stream()
                .map(HttpMethod::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (names.contains(HttpMethod.GET.name())) {
            names.add(HttpMethod.HEAD.name());
        }
        return String.join(", ", names);
    }
}
