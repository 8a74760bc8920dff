package lectern.web.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

/**
 * Why a request is not answered with what it asked for.
 *
 * @param status that of the code, unless the code has none of its own
 * @param facts what the detail has to name
 * @param violations what is wrong with the request, value by value
 * @param header the name of a header that has to come with it, and what it says
 */
public record Problem(
        Code code,
        HttpStatusCode status,
        List<Object> facts,
        List<Violation> violations,
        @Nullable Header header) {

    /** The longest body that is read, in bytes. */
    public static final int LONGEST_BODY = 16 * 1024;

    private static final Header SOON = new Header(HttpHeaders.RETRY_AFTER, "1");

    public Problem {
        facts = List.copyOf(facts);
        violations = List.copyOf(violations);
    }

    private Problem(Code code, List<Object> facts, List<Violation> violations) {
        this(code, code.status(), facts, violations, null);
    }

    public static Problem of(Code code, Object... facts) {
        return new Problem(code, List.of(facts), List.of());
    }

    public static Problem invalid(List<Violation> violations) {
        return new Problem(Code.INVALID_REQUEST, List.of(), violations);
    }

    public static Problem invalid(Violation violation) {
        return invalid(List.of(violation));
    }

    public static Problem roomPassportMissing() {
        var missing = new Violation("X-ROOM-ID", Constraint.REQUIRED);
        return new Problem(Code.ROOM_PASSPORT_MISSING, List.of(), List.of(missing));
    }

    public static Problem tooLarge() {
        return of(Code.CONTENT_TOO_LARGE, LONGEST_BODY);
    }

    /** What no other code is for: the status says what it is. */
    static Problem refused(HttpStatusCode status) {
        return new Problem(Code.REQUEST_REFUSED, status, List.of(), List.of(), null);
    }

    /** One that goes away by itself: sending the request again is worth it. */
    static Problem passing(Code code) {
        return of(code).with(SOON);
    }

    public Problem with(String header, String value) {
        return with(new Header(header, value));
    }

    private Problem with(Header header) {
        return new Problem(code, status, facts, violations, header);
    }

    record Header(String name, String value) {}
}
