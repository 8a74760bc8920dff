package lectern.web.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

/**
 * The reason why a request is not answered with what it asked for.
 *
 * @param status the status of the code, unless the code has no status of its own
 * @param facts the values that the detail names
 * @param violations what is wrong with the request, value by value
 * @param header a header that has to come with it; null for none
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

    /** A problem that no other code covers: its status tells what it is. */
    static Problem refused(HttpStatusCode status) {
        return new Problem(Code.REQUEST_REFUSED, status, List.of(), List.of(), null);
    }

    /** A transient problem: the client should send the request again. */
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
