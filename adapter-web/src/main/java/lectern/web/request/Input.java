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
import lectern.web.problem.Fault;
import lectern.web.problem.Problem;
import lectern.web.problem.Refused;
import lectern.web.problem.Violation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.core.JsonToken;

/**
 * What a request brings. Each value is taken as its {@link Form} reads it, or its violation is noted; what is made of them is
 * made only when nothing was noted, so that a client is told everything at once.
 */
final class Input {

    private static final int MOST_VIOLATIONS = 20;
    private static final int LONGEST_NAME = 64;

    /** The charset of a media type, quoted or not. */
    private static final Pattern UTF_8 = Pattern.compile("(\"?)utf-?8\\1", Pattern.CASE_INSENSITIVE);

    private final HttpServletRequest request;
    private final List<Violation> violations = new ArrayList<>();
    private @Nullable Map<String, JsonFields.Value> fields;

    private Input(HttpServletRequest request) {
        this.request = request;
    }

    static Input of(HttpServletRequest request) {
        return new Input(request);
    }

    /** The same with a body, which has to be one JSON object. */
    static Input withBody(HttpServletRequest request) {
        var input = new Input(request);
        input.fields = JsonFields.read(input.body(), input.violations);
        return input;
    }

    <T> Optional<T> required(String property, Form<T> form) {
        var value = take(property);
        if (value == null && fields != null) {
            note(property, Fault.REQUIRED);
        }
        return value == null ? Optional.empty() : read(property, value, form);
    }

    <T> Optional<T> optional(String property, Form<T> form) {
        var value = take(property);
        return value == null ? Optional.empty() : read(property, value, form);
    }

    <T> Optional<T> header(String name, Form<T> form) {
        return single(name, Collections.list(request.getHeaders(name)), form);
    }

    /** All lines of a header that is a list, as they came. */
    List<String> headers(String name) {
        return Collections.list(request.getHeaders(name));
    }

    <T> Optional<T> parameter(String name, Form<T> form) {
        var values = request.getParameterValues(name);
        return single(name, values == null ? List.of() : List.of(values), form);
    }

    /**
     * What is made of the values, once all of them were asked for.
     *
     * @throws Refused when anything is wrong with any of them, or there are properties that nobody asked for
     */
    <T> T accept(Supplier<T> made) {
        if (fields != null) {
            fields.keySet().stream().limit(MOST_VIOLATIONS).forEach(name -> note(shown(name), Fault.UNKNOWN));
        }
        if (!violations.isEmpty()) {
            throw new Refused(
                    Problem.invalid(violations.stream().limit(MOST_VIOLATIONS).toList()));
        }
        return made.get();
    }

    /** A name that came with the request, as it can be shown: not too long, and without half a surrogate pair. */
    static String shown(String name) {
        var start = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        return new String(start.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private <T> Optional<T> single(String name, List<String> values, Form<T> form) {
        if (values.size() > 1) {
            note(name, Fault.REPEATED);
            return Optional.empty();
        }
        return values.isEmpty() ? Optional.empty() : read(name, values.getFirst(), form);
    }

    private <T> Optional<T> read(String property, JsonFields.Value value, Form<T> form) {
        var expected = form.isNumber() ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_STRING;
        return read(property, value.token() == expected ? value.text() : null, form);
    }

    private <T> Optional<T> read(String name, @Nullable String text, Form<T> form) {
        if (text != null) {
            try {
                return Optional.of(form.read().apply(text));
            } catch (RuntimeException _) {
                // Noted below.
            }
        }
        violations.add(new Violation(name, form.fault(), form.limits()));
        return Optional.empty();
    }

    private void note(String name, Fault fault) {
        violations.add(new Violation(name, fault));
    }

    /** What is null is not there. */
    private JsonFields.@Nullable Value take(String property) {
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
            // What is sent in chunks may be larger than anybody said. For what is not, a larger buffer would only cost.
            var body = request.getInputStream().readNBytes(length < 0 ? Problem.LONGEST_BODY + 1 : (int) length);
            if (body.length > Problem.LONGEST_BODY) {
                throw tooLarge();
            }
            return body;
        } catch (IOException _) {
            throw new Refused(Problem.invalid(new Violation(JsonFields.BODY, Fault.NOT_READABLE)));
        }
    }

    private void requirePlainUtf8() {
        // Of two, one reader takes the first and another the last.
        if (headers(HttpHeaders.CONTENT_TYPE).size() > 1) {
            throw new Refused(Problem.invalid(new Violation(HttpHeaders.CONTENT_TYPE, Fault.REPEATED)));
        }
        if (!headers(HttpHeaders.CONTENT_ENCODING).stream().allMatch(Input::isIdentity)) {
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

    private static Refused unsupported(String header, String supported) {
        return new Refused(Problem.of(Code.UNSUPPORTED_MEDIA_TYPE).with(header, supported));
    }

    private static Refused tooLarge() {
        return new Refused(Problem.tooLarge());
    }
}
