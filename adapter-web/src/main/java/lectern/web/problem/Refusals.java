package lectern.web.problem;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lectern.application.port.NotServed;
import lectern.domain.Rejection;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Which problem it is that stands in the way of a request: the one place that knows them all. */
public final class Refusals {

    private Refusals() {}

    public static Problem of(Rejection rejection) {
        return switch (rejection) {
            case Rejection.NotATeacher _ -> Problem.of(Code.NOT_A_TEACHER);
            case Rejection.NotAStudent _ -> Problem.of(Code.NOT_A_STUDENT);
            case Rejection.NotTheOwner _ -> Problem.of(Code.NOT_THE_OWNER);
            case Rejection.NotInLecture _ -> Problem.of(Code.NOT_IN_LECTURE);
            case Rejection.LectureNotFound _ -> Problem.of(Code.LECTURE_NOT_FOUND);
            case Rejection.LectureFull(var capacity) -> Problem.of(Code.LECTURE_FULL, capacity.seats());
            case Rejection.LectureNotStarted(var startsAt) -> Problem.of(Code.LECTURE_NOT_STARTED, startsAt.toString());
            case Rejection.LectureAlreadyOpen _ -> Problem.of(Code.LECTURE_ALREADY_OPEN);
            case Rejection.LectureWasClosed(var closedAt) -> Problem.of(Code.LECTURE_CLOSED, closedAt.toString());
            case Rejection.StartsInThePast _ -> Problem.invalid(new Violation("startsAt", Fault.IN_THE_PAST));
        };
    }

    static Problem of(Exception exception) {
        return switch (exception) {
            case Refused refused -> refused.problem();
            case NotServed notServed -> of(notServed);
            case NoHandlerFoundException _ -> Problem.of(Code.NOT_FOUND);
            case NoResourceFoundException _ -> Problem.of(Code.NOT_FOUND);
            case HttpRequestMethodNotSupportedException e ->
                Problem.of(Code.METHOD_NOT_ALLOWED).with(HttpHeaders.ALLOW, names(e.getSupportedHttpMethods()));
            case HttpMediaTypeNotAcceptableException _ -> Problem.of(Code.NOT_ACCEPTABLE);
            case HttpMediaTypeNotSupportedException e -> unsupported(e.getSupportedMediaTypes());
            case RequestRejectedException _ -> unreadable();
            case InvalidParameterException _ -> unreadable();
            // Of the header Accept, which Actuator reads by itself. Spring MVC wraps those that it finds.
            case InvalidMimeTypeException _ -> unreadable();
            default -> Problem.of(Code.INTERNAL_ERROR);
        };
    }

    private static Problem of(NotServed reason) {
        return switch (reason) {
            case NotServed.LineFull _ -> Problem.passing(Code.LINE_FULL);
            case NotServed.TryAgain _ -> Problem.passing(Code.TRY_AGAIN);
        };
    }

    /** A request that is not even well-formed, or not safe to look at. */
    static Problem unreadable() {
        return Problem.invalid(new Violation("request", Fault.NOT_READABLE));
    }

    private static Problem unsupported(List<MediaType> supported) {
        return Problem.of(Code.UNSUPPORTED_MEDIA_TYPE).with(HttpHeaders.ACCEPT, MediaType.toString(supported));
    }

    /** Where there is GET, there is HEAD: Spring MVC does not name it. */
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
