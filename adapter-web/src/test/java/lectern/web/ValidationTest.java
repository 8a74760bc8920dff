package lectern.web;

import static lectern.web.Problems.assertProblem;
import static lectern.web.Problems.fields;
import static lectern.web.TestLectern.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Stream;
import lectern.application.inmemory.SettableClock;
import lectern.application.query.LectureViews.Cursor;
import lectern.domain.LectureId;
import lectern.domain.Student;
import lectern.domain.Teacher;
import lectern.web.request.PageToken;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Everything that may be wrong with a request, and that each of its faults is told, and where. */
@WebTest
class ValidationTest {

    private final Teacher kim = Teacher.of(Call.unique("kim"));
    private final Student lee = Student.of(Call.unique("lee"));

    private final MockMvcTester mvc;
    private final SettableClock clock;

    ValidationTest(MockMvcTester mvc, SettableClock clock) {
        this.mvc = mvc;
        this.clock = clock;
    }

    @BeforeEach
    void setTheClock() {
        clock.set(START);
    }

    @Test
    void tellsEverythingAtOnce() {
        var reply = Call.post("/lecture/open")
                .as(kim)
                .header("Idempotency-Key", "not visible")
                .json("{\"title\":7,\"startsAt\":\"soon\",\"color\":\"red\",\"title\":\"\"}")
                .over(mvc);

        assertProblem(reply, 400, "INVALID_REQUEST");
        assertThat(fields(reply))
                .containsExactlyInAnyOrder("title", "maxStudents", "title", "startsAt", "Idempotency-Key", "color");
    }

    @Test
    void tellsItInKoreanToo() {
        var reply = Call.post("/lecture/open")
                .as(kim)
                .header("Accept-Language", "ko-KR")
                .json("{\"maxStudents\":0}")
                .over(mvc);

        assertProblem(reply, 400, "INVALID_REQUEST");
        assertThat(reply.json().path("violations").path(0).path("message").asString())
                .isEqualTo("1 이상 100,000 이하의 정수여야 합니다");
    }

