package lectern.web.request;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lectern.web.problem.Constraint;
import lectern.web.problem.Problem;
import lectern.web.problem.Violation;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * The properties of a JSON object, as they were written. The object is read token by token and not bound to a class, so that all its
 * faults are found at once and no value is converted: "30" does not become 30. Jackson gets characters, since from bytes it would also
 * read UTF-16, UTF-32 and malformed UTF-8.
 */
final class JsonFields {

    static final String BODY = "body";

    /** Some clients put this before UTF-8. It has no meaning, and may be ignored (RFC 8259, 8.1). */
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    // Numbers stay as they are written, so a long number costs nothing, and its violation can name the
                    // property.
                    .maxNumberLength(Problem.LONGEST_BODY)
                    .build())
            .build();

    /** A value: its token, and its text, which is null for an object or an array. */
    record Value(JsonToken token, @Nullable String text) {}

    private JsonFields() {}

    /** Adds what is wrong with the body to the violations. Returns null when the body is not one JSON object. */
    static @Nullable Map<String, Value> read(byte[] body, List<Violation> violations) {
        if (body.length == 0) {
            violations.add(new Violation(BODY, Constraint.REQUIRED));
            return null;
        }
        CharBuffer text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException _) {
            violations.add(new Violation(BODY, Constraint.NOT_UTF_8));
            return null;
        }
        int start = text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        try (var parser = JSON.createParser(ObjectReadContext.empty(), text.array(), start, text.length() - start)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                violations.add(new Violation(BODY, Constraint.NOT_AN_OBJECT));
                return null;
            }
            var fields = new LinkedHashMap<String, Value>();
            for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                if (fields.put(name, value(parser)) != null) {
                    violations.add(new Violation(RequestReader.shown(name), Constraint.REPEATED));
                }
            }
            if (parser.nextToken() != null) {
                violations.add(new Violation(BODY, Constraint.NOT_AN_OBJECT));
                return null;
            }
            return fields;
        } catch (JacksonException _) {
            violations.add(new Violation(BODY, Constraint.NOT_JSON));
            return null;
        }
    }

    private static Value value(JsonParser parser) {
        var token = parser.nextToken();
        if (token.isScalarValue()) {
            return new Value(token, parser.getString());
        }
        parser.skipChildren();
        return new Value(token, null);
    }
}
