package lectern.web;

import static lectern.web.Problems.assertProblem;
import static lectern.web.Problems.fields;
import static lectern.web.TestLectern.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.inmemory.InMemoryMutex;
import lectern.application.inmemory.SettableClock;
import lectern.application.port.ServiceUnavailable;
import lectern.domain.Student;
import lectern.domain.Teacher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Every problem that a good request may meet, in both languages. */
@WebTest
class ProblemMapperTest {

    private final Teacher kim = Teacher.of(Call.unique("kim"));
    private final Teacher choi = Teacher.of(Call.unique("choi"));
    private final Student lee = Student.of(Call.unique("lee"));
    private final Student park = Student.of(Call.unique("park"));

    private final MockMvcTester mvc;
    private final SettableClock clock;
    private final InMemoryLectures lectures;
    private final InMemoryMutex mutex;

    ProblemMapperTest(MockMvcTester mvc, SettableClock clock, InMemoryLectures lectures, InMemoryMutex mutex) {
        this.mvc = mvc;
        this.clock = clock;
        this.lectures = lectures;
        this.mutex = mutex;
    }

    @BeforeEach
    void setTheClock() {
        clock.set(START);
    }

    @AfterEach
    void serve() {
        lectures.serve();
        mutex.serve();
    }

    @Nested
    @ParameterizedClass
    @ValueSource(strings = {"en", "ko"})
    class In {

        @Parameter
        private String language = "";

        @Test
        void openByAStudentIsRefused() {
            assertRefused(Call.post("/lecture/open").as(lee).json("{\"maxStudents\":1}"), 403, "NOT_A_TEACHER");
        }

        @Test
        void openBesideAnotherLectureIsRefused() {
            open();

            assertRefused(Call.post("/lecture/open").as(kim).json("{\"maxStudents\":1}"), 409, "LECTURE_ALREADY_OPEN");
        }

        @Test
        void openWithAStartInThePastIsRefused() {
            var reply = assertRefused(
                    Call.post("/lecture/open")
                            .as(kim)
                            .json("{\"maxStudents\":1,\"startsAt\":\"2030-03-01T09:00:00.123455Z\"}"),
                    400,
                    "INVALID_REQUEST");

            assertThat(fields(reply)).containsExactly("startsAt");
        }

        @Test
        void attendByATeacherIsRefused() {
            assertRefused(attend(open()).as(choi), 403, "NOT_A_STUDENT");
        }

        @Test
        void attendWithACodeOfNoLectureIsRefused() {
            assertRefused(
                    Call.post("/lecture/attend")
                            .as(lee)
                            .json("{\"lectureCode\":\"3f0f2b6e-2d9c-4a51-9d55-0c8a6a1f7b10\"}"),
                    404,
                    "LECTURE_NOT_FOUND");
        }

        @Test
        void attendWhenEverySeatIsTakenIsRefused() {
            var lecture = open();
            attend(lecture).as(lee).over(mvc);

            var reply = assertRefused(attend(lecture).as(park), 409, "LECTURE_FULL");

            assertThat(reply.text("detail")).contains("1");
        }

        @Test
        void attendBeforeTheStartIsRefused() {
            var lecture = Call.post("/lecture/open")
                    .as(kim)
                    .json("{\"maxStudents\":1,\"startsAt\":\"2030-03-02T09:00:00Z\"}")
                    .over(mvc);

            var reply = assertRefused(attend(lecture).as(lee), 409, "LECTURE_NOT_STARTED");

            assertThat(reply.text("detail")).contains("2030-03-02T09:00:00Z");
        }

        @Test
        void attendAfterTheCloseIsRefused() {
            var lecture = open();
            close(lecture);

            var reply = assertRefused(attend(lecture).as(lee), 410, "LECTURE_CLOSED");

            assertThat(reply.text("detail")).contains("2030-03-01T09:00:00.123456Z");
        }

        @Test
        void aCapacityBelowThoseWhoAttendIsRefused() {
            var lecture = Call.post("/lecture/open")
                    .as(kim)
                    .json("{\"maxStudents\":2}")
                    .over(mvc);
            attend(lecture).as(lee).over(mvc);
            attend(lecture).as(park).over(mvc);

            var reply = assertRefused(capacity(1).as(kim).in(lecture.text("roomId")), 409, "CAPACITY_BELOW_ATTENDING");

            assertThat(reply.text("detail")).contains("2");
        }

        @Test
        void aCapacityByAnybodyButTheOwnerOrOfAClosedLectureIsRefused() {
            var lecture = open();
            var room = lecture.text("roomId");

            assertRefused(capacity(2).as(choi).in(room), 403, "NOT_THE_OWNER");
            assertRefused(capacity(2).as(lee).in(room), 403, "NOT_THE_OWNER");
            close(lecture);
            assertRefused(capacity(2).as(kim).in(room), 410, "LECTURE_CLOSED");
        }