    @Nested
    class ABody {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "null",
                    "7",
                    "\"maxStudents\"",
                    "[]",
                    "[{\"maxStudents\":1}]",
                    "{",
                    "{\"maxStudents\"",
                    "{\"maxStudents\":",
                    "{\"maxStudents\":1",
                    "{\"maxStudents\":1,}",
                    "{'maxStudents':1}",
                    "{maxStudents:1}",
                    "{\"maxStudents\":01}",
                    "{\"maxStudents\":+1}",
                    "{\"maxStudents\":0x1}",
                    "{\"maxStudents\":NaN}",
                    "{\"maxStudents\":1}}",
                    "{\"maxStudents\":1} {}",
                    "{\"maxStudents\":1} junk",
                    "{\"maxStudents\":1}\u0000",
                    "{\"maxStudents\":1} // comment",
                    "{\"maxStudents\":1,\"title\":\"a\nb\"}",
                    "{\"maxStudents\":1,\"title\":\"\\x\"}",
                    "maxStudents=1"
                })
        void thatIsNotOneJsonObjectIsRefused(String body) {
            assertInvalid(Call.post("/lecture/open").as(kim).json(body), "body");
        }

        @Test
        void thatIsNestedDeeplyIsRefused() {
            assertInvalid(Call.post("/lecture/open").as(kim).json("[".repeat(16_000)), "body");
            assertInvalid(Call.post("/lecture/open").as(kim).json("{\"maxStudents\":" + "[".repeat(16_000)), "body");
            assertInvalid(
                    Call.post("/lecture/open").as(kim).json("{\"maxStudents\":1,\"a\":" + "{\"a\":".repeat(3000)),
                    "body");
        }

        @ParameterizedTest
        @MethodSource("lectern.web.ValidationTest#bodiesThatAreNotUtf8")
        void thatIsNotUtf8IsRefused(String what, byte[] body) {
            assertInvalid(Call.post("/lecture/open").as(kim).json("").body(body), "body");
        }

        @Test
        void mayBeginWithAByteOrderMark() {
            assertThat(Call.post("/lecture/open")
                            .as(kim)
                            .json("\ufeff{\"maxStudents\":1}")
                            .over(mvc)
                            .status())
                    .isEqualTo(201);
            assertInvalid(Call.post("/lecture/open").as(kim).json("\ufeff\ufeff{\"maxStudents\":1}"), "body");
            assertInvalid(Call.post("/lecture/open").as(kim).json("\ufeff"), "body");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "application/json",
                    "APPLICATION/JSON",
                    "application/json;",
                    "application/json;;",
                    "application/json;charset=utf-8",
                    "Application/Json; Charset=UTF-8",
                    "application/json; charset=\"utf-8\"",
                    "application/json; charset = \"Utf-8\"",
                    "application/json;charset=UTF8",
                    "application/json; version=1; x=\"y;z\""
                })
        void mayNameItsCharset(String type) {
            assertThat(Call.post("/lecture/open")
                            .as(kim)
                            .header("Content-Type", type)
                            .body("{\"maxStudents\":1}".getBytes(StandardCharsets.UTF_8))
                            .over(mvc)
                            .status())
                    .isEqualTo(201);
        }

        @ParameterizedTest
        @ValueSource(strings = {"identity", "Identity", "", "identity, ,identity"})
        void mayNameThatItHasNoContentCoding(String coding) {
            assertThat(Call.post("/lecture/open")
                            .as(kim)
                            .json("{\"maxStudents\":1}")
                            .header("Content-Encoding", coding)
                            .over(mvc)
                            .status())
                    .isEqualTo(201);
        }

        @Test
        void withPropertiesThatNobodyKnowsIsRefused() {
            assertInvalid(
                    Call.post("/lecture/open").as(kim).json("{\"maxStudents\":1,\"MaxStudents\":2,\"\":3}"),
                    "MaxStudents",
                    "");
            assertInvalid(
                    Call.post("/lecture/open").as(kim).json("{\"maxStudents\":1,\"nested\":{\"a\":[{}]}}"), "nested");
        }

        @Test
        void withPropertiesThatCanNotBeShownIsRefused() {
            assertInvalid(Call.post("/lecture/open").as(kim).json("{\"maxStudents\":1,\"\\ud800\":3}"), "?");
            assertInvalid(Call.post("/lecture/open").as(kim).json("{\"maxStudents\":1,\"\\u0000\":3}"), "\0");
            assertInvalid(
                    Call.post("/lecture/open").as(kim).json("{\"maxStudents\":1,\"%s\":3}".formatted("x".repeat(9000))),
                    "x".repeat(64));
            assertInvalid(
                    Call.post("/lecture/open").as(kim).json("{\"maxStudents\":1,\"%s😀\":3}".formatted("x".repeat(63))),
                    "x".repeat(63) + '?');
        }

        @Test
        void withTooManyFaultsIsToldOnlySoMany() {
            var body = new StringBuilder("{\"maxStudents\":1");
            for (int i = 0; i < 1000; i++) {
                body.append(",\"").append(i).append("\":0");
            }

            var reply = Call.post("/lecture/open").as(kim).json(body + "}").over(mvc);

            assertProblem(reply, 400, "INVALID_REQUEST");
            assertThat(fields(reply)).hasSize(20);
        }

        @Test
        void withAPropertyTwiceIsRefused() {
            assertInvalid(
                    Call.post("/lecture/open").as(kim).json("{\"maxStudents\":1,\"maxStudents\":1}"), "maxStudents");
            assertInvalid(
                    Call.post("/lecture/open").as(kim).json("{\"maxStudents\":null,\"maxStudents\":1}"), "maxStudents");
        }
    }

    static Stream<Arguments> bodiesThatAreNotUtf8() {
        var open = "{\"maxStudents\":1,\"title\":\"%s\"}";
        var plain = open.formatted("café");
        return Stream.of(
                Arguments.of("ISO 8859-1", plain.getBytes(StandardCharsets.ISO_8859_1)),
                Arguments.of("UTF-16 with its mark", plain.getBytes(StandardCharsets.UTF_16)),
                Arguments.of("UTF-16, big end first", plain.getBytes(StandardCharsets.UTF_16BE)),
                Arguments.of("UTF-16, little end first", plain.getBytes(StandardCharsets.UTF_16LE)),
                Arguments.of("UTF-32, big end first", plain.getBytes(StandardCharsets.UTF_32BE)),
                Arguments.of("UTF-32, little end first", plain.getBytes(StandardCharsets.UTF_32LE)),
                Arguments.of("UTF-32 with its mark", ("\ufeff" + plain).getBytes(StandardCharsets.UTF_32BE)),
                Arguments.of("a letter in two bytes", bytes(open, "\u00c1\u00a1")),
                Arguments.of("a quote in two bytes", bytes(open, "\u00c0\u00a2")),
                Arguments.of("a slash in three bytes", bytes(open, "\u00e0\u0080\u00af")),
                Arguments.of("NUL in two bytes", bytes(open, "\u00c0\u0080")),
                Arguments.of("half a surrogate pair", bytes(open, "\u00ed\u00a0\u0080")),
                Arguments.of("CESU-8", bytes(open, "\u00ed\u00a0\u00bd\u00ed\u00b8\u0080")),
                Arguments.of("more than U+10FFFF", bytes(open, "\u00f4\u0090\u0080\u0080")),
                Arguments.of("five bytes", bytes(open, "\u00f8\u0088\u0080\u0080\u0080")),
                Arguments.of("half a character", bytes(open, "\u00ea\u00b0")),
                Arguments.of("a byte that continues nothing", bytes(open, "\u0080")),
                Arguments.of("a byte of no character", bytes(open, "\u00ff")),
                Arguments.of("half a character at the end", bytes("%s", "{\"maxStudents\":1}\u00ea\u00b0")));
    }

    private static byte[] bytes(String template, String latin) {
        return template.formatted(latin).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Nested
    class MaxStudents {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "0",
                    "-1",
                    "-0",
                    "100001",
                    "2147483648",
                    "30.0",
                    "30.5",
                    "3e1",
                    "1e999999",
                    "\"30\"",
                    "\"\"",
                    "true",
                    "null",
                    "[]",
                    "[30]",
                    "{}"
                })
        void isAWholeNumberOf1To100000(String value) {
            assertInvalid(
                    Call.post("/lecture/open").as(kim).json("{\"maxStudents\":%s}".formatted(value)), "maxStudents");
        }

        @Test
        void mayBeOfAnyLengthAndIsStillRefused() {
            assertInvalid(
                    Call.post("/lecture/open").as(kim).json("{\"maxStudents\":%s}".formatted("9".repeat(16_000))),
                    "maxStudents");
        }

        @Test
        void isRequired() {
            assertInvalid(Call.post("/lecture/open").as(kim).json("{}"), "maxStudents");
        }
    }

    @Nested
    class ATitle {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"\"",
                    "\" \"",
                    "\"\\u3000\"",
                    "\"\\u00a0\"",
                    "\"\\u200b\\ufeff\\u2800\"",
                    "\"\\u3164\"",
                    "\"\\u202e\"",
                    "\"\\udb40\\udc41\"",
                    "\"a\\u0000b\"",
                    "\"a\\nb\"",
                    "\"\\u0085\"",
                    "\"\\ud800\"",
                    "\"\\udc00\\ud800\"",
                    "7",
                    "true",
                    "[]",
                    "{}"
                })
        void isATextWithoutControlCharacters(String value) {
            assertInvalid(
                    Call.post("/lecture/open").as(kim).json("{\"maxStudents\":1,\"title\":%s}".formatted(value)),
                    "title");
        }

        @Test
        void hasUpTo200CharactersOfAnyKind() {
            assertInvalid(
                    Call.post("/lecture/open")
                            .as(kim)
                            .json("{\"maxStudents\":1,\"title\":\"%s\"}".formatted("😀".repeat(201))),
                    "title");
            var reply = Call.post("/lecture/open")
                    .as(kim)
                    .json("{\"maxStudents\":1,\"title\":\"%s\"}".formatted("😀".repeat(200)))
                    .over(mvc);

            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.text("title")).isEqualTo("😀".repeat(200));
        }
    }

    @Nested
    class AStart {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"\"",
                    "\"soon\"",
                    "\"2030-03-02\"",
                    "\"2030-03-02T09:00:00\"",
                    "\"2030-03-02 09:00:00Z\"",
                    "\"2030-02-30T09:00:00Z\"",
                    "\"2030-03-02T24:00:00Z\"",
                    "\"2030-03-02T09:00:60Z\"",
                    "\"2030-03-02T09:00:00+24:00\"",
                    "\"2030-03-02T09:00:00+09:60\"",
                    "\"2030-03-02T09:00:00+09\"",
                    "\"2030-03-02T09:00:00+0900\"",
                    "\"2030-03-02T09:00:00+09:00:00\"",
                    "\"2030-03-02T09:00Z\"",
                    "\"2030-03-02T09Z\"",
                    "\"20300302T090000Z\"",
                    "\"2030-3-2T9:00:00Z\"",
                    "\"2030-02-29T09:00:00Z\"",
                    "\"2030-13-01T09:00:00Z\"",
                    "\"2030-03-02T09:60:00Z\"",
                    "\"2030-06-30T23:59:60Z\"",
                    "\"2030-03-02T09:00:00,5Z\"",
                    "\"2030-03-02T09:00:00.Z\"",
                    "\" 2030-03-02T09:00:00Z\"",
                    "\"2030-03-02T09:00:00Z\\n\"",
                    "\"2030-03-02T09:00:00\\u22129:00\"",
                    "\"2030-03-02T09:00:00[Asia/Seoul]\"",
                    "\"2030-03-02T09:00:00Z[Asia/Seoul]\"",
                    "\"+12030-03-02T09:00:00Z\"",
                    "\"9999-12-31T23:59:59-01:00\"",
                    "\"+999999999-12-31T23:59:59Z\"",
                    "\"-0001-03-02T09:00:00Z\"",
                    "\"0000-12-31T23:59:59Z\"",
                    "\"٢٠٣٠-03-02T09:00:00Z\"",
                    "1898586000",
                    "1898586000.5",
                    "true",
                    "[2030,3,2]",
                    "{}"
                })
        void isATimeWithAnOffset(String value) {
            assertInvalid(
                    Call.post("/lecture/open").as(kim).json("{\"maxStudents\":1,\"startsAt\":%s}".formatted(value)),
                    "startsAt");
        }

        @ParameterizedTest
        @CsvSource({
            "2030-03-02T09:00:00Z,           2030-03-02T09:00:00Z",
            "2030-03-02T18:00:00+09:00,      2030-03-02T09:00:00Z",
            "2030-03-02t09:00:00z,           2030-03-02T09:00:00Z",
            "2030-03-02T09:00:00.123456999Z, 2030-03-02T09:00:00.123456Z",
            "2030-03-02T09:00:00.5Z,         2030-03-02T09:00:00.500Z",
            "2030-03-02T09:00:00.123456789012345678901234567890Z, 2030-03-02T09:00:00.123456Z",
            "2030-03-02T09:00:00-00:00,      2030-03-02T09:00:00Z",
            "2030-03-02T09:00:00+19:00,      2030-03-01T14:00:00Z",
            "2030-03-02T09:00:00-23:59,      2030-03-03T08:59:00Z",
            "2032-02-29t23:59:59.9z,         2032-02-29T23:59:59.900Z",
            "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999Z"
        })
        void isKeptToTheMicrosecond(String given, String kept) {
            var reply = Call.post("/lecture/open")
                    .as(kim)
                    .json("{\"maxStudents\":1,\"startsAt\":\"%s\"}".formatted(given))
                    .over(mvc);

            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.text("startsAt")).isEqualTo(kept);
        }

        @Test
        void mayBeThisVeryMicrosecond() {
            var reply = Call.post("/lecture/open")
                    .as(kim)
                    .json("{\"maxStudents\":1,\"startsAt\":\"2030-03-01T09:00:00.123456Z\"}")
                    .over(mvc);

            assertThat(reply.status()).isEqualTo(201);
        }

        @Test
        void doesNotLieInThePast() {
            assertInvalid(
                    Call.post("/lecture/open")
                            .as(kim)
                            .json("{\"maxStudents\":1,\"startsAt\":\"0001-01-01T00:00:00Z\"}"),
                    "startsAt");
        }
    }

    @Nested
    class AnIdempotencyKey {

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "a b", "é", "\t"})
        void isOfVisibleCharacters(String key) {
            assertInvalid(open().header("Idempotency-Key", key), "Idempotency-Key");
        }

        @Test
        void hasUpTo64() {
            assertInvalid(open().header("Idempotency-Key", "k".repeat(65)), "Idempotency-Key");
            assertThat(open().header("Idempotency-Key", "k".repeat(64))
                            .over(mvc)
                            .status())
                    .isEqualTo(201);
        }

        @Test
        void isGivenOnce() {
            assertInvalid(open().header("Idempotency-Key", "a").header("Idempotency-Key", "a"), "Idempotency-Key");
        }

        private Call open() {
            return Call.post("/lecture/open").as(kim).json("{\"maxStudents\":1}");
        }
    }

    @Nested
    class ALectureCode {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"\"",
                    "\"1-1-1-1-1\"",
                    "\"3f0f2b6e2d9c4a519d550c8a6a1f7b10\"",
                    "\"{3f0f2b6e-2d9c-4a51-9d55-0c8a6a1f7b10}\"",
                    "\" 3f0f2b6e-2d9c-4a51-9d55-0c8a6a1f7b10\"",
                    "\"urn:uuid:3f0f2b6e-2d9c-4a51-9d55-0c8a6a1f7b10\"",
                    "\"3f0f2b6e-2d9c-4a51-9d55-0c8a6a1f7b1g\"",
                    "\"3f0f2b6e-2d9c-4a51-9d55-0c8a6a1f7b100\"",
                    "7",
                    "null",
                    "{}"
                })
        void isAUuidInItsCanonicalForm(String code) {
            assertInvalid(
                    Call.post("/lecture/attend").as(lee).json("{\"lectureCode\":%s}".formatted(code)), "lectureCode");
        }

        @Test
        void isRequired() {
            assertInvalid(Call.post("/lecture/attend").as(lee).json("{}"), "lectureCode");
        }
    }

    @Nested
    class APage {

        private static final String ATTENDEES = PageToken.afterAttendee(1);
        private static final String LECTURES = PageToken.afterLecture(new Cursor(START, new LectureId(new UUID(1, 2))));

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "0",
                    "-1",
                    "101",
                    "99999999999",
                    "x",
                    "",
                    "1.0",
                    "%2B5",
                    "+5",
                    "05",
                    "5%20",
                    "1e1",
                    "%D9%A5",
                    "%00"
                })
        void hasASizeOf1To100(String size) {
            assertInvalid(Call.get("/lectures?pageSize=" + size).as(kim), "pageSize");
            assertInvalid(attendees("?pageSize=" + size), "pageSize");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "x",
                    "EQ",
                    "EQAAAAA=",
                    "EQAAAAA",
                    "ERAAAAAA",
                    "!!!!",
                    "%00",
                    "%20",
                    "9999999999999999999999999999999999999999"
                })
        void isTheFirstOneOrNamedByATokenOfTheList(String token) {
            assertInvalid(Call.get("/lectures?pageToken=" + token).as(kim), "pageToken");
            assertInvalid(attendees("?pageToken=" + token), "pageToken");
        }

        @Test
        void isNotNamedByATokenOfAnotherList() {
            assertThat(Call.get("/lectures?pageToken=" + LECTURES)
                            .as(kim)
                            .over(mvc)
                            .status())
                    .isEqualTo(200);
            assertThat(attendees("?pageToken=" + ATTENDEES).over(mvc).status()).isEqualTo(200);

            assertInvalid(Call.get("/lectures?pageToken=" + ATTENDEES).as(kim), "pageToken");
            assertInvalid(attendees("?pageToken=" + LECTURES), "pageToken");
        }

        @Test
        void isNamedOnceAndIsOfOneSize() {
            assertInvalid(
                    Call.get("/lectures?pageSize=1&pageSize=1&pageToken=%s&pageToken=%s".formatted(LECTURES, LECTURES))
                            .as(kim),
                    "pageSize",
                    "pageToken");
        }

        @Test
        void isRefusedForAllOfItsFaultsAtOnce() {
            assertInvalid(attendees("?pageSize=0&pageToken=x"), "pageSize", "pageToken");
        }

        private Call attendees(String query) {
            var room = Call.post("/lecture/open")
                    .as(kim)
                    .header("Idempotency-Key", "one")
                    .json("{\"maxStudents\":1}")
                    .over(mvc)
                    .text("roomId");
            return Call.get("/lecture/attendees" + query).as(kim).in(room);
        }
    }

    @Nested
    class ARequestForAPassport {

        @Test
        void namesAUserAndARole() {
            assertInvalid(Call.post("/auth/passport").json("{}"), "userId", "role");
            assertInvalid(Call.post("/auth/passport").json("{\"userId\":null,\"role\":null}"), "userId", "role");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"\"", "7", "\"a\\u0000\"", "\"a\\tb\"", "\"\\udc00\"", "[]"})
        void namesAUserWhoMayBe(String id) {
            assertInvalid(
                    Call.post("/auth/passport").json("{\"userId\":%s,\"role\":\"teacher\"}".formatted(id)), "userId");
        }

        @Test
        void namesAUserInUpTo64Characters() {
            assertInvalid(
                    Call.post("/auth/passport")
                            .json("{\"userId\":\"%s\",\"role\":\"teacher\"}".formatted("가".repeat(65))),
                    "userId");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"\"", "\"TEACHER\"", "\"admin\"", "7", "[\"teacher\"]"})
        void namesARoleThatThereIs(String role) {
            assertInvalid(Call.post("/auth/passport").json("{\"userId\":\"kim\",\"role\":%s}".formatted(role)), "role");
        }
    }

    private void assertInvalid(Call call, String... fields) {
        var reply = call.over(mvc);
        assertProblem(reply, 400, "INVALID_REQUEST");
        assertThat(fields(reply)).containsExactlyInAnyOrder(fields);
    }
}
