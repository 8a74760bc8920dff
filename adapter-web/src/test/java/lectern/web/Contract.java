package lectern.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The description of the service that is committed: whatever it says of an operation has to hold of every answer. It knows as
 * much of JSON Schema as the description uses.
 */
public final class Contract {

    static final Path FILE = Path.of("..", "docs", "openapi.json");

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNode DESCRIPTION = resolved(read());

    private Contract() {}

    /** Fails when an answer is another than the description says; of other paths and methods it says nothing. */
    static void check(String method, String path, Call.Reply reply) {
        var operation = DESCRIPTION.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
        if (!operation.isMissingNode()) {
            check(operation, reply);
        }
    }

    /** Fails when it is no problem document of a code that is described. */
    static void checkProblem(Call.Reply reply) {
        var schemas = DESCRIPTION.at("/components/schemas/Problem");
        assertThat(faults(schemas, reply.json(), ""))
                .as(reply.json().toString())
                .isEmpty();
        var example =
                DESCRIPTION.at("/components/examples").path(reply.text("code")).path("value");
        assertThat(reply.json().path("status")).isEqualTo(example.path("status"));
        assertThat(reply.json().path("type")).isEqualTo(example.path("type"));
        assertThat(reply.status()).isEqualTo(example.path("status").asInt());
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    }

    /** The description as a tree without references: what they refer to is in their places. */
    public static JsonNode description() {
        return DESCRIPTION;
    }

    /** A description without references. What is written beside a reference takes precedence. */
    static JsonNode resolved(JsonNode description) {
        return resolved(description, description);
    }

    private static JsonNode resolved(JsonNode node, JsonNode description) {
        return switch (node) {
            case ObjectNode object -> {
                var reference = object.path("$ref").asString("");
                var resolved = reference.isEmpty()
                        ? JSON.createObjectNode()
                        : (ObjectNode) resolved(description.at(reference.substring(1)), description);
                object.forEachEntry((name, value) -> {
                    if (!name.equals("$ref")) {
                        resolved.set(name, resolved(value, description));
                    }
                });
                yield resolved;
            }
            case ArrayNode array ->
                JSON.createArrayNode()
                        .addAll(array.valueStream()
                                .map(one -> resolved(one, description))
                                .toList());
            default -> node;
        };
    }

    /** What an example does not keep to of its schema, which has no references. */
    static List<String> faults(JsonNode schema, JsonNode example) {
        return faults(schema, example, "");
    }

    private static void check(JsonNode operation, Call.Reply reply) {
        var response = operation.path("responses").path(String.valueOf(reply.status()));
        var what = operation.path("operationId").asString() + " " + reply.status() + " " + reply.json();
        assertThat(response.isObject()).as("not described: " + what).isTrue();
        response.path("headers").forEachEntry((name, header) -> {
            if (header.path("required").asBoolean()) {
                assertThat(reply.header(name)).as(name + " of " + what).isNotEmpty();
            }
        });
        if (!response.has("content")) {
            assertThat(reply.header("Content-Type") + reply.json()).as(what).isEmpty();
            return;
        }
        var content = response.path("content").path(reply.header("Content-Type"));
        assertThat(content.isObject())
                .as("not described as " + reply.header("Content-Type") + ": " + what)
                .isTrue();
        if (reply.json().has("code")) {
            assertThat(content.path("examples").has(reply.text("code")))
                    .as("not described: " + what)
                    .isTrue();
        }
        assertThat(faults(content.path("schema"), reply.json(), "")).as(what).isEmpty();
    }

    private static List<String> faults(JsonNode schema, JsonNode value, String at) {
        var faults = new ArrayList<String>();
        var type = schema.path("type");
        if (type.isArray() ? type.valueStream().noneMatch(one -> isA(one, value)) : !isA(type, value)) {
            faults.add(at + " is not a " + type);
        }
        if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
            faults.add(at + " is none of " + schema.path("enum"));
        }
        if (value.asLong(0) < schema.path("minimum").asLong(Long.MIN_VALUE)
                || value.asLong(0) > schema.path("maximum").asLong(Long.MAX_VALUE)) {
            faults.add(at + " is out of range");
        }
        if (value.isString() && !isFormed(schema, value.asString())) {
            faults.add(at + " is not formed as " + schema);
        }
        schema.path("required")
                .valueStream()
                .map(JsonNode::asString)
                .filter(name -> !value.has(name))
                .forEach(name -> faults.add(at + " has no " + name));
        if (value.isObject()) {
            value.forEachEntry((name, property) -> {
                if (schema.path("properties").has(name)) {
                    faults.addAll(faults(schema.path("properties").path(name), property, at + '/' + name));
                } else {
                    faults.add(at + " has " + name);
                }
            });
        }
        value.valueStream()
                .filter(_ -> value.isArray())
                .forEach(item -> faults.addAll(faults(schema.path("items"), item, at + "/-")));
        return faults;
    }

    private static boolean isA(JsonNode type, JsonNode value) {
        return switch (type.asString()) {
            case "null" -> value.isNull();
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isInt();
            default -> throw new IllegalArgumentException("a type that the description did not use: " + type);
        };
    }

    private static boolean isFormed(JsonNode schema, String text) {
        int length = text.codePointCount(0, text.length());
        return length >= schema.path("minLength").asInt(0)
                && length <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
                && Pattern.compile(schema.path("pattern").asString(""))
                        .matcher(text)
                        .find()
                && switch (schema.path("format").asString("")) {
                    case "uuid" -> UUID.fromString(text).toString().equals(text);
                    case "date-time" -> OffsetDateTime.parse(text) != null;
                    default -> true;
                };
    }

    private static JsonNode read() {
        try {
            return JSON.readTree(Files.readString(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