        @Test
        void aCapacityThatIsNoneIsRefused() {
            var reply = assertRefused(capacity(0).as(kim).in(open().text("roomId")), 400, "INVALID_REQUEST");

            assertThat(fields(reply)).containsExactly("maxStudents");
        }

        private static Call capacity(int maxStudents) {
            return Call.post("/lecture/capacity").json("{\"maxStudents\":%d}".formatted(maxStudents));
        }

        @Test
        void leaveByOneWhoWasInWhenItClosedIsRefused() {
            var lecture = open();
            var room = attend(lecture).as(lee).over(mvc).text("roomId");
            close(lecture);

            var reply = assertRefused(Call.post("/lecture/leave").as(lee).in(room), 410, "LECTURE_CLOSED");

            assertThat(reply.text("detail")).contains("2030-03-01T09:00:00.123456Z");
        }

        @Test
        void leaveByOneWhoNeverAttendedIsRefused() {
            var room = open().text("roomId");

            assertRefused(Call.post("/lecture/leave").as(lee).in(room), 403, "NOT_IN_LECTURE");
            assertRefused(Call.post("/lecture/leave").as(kim).in(room), 403, "NOT_IN_LECTURE");
        }

        @Test
        void closeByAnybodyButTheOwnerIsRefused() {
            var room = open().text("roomId");

            assertRefused(Call.post("/lecture/close").as(choi).in(room), 403, "NOT_THE_OWNER");
            assertRefused(Call.post("/lecture/close").as(lee).in(room), 403, "NOT_THE_OWNER");
        }

        @Test
        void aLookByAnybodyWhoIsNotInTheRoomIsRefused() {
            var room = open().text("roomId");

            assertRefused(Call.get("/lecture").as(lee).in(room), 403, "NOT_IN_LECTURE");
            assertRefused(Call.get("/lecture").as(choi).in(room), 403, "NOT_IN_LECTURE");
            assertRefused(Call.get("/lecture/attendees").as(lee).in(room), 403, "NOT_IN_LECTURE");
        }

        @Test
        void whatIsAskedOfALectureThatIsGoneIsRefused() {
            var lecture = open();
            close(lecture);
            clock.advance(Duration.ofHours(1));
            assertThat(lectures.housekeeping().removeClosed(clock.instant())).isPositive();

            var room = lecture.text("roomId");

            assertRefused(Call.get("/lecture").as(kim).in(room), 404, "LECTURE_NOT_FOUND");
            assertRefused(Call.get("/lecture/attendees").as(kim).in(room), 404, "LECTURE_NOT_FOUND");
            assertRefused(Call.post("/lecture/leave").as(lee).in(room), 404, "LECTURE_NOT_FOUND");
            assertRefused(Call.post("/lecture/close").as(kim).in(room), 404, "LECTURE_NOT_FOUND");
            assertRefused(capacity(2).as(kim).in(room), 404, "LECTURE_NOT_FOUND");
            assertRefused(attend(lecture).as(lee), 404, "LECTURE_NOT_FOUND");
        }

        @Test
        void whatCanNotBeServedNowIsToBeSentAgain() {
            var room = open().text("roomId");
            lectures.failWith(new ServiceUnavailable.TryAgain("the store is away"));

            assertRefused(Call.post("/lecture/open").as(choi).json("{\"maxStudents\":1}"), 503, "TRY_AGAIN");
            assertRefused(Call.post("/lecture/leave").as(lee).in(room), 503, "TRY_AGAIN");
            assertRefused(Call.get("/lecture").as(kim).in(room), 503, "TRY_AGAIN");
            assertRefused(Call.get("/lectures").as(kim), 503, "TRY_AGAIN");
        }

        @Test
        void aDatabaseThatHangsUpIsNotTakenForAClientThatDoes() {
            var room = open().text("roomId");
            for (var hungUp : List.of(new SocketException("Connection reset by peer"), new EOFException())) {
                lectures.failWith(new ServiceUnavailable.TryAgain("the store is away", hungUp));

                assertRefused(Call.post("/lecture/leave").as(lee).in(room), 503, "TRY_AGAIN");
            }
        }

        @Test
        void openBesideAnotherOpenThatTakesTooLongIsToBeSentAgain() {
            mutex.beBusy();

            assertRefused(Call.post("/lecture/open").as(kim).json("{\"maxStudents\":1}"), 503, "TRY_AGAIN");
        }

        @Test
        void aLineThatIsTooLongIsToBeJoinedLater() {
            var lecture = open();
            lectures.failWith(new ServiceUnavailable.LineFull("10,000 are waiting"));

            assertRefused(attend(lecture).as(lee), 503, "LINE_FULL");
        }

        @Test
        void aPathThatLeadsNowhereIsNotFoundWithoutAPassport() {
            assertRefused(Call.get("/"), 404, "NOT_FOUND");
            assertRefused(Call.post("/lectern"), 404, "NOT_FOUND");
            assertRefused(Call.get("/lecture/nothing").as(kim), 404, "NOT_FOUND");
            assertRefused(Call.get("/lectures/").as(kim), 404, "NOT_FOUND");
        }

