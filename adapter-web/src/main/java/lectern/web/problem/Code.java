package lectern.web.problem;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/** The name of a problem, for programs. A name always comes with the same status, except for REQUEST_REFUSED. */
public enum Code {
    INVALID_REQUEST(HttpStatus.BAD_REQUEST),
    ROOM_PASSPORT_MISSING(HttpStatus.BAD_REQUEST),

    PASSPORT_MISSING(HttpStatus.UNAUTHORIZED),
    PASSPORT_INVALID(HttpStatus.UNAUTHORIZED),
    PASSPORT_EXPIRED(HttpStatus.UNAUTHORIZED),
    ROOM_PASSPORT_INVALID(HttpStatus.UNAUTHORIZED),

    NOT_A_TEACHER(HttpStatus.FORBIDDEN),
    NOT_A_STUDENT(HttpStatus.FORBIDDEN),
    NOT_THE_OWNER(HttpStatus.FORBIDDEN),
    NOT_IN_LECTURE(HttpStatus.FORBIDDEN),

    LECTURE_NOT_FOUND(HttpStatus.NOT_FOUND),
    LECTURE_FULL(HttpStatus.CONFLICT),
    CAPACITY_BELOW_ATTENDING(HttpStatus.CONFLICT),
    LECTURE_NOT_STARTED(HttpStatus.CONFLICT),
    LECTURE_ALREADY_OPEN(HttpStatus.CONFLICT),
    LECTURE_CLOSED(HttpStatus.GONE),

    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS),

    LINE_FULL(HttpStatus.SERVICE_UNAVAILABLE),
    TRY_AGAIN(HttpStatus.SERVICE_UNAVAILABLE),

    ORIGIN_NOT_ALLOWED(HttpStatus.FORBIDDEN),
    NOT_FOUND(HttpStatus.NOT_FOUND),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE),
    CONTENT_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
    /** Any other error of the client. It comes with the specific 4xx status. */
    REQUEST_REFUSED(HttpStatus.BAD_REQUEST),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR);

    private final HttpStatus status;
    private final String type = "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');

    Code(HttpStatus status) {
        this.status = status;
    }

    public HttpStatus status() {
        return status;
    }

    /** The same name as a URI reference, for clients that identify problems by their type. */
    String type() {
        return type;
    }
}
