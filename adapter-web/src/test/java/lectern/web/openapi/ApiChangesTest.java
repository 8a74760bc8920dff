package lectern.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each change is made to one small description. */
class ApiChangesTest {

    private static final String DESCRIPTION = """
            {"paths": {
              "/seat": {
                "post": {
                  "security": [{"X-USER-ID": []}],
                  "parameters": [
                    {"in": "query", "name": "row", "schema": {"type": "integer", "minimum": 1, "maximum": 9, "default": 5}},
                    {"in": "header", "name": "Key", "schema": {"type": "string", "pattern": "^k$"}}],
                  "requestBody": {"required": true, "content": {"application/json": {"schema": {
                    "type": "object", "required": ["name"], "properties": {
                      "name": {"type": "string", "maxLength": 20},
                      "kind": {"type": ["string", "null"], "enum": ["chair", "bench"]}}}}}},
                  "responses": {
                    "200": {
                      "headers": {"ETag": {"required": true, "schema": {"type": "string"}}},
                      "content": {"application/json": {"schema": {"type": "object", "required": ["seats"], "properties": {
                        "seats": {"type": "array", "items": {"type": "object", "required": ["state"], "properties": {
                          "state": {"type": "string", "enum": ["free", "taken"]}}}},
                        "note": {"type": "string", "maxLength": 20}}}}}},
                    "409": {"content": {"application/problem+json": {
                      "schema": {"type": "object"}, "examples": {"FULL": {}, "CLOSED": {}}}}}}}},
              "/door": {"get": {"description": "Tells whether it is open."}}},
             "components": {"schemas": {"Problem": {"type": "object", "properties": {
               "code": {"type": "string", "enum": ["NONE"]}}}}}}
            """;

    /** The text that is replaced, the text in its place, and what that means for callers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "/door; /gate; GET /door is gone",
                "[{\"X-USER-ID\": []}]; [{\"X-USER-ID\": [], \"X-ROOM-ID\": []}]; POST /seat: passport X-ROOM-ID is new",
                "\"name\": \"row\"; \"name\": \"line\"; POST /seat: query parameter row is gone",
                "\"in\": \"header\",; \"in\": \"header\", \"required\": true,; POST /seat: header parameter Key is now required",
                "\"minimum\": 1,; \"minimum\": 2,; POST /seat: query parameter row: minimum is 2, was 1",
                "\"maximum\": 9,; \"maximum\": 8,; POST /seat: query parameter row: maximum is 8, was 9",
                "\"default\": 5; \"default\": 6; POST /seat: query parameter row: default is 6, was 5",
                "^k$; ^K$; POST /seat: header parameter Key: pattern is ^K$, was ^k$",
                "[\"name\"]; [\"name\", \"kind\"]; POST /seat: request field kind is now required",
                "[\"name\"], \"properties\": {; [\"name\", \"age\"], \"properties\": {\"age\": {},;"
                        + " POST /seat: request field age is new and required",
                "\"kind\": {; \"sort\": {; POST /seat: request field kind is gone",
                "[\"string\", \"null\"]; \"string\"; POST /seat: request field kind no longer has the type null",
                "[\"chair\", \"bench\"]; [\"chair\"]; POST /seat: request field kind no longer has the value bench",
                "\"200\"; \"201\"; answer 200 of POST /seat is gone",
                "\"200\"; \"201\"; answer 201 of POST /seat is new",
                "\"ETag\"; \"Tag\"; answer 200 of POST /seat: header ETag is gone",
                "\"ETag\": {\"required\": true, ; \"ETag\": {; answer 200 of POST /seat: header ETag is no longer required",
                "\"note\"; \"notes\"; answer 200 of POST /seat: field note is gone",
                "\"note\": {\"type\": \"string\", \"maxLength\": 20; \"note\": {\"type\": \"string\", \"maxLength\": 30;"
                        + " answer 200 of POST /seat: field note: maxLength is 30, was 20",
                "[\"seats\"]; []; answer 200 of POST /seat: field seats is no longer required",
                "[\"free\", \"taken\"]; [\"free\", \"taken\", \"broken\"];"
                        + " answer 200 of POST /seat: field seats[].state now has the value broken",
                "\"code\": {\"type\": \"string\"; \"code\": {\"type\": \"integer\"; problems: field code now has the type integer"
            })
    void breaksCallers(String text, String changed, String told) {
        assertThat(changes(text, changed).breaking()).contains(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "/door; /gate; GET /gate is new",
                "[{\"X-USER-ID\": []}]; []; POST /seat: passport X-USER-ID is gone",
                "\"minimum\": 1,; ; POST /seat: query parameter row: minimum is none, was 1",
                "\"maximum\": 9,; \"maximum\": 10,; POST /seat: query parameter row: maximum is 10, was 9",
                "[\"name\"]; []; POST /seat: request field name is no longer required",
                "[\"chair\", \"bench\"]; [\"chair\", \"bench\", \"sofa\"]; POST /seat: request field kind now has the value sofa",
                "\"409\"; \"410\"; answer 409 of POST /seat is gone",
                "\"409\"; \"410\"; answer 410 of POST /seat is new",
                "\"FULL\": {}; \"FULL\": {}, \"LATE\": {}; answer 409 of POST /seat: code LATE is new",
                "\"FULL\": {}, ; ; answer 409 of POST /seat: code FULL is gone",
                "\"note\": {; \"more\": {\"type\": \"string\"}, \"note\": {; answer 200 of POST /seat: field more is new",
                "[\"seats\"]; [\"seats\", \"note\"]; answer 200 of POST /seat: field note is now required",
                "[\"free\", \"taken\"]; [\"free\"]; answer 200 of POST /seat: field seats[].state no longer has the value taken"
            })
    void breaksNobody(String text, @Nullable String changed, String told) {
        assertThat(changes(text, changed == null ? "" : changed).harmless()).contains(told);
    }

    @Test
    void saysInItsReportWhatBreaks() {
        assertThat(changes("[\"free\", \"taken\"]", "[\"free\", \"broken\"]")).hasToString("""
                        BREAKS CALLERS: answer 200 of POST /seat: field seats[].state now has the value broken
                        harmless: answer 200 of POST /seat: field seats[].state no longer has the value taken""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {"Tells whether; Says whether", "[\"NONE\"]; [\"NONE\", \"LATE\"]"})
    void saysThatTextsAndTheListOfAllCodesMatterToNobody(String text, String changed) {
        var changes = changes(text, changed);

        assertThat(changes.breaking()).isEmpty();
        assertThat(changes.harmless()).isEmpty();
        assertThat(changes.toString()).startsWith("Nothing changes for callers");
    }

    @Test
    void refusesToCompareWhatItDoesNotKnow() {
        assertThatThrownBy(() -> changes("\"pattern\"", "\"contentEncoding\""))
                .hasMessageContaining("contentEncoding, which is not compared");
    }

    private static ApiChanges changes(String text, String changed) {
        assertThat(DESCRIPTION).containsOnlyOnce(text);
        return ApiChanges.between(read(DESCRIPTION), read(DESCRIPTION.replace(text, changed)));
    }

    private static JsonNode read(String json) {
        return new JsonMapper().readTree(json);
    }
}
