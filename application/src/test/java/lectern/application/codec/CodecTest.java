package lectern.application.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import lectern.application.HostileText;
import lectern.application.Samples;
import lectern.application.Some;
import lectern.application.port.Answer;
import lectern.domain.AttendLecture;
import lectern.domain.Capacity;
import lectern.domain.LectureClosed;
import lectern.domain.LectureCode;
import lectern.domain.LectureCommand;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import lectern.domain.StudentLeft;
import lectern.domain.Teacher;
import lectern.domain.Title;
import lectern.domain.UserId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CodecTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final LectureId LECTURE = Some.id();
    private static final String ATTEND = "{\"type\":\"AttendLecture\",\"studentId\":\"kim\"}";

    static Stream<LectureCommand<?>> commands() {
        return Samples.commands(Teacher.of("강사:1|2,3"));
    }

    static Stream<LectureEvent> events() {
        return Samples.events(LECTURE);
    }

    static Stream<Answer> answers() {
        return Samples.answers(LECTURE);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsReadAsItWasWritten(LectureCommand<?> command) throws Unreadable {
        assertThat(CommandCodec.command(CommandCodec.text(command))).isEqualTo(command);
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventIsReadAsItWasWritten(LectureEvent event) throws Unreadable {
        var read = EventCodec.event(LECTURE, EventCodec.type(event), event.at(), EventCodec.payload(event));

        assertThat(read).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerIsReadAsItWasWritten(Answer answer) throws Unreadable {
        assertThat(AnswerCodec.answer(LECTURE, AnswerCodec.text(answer))).isEqualTo(answer);
    }

    @Test
    void anyUserIdIsReadAsItWasWritten() throws Unreadable {
        for (var id : hostile().filter(CodecTest::isUserId).toList()) {
            var command = new AttendLecture(Student.of(id));

            assertThat(CommandCodec.command(CommandCodec.text(command))).isEqualTo(command);
            assertThat(CommandCodec.text(command)).doesNotContain("\n");
        }
    }

    /** What release 1 wrote is read for ever: lines may be added to the file, and never changed. */
    @Test
    void eventsOfVersion1AreReadForEver() throws Exception {
        var student = Student.of("수강생 \ud83c\udf93 é");
        var code = new LectureCode(UUID.fromString("3f0c9a52-6c1d-4d5e-9a57-0f5d8e1b2c3d"));

        var read = new ArrayList<LectureEvent>();
        for (var line : golden()) {
            read.add(event(JSON.readTree(line)));
        }

        assertThat(read)
                .containsExactly(
                        new LectureOpened(
                                LECTURE,
                                code,
                                Teacher.of("강사:1|2,3"),
                                new Capacity(30),
                                new Title("선형대수 1강 \"A\""),
                                Instant.parse("2026-03-02T10:00:00Z"),
                                Some.TIME),
                        new LectureOpened(
                                LECTURE, code, Teacher.of("kim"), new Capacity(100_000), null, Some.TIME, Some.TIME),
                        new StudentAttended(LECTURE, student, 1, Instant.parse("2026-03-02T10:00:01Z")),
                        new StudentLeft(LECTURE, student, Instant.parse("2026-03-02T10:30:00.000001Z")),
                        new LectureClosed(LECTURE, 1, Instant.parse("2026-03-02T11:00:00Z")));
    }

    @Test
    void eventsAreWrittenAsInVersion1() throws Exception {
        for (var line : golden()) {
            var logged = JSON.readTree(line);
            var event = event(logged);

            assertThat(EventCodec.type(event)).isEqualTo(logged.get("type").stringValue());
            assertThat(JSON.readTree(EventCodec.payload(event))).isEqualTo(logged.get("payload"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"AttendLecture\",\"studentId\":\"kim\",\"new\":{\"a\":[1]}}",
                "{\"v\":1,\"studentId\":\"kim\",\"type\":\"AttendLecture\"}",
                " { \"type\" : \"AttendLecture\" , \"studentId\" : \"\\u006bim\" } "
            })
    void fieldsAreKnownByTheirNamesAndOthersAreIgnored(String text) throws Unreadable {
        assertThat(CommandCodec.command(text)).isEqualTo(new AttendLecture(Student.of("kim")));
    }

    @Test
    void fieldsThatANewerReleaseAddsAreIgnoredEverywhere() throws Unreadable {
        for (var answer : answers().toList()) {
            var text = AnswerCodec.text(answer);
            assertThat(AnswerCodec.answer(LECTURE, text.replaceAll("\\{(?!})", "{\"new\":null,")))
                    .isEqualTo(answer);
        }
    }

    @Test
    void aKindOfAnotherReleaseIsUnreadableAndSaidByName() {
        assertUnreadable(
                () -> CommandCodec.command(ATTEND.replace("AttendLecture", "RaiseHand")), "unknown command: RaiseHand");
        assertUnreadable(() -> EventCodec.event(LECTURE, "HandRaised", Some.TIME, "{}"), "unknown event: HandRaised");
        assertUnreadable(() -> AnswerCodec.answer(LECTURE, "{\"type\":\"Waiting\"}"), "unknown answer: Waiting");
        assertUnreadable(
                () -> AnswerCodec.answer(LECTURE, "{\"type\":\"Rejected\",\"reason\":\"Removed\"}"),
                "unknown reason: Removed");
        assertUnreadable(
                () -> AnswerCodec.answer(
                        LECTURE, "{\"type\":\"Accepted\",\"event\":\"HandRaised\",\"at\":0,\"payload\":{}}"),
                "unknown event: HandRaised");
        assertUnreadable(() -> CommandCodec.command("{\"type\":\"kim\\n2030-01-01 ERROR\"}"), "unknown command");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0", "-1", "\"1.1\"", "\"two\"", "null", "{}", "99999999999"})
    void aVersionOfAnotherReleaseIsUnreadable(String version) {
        assertUnreadable(
                () -> CommandCodec.command(ATTEND.replace("{", "{\"v\":%s,".formatted(version))), "an unknown version");
        assertUnreadable(
                () -> EventCodec.event(
                        LECTURE, "LectureClosed", Some.TIME, "{\"v\":%s,\"attended\":1}".formatted(version)),
                "an unknown version");
        assertUnreadable(
                () -> AnswerCodec.answer(
                        LECTURE,
                        "{\"type\":\"Accepted\",\"event\":\"LectureClosed\",\"at\":0,\"payload\":{\"v\":%s,\"attended\":1}}"
                                .formatted(version)),
                "an unknown version");
    }

    @Test
    void aDamagedTextIsUnreadableOrSomethingElseAndNothingWorse() {
        damaged().forEach(text -> {
            assertReadOrUnreadable(() -> CommandCodec.command(text));
            assertReadOrUnreadable(() -> AnswerCodec.answer(LECTURE, text));
            events().forEach(event ->
                    assertReadOrUnreadable(() -> EventCodec.event(LECTURE, EventCodec.type(event), Some.TIME, text)));
        });
    }

    /** Whole texts with a value or a name exchanged, and texts that were never one of these. */
    private static Stream<String> damaged() {
        var whole = Stream.concat(
                commands().map(CommandCodec::text),
                Stream.concat(answers().map(AnswerCodec::text), events().map(EventCodec::payload)));
        var changed = whole.flatMap(text -> Stream.of(
                text.substring(0, text.length() / 2),
                text + text,
                "[" + text + "]",
                text.replaceAll("Id\":", "\":"),
                text.replaceAll("\":[^{,}]+", "\":null"),
                text.replaceAll("\":[^{,}]+", "\":{}"),
                text.replaceAll("\":[0-9-]+", "\":9999999999999999999"),
                text.replaceAll("\":[0-9-]+", "\":-1.5"),
                text.replaceAll("(Id|code|title|startsAt)\":[^{,}]+", "$1\":\"\"")));
        return Stream.concat(changed, Stream.concat(hostile(), Stream.of("A|kim", "[".repeat(100_000))));
    }

    private static Stream<String> hostile() {
        var random = new Random(7);
        return Stream.generate(() -> HostileText.any(random)).limit(1000);
    }

    @Test
    void anUnreadableTextIsNotRepeated() {
        for (var text : List.of(
                "{\"type\":\"AttendLecture\",\"studentId\":\"\"}", "{\"studentId\":kim}", "kim", "{\"kim\":\"kim\"}")) {
            assertThatExceptionOfType(Unreadable.class)
                    .isThrownBy(() -> CommandCodec.command(text))
                    .withMessageNotContaining("kim")
                    .withNoCause();
        }
    }

    private static List<String> golden() throws IOException {
        try (var file = Objects.requireNonNull(CodecTest.class.getResourceAsStream("events-1.jsonl"))) {
            return new String(file.readAllBytes(), UTF_8).lines().toList();
        }
    }

    private static LectureEvent event(JsonNode logged) throws Unreadable {
        return EventCodec.event(
                LECTURE,
                logged.get("type").stringValue(),
                Instant.parse(logged.get("at").stringValue()),
                logged.get("payload").toString());
    }

    private static boolean isUserId(String text) {
        try {
            return new UserId(text).value().equals(text);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static void assertUnreadable(ThrowingCallable read, String message) {
        assertThatExceptionOfType(Unreadable.class).isThrownBy(read).withMessage(message);
    }

    private static void assertReadOrUnreadable(Callable<?> read) {
        try {
            assertThat(read.call()).isNotNull();
        } catch (Unreadable expected) {
            assertThat(expected.getMessage()).isNotBlank();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
