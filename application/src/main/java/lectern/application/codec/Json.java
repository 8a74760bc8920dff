package lectern.application.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import lectern.domain.Capacity;
import lectern.domain.Student;
import lectern.domain.Teacher;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON objects that another release may have written.
 *
 * <p>A release may add fields, which earlier releases ignore. A release that changes the meaning of fields increases {@code v}, and
 * earlier releases can't read the object. An object without {@code v} has version 1.
 */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int VERSION = 1;

    private Json() {}

    /** Reads one kind of object. */
    interface Reader<T> {

        T read(JsonNode node) throws Unreadable;
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Reads an object. Any fault in the text or in its values becomes an {@link Unreadable}. */
    static <T> T read(String text, Reader<T> reader) throws Unreadable {
        try {
            return reader.read(known(MAPPER.readTree(text)));
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            // Without the cause: its message may quote the text, which names users.
            throw new Unreadable("malformed: " + e.getClass().getSimpleName());
        }
    }

    /** Checks that this is an object of a version that this release can read. It may be nested in another object. */
    static JsonNode known(JsonNode node) throws Unreadable {
        if (!node.isObject()) {
            throw new Unreadable("not a JSON object");
        }
        var version = node.get("v");
        if (version != null && version.asInt(0) != VERSION) {
            throw new Unreadable("an unknown version");
        }
        return node;
    }

    static String text(JsonNode node, String field) {
        return node.required(field).stringValueOpt().orElseThrow(IllegalArgumentException::new);
    }

    static int number(JsonNode node, String field) {
        return node.required(field).intValue();
    }

    static Instant micros(JsonNode node, String field) {
        return Instant.EPOCH.plus(node.required(field).longValue(), ChronoUnit.MICROS);
    }

    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    static Student student(JsonNode node) {
        return Student.of(text(node, "studentId"));
    }

    static Teacher teacher(JsonNode node) {
        return Teacher.of(text(node, "teacherId"));
    }

    static Capacity capacity(JsonNode node) {
        return new Capacity(number(node, "capacity"));
    }
}
