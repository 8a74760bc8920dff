package lectern.web.openapi;

import static java.util.Map.entry;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lectern.application.port.IdempotencyKey;
import lectern.application.query.PageSize;
import lectern.domain.Capacity;
import lectern.domain.LectureStatus;
import lectern.domain.Title;
import lectern.domain.UserId;
import org.jspecify.annotations.Nullable;

/** The schemas of the contract's properties: a property has the same meaning and the same schema wherever it appears. */
final class PropertySchemas {

    private static final String UUID_EXAMPLE = "3f0f2b6e-2d9c-4a51-9d55-0c8a6a1f7b10";

    // Patterns that ECMA-262 (with its flag u and without), RE2 and Java understand alike: no look-ahead, no Unicode
    // classes, only
    // escapes of single bytes, and no characters beyond the BMP in a class.

    private static final String CLEAN = "[^\\x00-\\x1F\\x7F-\\x9F]";

    /** Excludes the invisible characters of the domain's Text, as far as they are in the BMP. */
    private static final String VISIBLE =
            "[^\\x00-\\x20\\x7F-\\xA0\\xAD\u034F\u061C\u115F\u1160\u1680\u17B4\u17B5\u180B-\u180F"
                    + "\u2000-\u200F\u2028-\u202F\u205F-\u206F\u2800\u2D7F\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB]";

    private static final String CLEAN_TEXT = "^" + CLEAN + "+$";
    private static final String VISIBLE_TEXT = "^" + CLEAN + "*" + VISIBLE + CLEAN + "*$";

    private static final String TIMESTAMP =
            "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?"
                    + "([Zz]|([+]|-)([01][0-9]|2[0-3]):[0-5][0-9])$";

    private static final Map<String, Supplier<Schema<?>>> WORDS = Map.ofEntries(
            entry("lectureId", () -> uuid("Which lecture.")),
            entry(
                    "lectureCode",
                    () -> uuid("The lecture code. Any student who has it may attend. Only the teacher sees it.")),
            entry("roomId", () -> text("The room passport, for the header X-ROOM-ID.", "eyJraWQiOiJyb29tLTEi…")),
            entry(
                    "status",
                    () -> oneOf(
                            "RESERVED while its start lies ahead, then ACTIVE; CLOSED when its teacher has closed it.",
                            names(LectureStatus.values()),
                            "ACTIVE")),
            entry(
                    "maxStudents",
                    () -> number(
                            "The capacity: the most students at once. Written plainly: neither 30.0 nor 3e1.",
                            30,
                            Capacity.LEAST,
                            Capacity.MOST)),
            entry(
                    "title",
                    () -> text("What the teacher calls the lecture. Something of it can be seen.", "Functional Java")
                            .minLength(1)
                            .maxLength(Title.MOST)
                            .pattern(VISIBLE_TEXT)),
            entry(
                    "startsAt",
                    () ->
                            time("From when on students may attend; when it was opened, unless it was told. As RFC 3339 has"
                                            + " it, up to the year 9999 in UTC, and without leap seconds.")
                                    .pattern(TIMESTAMP)),
            entry("openedAt", () -> time("When it was opened.")),
            entry("closedAt", () -> time("When it was closed; absent until then.")),
            entry("teacherId", () -> userId("Who opened it.")),
            entry("studentId", () -> userId("Who attends or has attended it.")),
            entry(
                    "number",
                    () -> number(
                            "The attendance number: 1, 2, 3 … in the order of admission. Coming back gives a new one.",
                            1,
                            1,
                            null)),
            entry("attendedAt", () -> time("When they took their seat.")),
            entry("leftAt", () -> time("When they gave their seat back.")),
            entry("attending", () -> number("How many students are in now.", 17, 0, null)),
            entry("attended", () -> number("How many different students ever attended.", 23, 0, null)),
            entry("attendees", () -> describe("Those who are in now, by attendance number.")),
            entry("lectures", () -> describe("Newest first.")),
            entry(
                    "nextPageToken",
                    () -> text("For pageToken, to get the next page; absent on the last one.", "EQAAADI")),
            entry(
                    "ETag",
                    () -> text("Another one when anything in the answer is.", "W/\"1." + UUID_EXAMPLE + ".5.ACTIVE\"")),
            entry("userId", () -> userId("Whom the passport is for.")),
            entry("role", () -> oneOf("What it lets them be.", List.of("teacher", "student"), "teacher")),
            entry("passport", () -> text("The user passport, for the header X-USER-ID.", "eyJraWQiOiJ1c2VyLTEi…")),
            entry("expiresAt", () -> time("Until when it is good.")),
            // Without examples: a page that shows this description would send them.
            entry(
                    "pageSize",
                    () -> wholeNumber(null, PageSize.LEAST, PageSize.MOST)._default(PageSize.USUAL.value())),
            entry("pageToken", () -> typed("string", null)),
            entry("If-None-Match", () -> typed("string", null)),
            entry(
                    "Idempotency-Key",
                    () -> typed("string", null)
                            .minLength(1)
                            .maxLength(IdempotencyKey.MOST)
                            .pattern("^[!-~]+$")));

    private PropertySchemas() {}

    static Schema<?> of(String name) {
        var word = WORDS.get(name);
        if (word == null) {
            throw new IllegalArgumentException("the contract has no word " + name);
        }
        return word.get();
    }

    static Schema<?> text(String description, String example) {
        return typed("string", description).examples(List.of(example));
    }

    static Schema<?> number(String description, int example, int least, @Nullable Integer most) {
        var number = wholeNumber(description, least, most);
        number.addExample(example);
        return number;
    }

    static Schema<?> oneOf(String description, List<String> values, String example) {
        var schema = text(description, example);
        values.forEach(((JsonSchema) schema)::addEnumItemObject);
        return schema;
    }

    private static Schema<?> uuid(String description) {
        return text(description, UUID_EXAMPLE).format("uuid");
    }

    private static Schema<?> time(String description) {
        return text(description, "2030-03-02T09:00:00Z").format("date-time");
    }

    private static Schema<?> userId(String description) {
        return text(description, "kim").minLength(1).maxLength(UserId.MOST).pattern(CLEAN_TEXT);
    }

    private static Schema<?> describe(String description) {
        return new JsonSchema().description(description);
    }

    private static JsonSchema wholeNumber(@Nullable String description, int least, @Nullable Integer most) {
        var number = typed("integer", description);
        number.setFormat("int32");
        number.setMinimum(BigDecimal.valueOf(least));
        number.setMaximum(most == null ? null : BigDecimal.valueOf(most));
        return number;
    }

    private static JsonSchema typed(String type, @Nullable String description) {
        var schema = new JsonSchema();
        schema.addType(type);
        schema.setDescription(description);
        return schema;
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }
}