        @Test
        void anotherMethodIsNotAllowed() {
            for (var method : new String[] {"GET", "PUT", "DELETE", "PATCH", "BREW"}) {
                var reply = assertRefused(Call.of(method, "/lecture/open").as(kim), 405, "METHOD_NOT_ALLOWED");
                assertThat(reply.header("Allow")).isEqualTo("POST");
            }
            assertThat(assertRefused(Call.post("/lectures").as(kim), 405, "METHOD_NOT_ALLOWED")
                            .header("Allow"))
                    .isEqualTo("GET, HEAD");
            for (var path : new String[] {"/swagger/openapi.json", "/swagger/swagger-ui/index.html", "/swagger/docs"}) {
                assertThat(assertRefused(Call.post(path), 405, "METHOD_NOT_ALLOWED")
                                .header("Allow"))
                        .as(path)
                        .isEqualTo("GET, HEAD");
            }
        }

        @Test
        void anAnswerThatNobodyWouldTakeIsNotMade() {
            var open = Call.post("/lecture/open").as(kim).json("{\"maxStudents\":1}");

            assertRefused(open.header("Accept", "text/html"), 406, "NOT_ACCEPTABLE");

            assertThat(Call.get("/lectures").as(kim).over(mvc).json().path("lectures"))
                    .isEmpty();
        }

        @Test
        void aBodyOfAnotherMediaTypeIsNotSupported() {
            var json = "{\"maxStudents\":1}".getBytes(StandardCharsets.UTF_8);

            for (var type : new String[] {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "application/problem+json",
                "text/json",
                "application/merge-patch+json",
                "application/json, application/json",
                "application/json;charset=UTF-16",
                "application/json;charset=us-ascii",
                "application/json; charset=euc-kr",
                "application/json; charset='utf-8'",
                "multipart/form-data; boundary=x",
                "junk"
            }) {
                var reply = assertRefused(
                        Call.post("/lecture/open")
                                .as(kim)
                                .header("Content-Type", type)
                                .body(json),
                        415,
                        "UNSUPPORTED_MEDIA_TYPE");
                assertThat(reply.header("Accept")).as(type).isEqualTo("application/json");
            }
            assertRefused(Call.post("/lecture/open").as(kim).body(json), 415, "UNSUPPORTED_MEDIA_TYPE");
        }

        @Test
        void aBodyWithAContentCodingIsNotSupported() {
            for (var coding : new String[] {"gzip", "identity, gzip", "gzip,identity", "x", "identity;q=1"}) {
                var reply = assertRefused(
                        Call.post("/lecture/open")
                                .as(kim)
                                .json("{\"maxStudents\":1}")
                                .header("Content-Encoding", "identity")
                                .header("Content-Encoding", coding),
                        415,
                        "UNSUPPORTED_MEDIA_TYPE");
                assertThat(reply.header("Accept-Encoding")).as(coding).isEqualTo("identity");
                assertThat(reply.header("Accept")).as(coding).isEmpty();
            }
        }

        @Test
        void aBodyOfMoreThan16KilobytesIsTooLarge() {
            var fits = "{\"maxStudents\":1" + " ".repeat(16 * 1024 - 17) + '}';

            assertRefused(Call.post("/lecture/open").as(kim).json(fits + ' '), 413, "CONTENT_TOO_LARGE");
            assertThat(Call.post("/lecture/open").as(kim).json(fits).over(mvc).status())
                    .isEqualTo(201);
        }

        @Test
        @ExtendWith(OutputCaptureExtension.class)
        void whatGoesWrongUnexpectedlyIsLoggedAndNotTold(CapturedOutput log) {
            var room = open().text("roomId");
            lectures.failWith(new IllegalStateException("a secret of the house"));

            var reply = assertRefused(Call.get("/lecture").as(kim).in(room), 500, "INTERNAL_ERROR");

            assertThat(reply.json().toString()).doesNotContain("secret", "IllegalState");
            assertThat(log).contains("IllegalStateException: a secret of the house", "at lectern.");
            assertThat(log).doesNotContain(room, kim.id().value());
        }

        private Call.Reply assertRefused(Call call, int status, String code) {
            var reply = call.header("Accept-Language", language).over(mvc);
            assertProblem(reply, status, code);
            assertThat(reply.header("Content-Language")).isEqualTo(language);
            assertThat(reply.text("instance")).isEqualTo(call.path());
            return reply;
        }
    }

    private Call.Reply open() {
        return Call.post("/lecture/open").as(kim).json("{\"maxStudents\":1}").over(mvc);
    }

    private static Call attend(Call.Reply lecture) {
        return Call.post("/lecture/attend").json("{\"lectureCode\":\"%s\"}".formatted(lecture.text("lectureCode")));
    }

    private void close(Call.Reply lecture) {
        assertThat(Call.post("/lecture/close")
                        .as(kim)
                        .in(lecture.text("roomId"))
                        .over(mvc)
                        .status())
                .isEqualTo(200);
    }
}
