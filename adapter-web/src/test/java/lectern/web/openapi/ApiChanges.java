package lectern.web.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the difference between two descriptions of the API means for callers, in words.
 *
 * <p>A caller breaks if it may no longer send what it sends, or may receive what it never received. New fields and headers of an answer
 * break nobody, and neither do new problems: a client ignores what it does not know, and treats an unknown code by its status.
 */
public final class ApiChanges {

    private static final String PROBLEM = "application/problem+json";

    /** The keywords of JSON Schema that are compared, and those that only explain. Others are refused. */
    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "enum",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "default",
            "required",
            "properties",
            "additionalProperties",
            "items",
            "description",
            "examples");

    private enum Direction {
        SENT,
        RECEIVED
    }

    private interface Comparison {

        /** Compares two nodes of the same name, one of which may be missing. */
        void compare(String name, JsonNode was, JsonNode is);
    }

    private final List<String> breaking = new ArrayList<>();
    private final List<String> harmless = new ArrayList<>();

    private ApiChanges() {}

    /** Compares two descriptions without references. */
    public static ApiChanges between(JsonNode before, JsonNode after) {
        var changes = new ApiChanges();
        each(operations(before), operations(after), changes::operation);
        changes.schema("problems:", problem(before), problem(after), Direction.RECEIVED);
        return changes;
    }

    public List<String> breaking() {
        return breaking;
    }

    public List<String> harmless() {
        return harmless;
    }

    @Override
    public String toString() {
        if (breaking.isEmpty() && harmless.isEmpty()) {
            return "Nothing changes for callers: texts, examples or the order are different.";
        }
        return Stream.concat(
                        breaking.stream().map("BREAKS CALLERS: "::concat),
                        harmless.stream().map("harmless: "::concat))
                .collect(Collectors.joining("\n"));
    }

    private void operation(String name, JsonNode was, JsonNode is) {
        if (!areBoth(name, was, is, true, false)) {
            return;
        }
        each(passports(was), passports(is), (passport, one, other) -> {
            var _ = areBoth(name + ": passport " + passport, one, other, false, true);
        });
        each(
                parameters(was),
                parameters(is),
                (parameter, one, other) -> parameter(name + ": " + parameter, one, other));
        body(name + ": request", was.path("requestBody"), is.path("requestBody"));
        each(
                members(was.path("responses")),
                members(is.path("responses")),
                (status, one, other) -> answer("answer %s of %s".formatted(status, name), status, one, other));
    }

    private void parameter(String name, JsonNode was, JsonNode is) {
        if (areBothSent(name, was, is, isRequired(is))) {
            required(name, isRequired(was), isRequired(is), Direction.SENT);
            schema(name, was.path("schema"), is.path("schema"), Direction.SENT);
        }
    }

    private void body(String name, JsonNode was, JsonNode is) {
        if (areBothSent(name + " body", was, is, isRequired(is))) {
            required(name + " body", isRequired(was), isRequired(is), Direction.SENT);
            content(name, was, is, Direction.SENT);
        }
    }

    private void answer(String name, String status, JsonNode was, JsonNode is) {
        boolean isProblem = status.compareTo("400") >= 0;
        if (areBoth(name, was, is, !isProblem, !isProblem)) {
            each(members(was.path("headers")), members(is.path("headers")), (header, one, other) -> {
                var named = name + ": header " + header;
                if (areBoth(named, one, other, true, false)) {
                    required(named, isRequired(one), isRequired(other), Direction.RECEIVED);
                    schema(named, one.path("schema"), other.path("schema"), Direction.RECEIVED);
                }
            });
            content(name + ":", was, is, Direction.RECEIVED);
        }
    }

    private void content(String name, JsonNode was, JsonNode is, Direction direction) {
        each(members(was.path("content")), members(is.path("content")), (type, one, other) -> {
            if (!areBoth(name + " " + type, one, other, true, false)) {
                return;
            }
            if (type.equals(PROBLEM)) {
                // All of them have the same schema, which is compared once. Their examples have the names of the codes.
                each(members(one.path("examples")), members(other.path("examples")), (code, before, after) -> {
                    var _ = areBoth(name + " code " + code, before, after, false, false);
                });
            } else {
                schema(name, one.path("schema"), other.path("schema"), direction);
            }
        });
    }

    private void schema(String name, JsonNode was, JsonNode is, Direction direction) {
        Stream.of(was, is).flatMap(node -> node.propertyNames().stream()).forEach(keyword -> {
            if (!KEYWORDS.contains(keyword)) {
                throw new IllegalArgumentException(
                        "%s is described by %s, which is not compared".formatted(name, keyword));
            }
        });
        choices(name, "type", values(was.path("type")), values(is.path("type")), direction);
        choices(name, "value", values(was.path("enum")), values(is.path("enum")), direction);
        Stream.of("minimum", "minLength")
                .forEach(bound -> bound(name, bound, was, is, Double.NEGATIVE_INFINITY, direction));
        Stream.of("maximum", "maxLength")
                .forEach(bound -> bound(name, bound, was, is, Double.POSITIVE_INFINITY, direction));
        Stream.of("pattern", "format", "additionalProperties").forEach(form -> form(name, form, was, is, direction));
        if (!was.path("default").equals(is.path("default"))) {
            breaking.add(changed(name, "default", was, is));
        }
        each(members(was.path("properties")), members(is.path("properties")), (property, one, other) -> {
            var field = name + (name.contains(" field ") ? "." : " field ") + property;
            boolean isRequired = values(is.path("required")).contains(property);
            boolean areBoth = direction == Direction.SENT
                    ? areBothSent(field, one, other, isRequired)
                    : areBoth(field, one, other, true, false);
            if (areBoth) {
                required(field, values(was.path("required")).contains(property), isRequired, direction);
                schema(field, one, other, direction);
            }
        });
        if (was.has("items") && is.has("items")) {
            schema(name + "[]", was.path("items"), is.path("items"), direction);
        }
    }

    private void required(String name, boolean was, boolean is, Direction direction) {
        if (!was && is) {
            narrower(name + " is now required", direction);
        } else if (was && !is) {
            wider(name + " is no longer required", direction);
        }
    }

    /** None at all stand for any. */
    private void choices(String name, String kind, Set<String> was, Set<String> is, Direction direction) {
        if (was.isEmpty() != is.isEmpty()) {
            var changed = name + (is.isEmpty() ? " is no longer limited to a " : " is now limited to a ") + kind;
            if (is.isEmpty()) {
                wider(changed, direction);
            } else {
                narrower(changed, direction);
            }
            return;
        }
        was.stream()
                .filter(one -> !is.contains(one))
                .forEach(one -> narrower("%s no longer has the %s %s".formatted(name, kind, one), direction));
        is.stream()
                .filter(one -> !was.contains(one))
                .forEach(one -> wider("%s now has the %s %s".formatted(name, kind, one), direction));
    }

    private void bound(String name, String bound, JsonNode was, JsonNode is, double unless, Direction direction) {
        double before = was.path(bound).asDouble(unless);
        double after = is.path(bound).asDouble(unless);
        if (before != after) {
            var changed = changed(name, bound, was, is);
            if (unless < 0 == after > before) {
                narrower(changed, direction);
            } else {
                wider(changed, direction);
            }
        }
    }

    /** Nobody compares what two patterns match: another one counts as both narrower and wider. */
    private void form(String name, String form, JsonNode was, JsonNode is, Direction direction) {
        var changed = changed(name, form, was, is);
        if (!was.has(form) && is.has(form)) {
            narrower(changed, direction);
        } else if (was.has(form) && !is.has(form)) {
            wider(changed, direction);
        } else if (!was.path(form).equals(is.path(form))) {
            breaking.add(changed);
        }
    }

    private static String changed(String name, String keyword, JsonNode was, JsonNode is) {
        return "%s: %s is %s, was %s"
                .formatted(
                        name,
                        keyword,
                        is.path(keyword).asString("none"),
                        was.path(keyword).asString("none"));
    }

    private void narrower(String what, Direction direction) {
        (direction == Direction.SENT ? breaking : harmless).add(what);
    }

    private void wider(String what, Direction direction) {
        (direction == Direction.RECEIVED ? breaking : harmless).add(what);
    }

    /** Whether a part is on both sides. If it is not, this is noted. */
    private boolean areBoth(String name, JsonNode was, JsonNode is, boolean breaksIfGone, boolean breaksIfNew) {
        return areBoth(name, was, is, breaksIfGone, breaksIfNew, " is new");
    }

    private boolean areBothSent(String name, JsonNode was, JsonNode is, boolean isRequired) {
        return areBoth(name, was, is, true, isRequired, isRequired ? " is new and required" : " is new");
    }

    private boolean areBoth(
            String name, JsonNode was, JsonNode is, boolean breaksIfGone, boolean breaksIfNew, String isNew) {
        if (is.isMissingNode() && !was.isMissingNode()) {
            (breaksIfGone ? breaking : harmless).add(name + " is gone");
        } else if (was.isMissingNode() && !is.isMissingNode()) {
            (breaksIfNew ? breaking : harmless).add(name + isNew);
        }
        return !was.isMissingNode() && !is.isMissingNode();
    }

    private static void each(Map<String, JsonNode> was, Map<String, JsonNode> is, Comparison comparison) {
        var names = new LinkedHashSet<>(was.keySet());
        names.addAll(is.keySet());
        var missing = MissingNode.getInstance();
        names.forEach(
                name -> comparison.compare(name, was.getOrDefault(name, missing), is.getOrDefault(name, missing)));
    }

    private static Map<String, JsonNode> operations(JsonNode description) {
        var operations = new LinkedHashMap<String, JsonNode>();
        description
                .path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) ->
                        operations.put(method.toUpperCase(Locale.ROOT) + ' ' + path, operation)));
        return operations;
    }

    /** The schema of problems without the list of codes: which of them an operation answers with is compared there. */
    private static JsonNode problem(JsonNode description) {
        var problem = description.at("/components/schemas/Problem").deepCopy();
        if (problem.at("/properties/code") instanceof ObjectNode code) {
            code.remove("enum");
        }
        return problem;
    }

    private static Map<String, JsonNode> passports(JsonNode operation) {
        var passports = new LinkedHashMap<String, JsonNode>();
        operation.path("security").forEach(needed -> passports.putAll(members(needed)));
        return passports;
    }

    private static Map<String, JsonNode> parameters(JsonNode operation) {
        var parameters = new LinkedHashMap<String, JsonNode>();
        operation
                .path("parameters")
                .forEach(one -> parameters.put(
                        one.path("in").asString() + " parameter "
                                + one.path("name").asString(),
                        one));
        return parameters;
    }

    private static Map<String, JsonNode> members(JsonNode object) {
        var members = new LinkedHashMap<String, JsonNode>();
        object.forEachEntry(members::put);
        return members;
    }

    private static boolean isRequired(JsonNode part) {
        return part.path("required").isBoolean() && part.path("required").asBoolean();
    }

    /** Of one value, or of a list of values. */
    private static Set<String> values(JsonNode node) {
        return (node.isArray() ? node.valueStream() : Stream.of(node).filter(one -> !one.isMissingNode()))
                .map(JsonNode::asString)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
