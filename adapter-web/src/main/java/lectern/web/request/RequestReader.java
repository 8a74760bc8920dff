package lectern.web.request;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import lectern.web.problem.Code;
import lectern.web.problem.Constraint;
import lectern.web.problem.Problem;
import lectern.web.problem.ProblemException;
import lectern.web.problem.Violation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.core.JsonToken;

/**
 * Reads the values of a request. Each value is parsed by its {@link ValueParser}, or its violation is noted. The result is made only
 * when no violation was noted, so that a client is told all of them at once.
 */
final class RequestReader {

    private static final int MOST_VIOLATIONS = 20;
    private static final int LONGEST_NAME = 64;

    /** The charset of a media type, quoted or not. */
    private static final Pattern UTF_8 = Pattern.compile("(\"?)utf-?8\\1", Pattern.CASE_INSENSITIVE);

    private final HttpServletRequest request;
    private final List<Violation> violations = new ArrayList<>();

    /** The properties of the body that were not taken. Null before the body is read, and if it is not one JSON object. */
    private @Nullable Map<String, JsonFields.Value> fields;

    private boolean isBodyRead;

    RequestReader(HttpServletRequest request) {
        this.request = request;
    }

    /** A property of the body, which has to be one JSON object. */
    <T> Optional<T> required(String property, ValueParser<T> parser) {
        var value = take(property);
        if (value == null && fields != null) {
            note(property, Constraint.REQUIRED);
        }
        return value == null ? Optional.empty() : read(property, value, parser);
    }

    <T> Optional<T> optional(String property, ValueParser<T> parser) {
        var value = take(property);
        return value == null ? Optional.empty() : read(property, value, parser);
    }

    <T> Optional<T> header(String name, ValueParser<T> parser) {
        return single(name, Collections.list(request.getHeaders(name)), parser);
    }

    /** All lines of a header that is a list, as they came. */
    List<String> headers(String name) {
        return Collections.list(request.getHeaders(name));
    }

    <T> Optional<T> parameter(String name, ValueParser<T> parser) {
        var values = request.getParameterValues(name);
        return single(name, values == null ? List.of() : List.of(values), parser);
    }

    /**
     * Makes the result, once all values have been read.
     *
     * @throws ProblemException when there is a violation, or a property that was not read
     */
    <T> T accept(Supplier<T> made) {
        if (fields != null) {
            fields.keySet().stream().limit(MOST_VIOLATIONS).forEach(name -> note(shown(name), Constraint.UNKNOWN));
        }
        if (!violations.isEmpty()) {
            throw new ProblemException(
                    Problem.invalid(violations.stream().limit(MOST_VIOLATIONS).toList()));
        }
        return made.get();
    }

    /** A name that came with the request, as it can be shown: not too long, and without half a surrogate pair. */
    static String shown(String name) {
        var start = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        return new String(start.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private <T> Optional<T> single(String name, List<String> values, ValueParser<T> parser) {
        if (values.size() > 1) {
            note(name, Constraint.REPEATED);
            return Optional.empty();
        }
        return values.isEmpty() ? Optional.empty() : read(name, values.getFirst(), parser);
    }

    private <T> Optional<T> read(String property, JsonFields.Value value, ValueParser<T> parser) {
        var expected = parser.isNumber() ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_STRING;
        return read(property, value.token() == expected ? value.text() : null, parser);
    }

    private <T> Optional<T> read(String name, @Nullable String text, ValueParser<T> parser) {
        if (text != null) {
            try {
                return Optional.of(parser.parse().apply(text));
            } catch (RuntimeException _) {
                // Noted below.
            }
        }
        violations.add(new Violation(name, parser.constraint(), parser.limits()));
        return Optional.empty();
    }

    private void note(String name, Constraint constraint) {
        violations.add(new Violation(name, constraint));
    }

    /**
     * Takes a property out of the fields. A property that is null counts as absent. The body is read for the first property: a request
     * without properties may come with any body.
     */
    private JsonFields.@Nullable Value take(String property) {
        if (!isBodyRead) {
            isBodyRead = true;
            fields = JsonFields.read(body(), violations);
        }
        var value = fields == null ? null : fields.remove(property);
        return value == null || value.token() == JsonToken.VALUE_NULL ? null : value;
    }

    private byte[] body() {
        requirePlainUtf8();
        long length = request.getContentLengthLong();
        if (length > Problem.LONGEST_BODY) {
            throw tooLarge();
        }
        try {
            // A body in chunks has no declared length, so it may be too long. Otherwise a larger buffer would be a
            // waste.
            var body = request.getInputStream().readNBytes(length < 0 ? Problem.LONGEST_BODY + 1 : (int) length);
            if (body.length > Problem.LONGEST_BODY) {
                throw tooLarge();
            }
            return body;
        } catch (IOException _) {
            throw new ProblemException(Problem.invalid(new Violation(JsonFields.BODY, Constraint.NOT_READABLE)));
        }
    }

    private void requirePlainUtf8() {
        // Of two media types, one reader would take the first and another reader the last.
        if (headers(HttpHeaders.CONTENT_TYPE).size() > 1) {
            throw new ProblemException(Problem.invalid(new Violation(HttpHeaders.CONTENT_TYPE, Constraint.REPEATED)));
        }
        if (!headers(HttpHeaders.CONTENT_ENCODING).stream().allMatch(RequestReader::isIdentity)) {
            throw unsupported(HttpHeaders.ACCEPT_ENCODING, "identity");
        }
        var charset = MediaType.parseMediaType(request.getContentType()).getParameter("charset");
        if (charset != null && !UTF_8.matcher(charset).matches()) {
            throw unsupported(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
        }
    }

    private static boolean isIdentity(String codings) {
        return Arrays.stream(codings.split(",", -1))
                .map(String::strip)
                .allMatch(coding -> coding.isEmpty() || coding.equalsIgnoreCase("identity"));
    }

    private static ProblemException unsupported(String header, String supported) {
        return new ProblemException(Problem.of(Code.UNSUPPORTED_MEDIA_TYPE).with(header, supported));
    }

    private static ProblemException tooLarge() {
        return new ProblemException(Problem.tooLarge());
    }
}
