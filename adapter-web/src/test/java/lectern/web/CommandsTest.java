package lectern.web;

import static lectern.web.TestLectern.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import lectern.application.inmemory.SettableClock;
import lectern.domain.Student;
import lectern.domain.Teacher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

@WebTest
class CommandsTest {

    private final Teacher kim = Teacher.of(Call.unique("kim"));
    private final Student lee = Student.of(Call.unique("lee"));
    private final Student park = Student.of(Call.unique("park"));

    private final MockMvcTester mvc;
    private final SettableClock clock;

    CommandsTest(MockMvcTester mvc, SettableClock clock) {
        this.mvc = mvc;
        this.clock = clock;
    }

    @BeforeEach
    void setTheClock() {
        clock.set(START);
    }

    @Nested
    class Open {

        @Test
        void answersWithTheLectureItsCodeAndItsRoomPassport() {
            var reply = Call.post("/lecture/open").as(kim).json("""
                            {"maxStudents":30,"title":"함수형 자바 ☕","startsAt":"2030-03-01T19:00:00.1234567+09:00"}""").over(mvc);

            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.header("Content-Type")).isEqualTo("application/json");
            assertThat(reply.json().propertyNames())
                    .containsExactlyInAnyOrder(
                            "lectureId",
                            "lectureCode",
                            "roomId",
                            "status",
                            "maxStudents",
                            "title",
                            "startsAt",
                            "openedAt");
            assertThat(UUID.fromString(reply.text("lectureId"))).isNotNull();
            assertThat(UUID.fromString(reply.text("lectureCode"))).isNotNull();
            assertThat(reply.text("roomId"))
                    .isEqualTo(reply.header("X-ROOM-ID"))
                    .isNotEmpty();
            assertThat(reply.text("status")).isEqualTo("RESERVED");
            assertThat(reply.json().path("maxStudents").asInt()).isEqualTo(30);
            assertThat(reply.text("title")).isEqualTo("함수형 자바 ☕");
            assertThat(reply.text("startsAt")).isEqualTo("2030-03-01T10:00:00.123456Z");
            assertThat(reply.text("openedAt")).isEqualTo("2030-03-01T09:00:00.123456Z");
        }

        @Test
        void startsAtOnceUnlessItIsToldWhen() {
            var reply = Call.post("/lecture/open")
                    .as(kim)
                    .json("{\"maxStudents\":1}")
                    .over(mvc);

            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.text("status")).isEqualTo("ACTIVE");
            assertThat(reply.text("startsAt")).isEqualTo(reply.text("openedAt"));
            assertThat(reply.json().has("title")).isFalse();
        }

        @Test
        void answersInJsonWhateverCharsetOrVersionIsAskedFor() {
            var open = Call.post("/lecture/open")
                    .as(kim)
                    .header("Accept", "text/html, application/json;charset=UTF-16;version=2;q=0.5")
                    .json("{\"maxStudents\":1}");

            var reply = open.over(mvc);

            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        }

        @Test
        void takesNullForNotGiven() {
            var reply = Call.post("/lecture/open")
                    .as(kim)
                    .json("{\"maxStudents\":100000,\"title\":null,\"startsAt\":null}")
                    .over(mvc);

            assertThat(reply.status()).isEqualTo(201);
        }

        @Test
        void answersTheSameAgainWithAnIdempotencyKey() {
            var open = Call.post("/lecture/open")
                    .as(kim)
                    .header("Idempotency-Key", "first!")
                    .json("{\"maxStudents\":30}");

            var first = open.over(mvc);
            clock.advance(Duration.ofMinutes(1));
            var again = open.over(mvc);

            assertThat(first.status()).isEqualTo(201);
            assertThat(again.status()).isEqualTo(201);
            assertThat(again.text("roomId")).isEqualTo(again.header("X-ROOM-ID"));
            assertThat(withoutRoom(again.json())).isEqualTo(withoutRoom(first.json()));
        }

        private static JsonNode withoutRoom(JsonNode json) {
            return json.asObject().deepCopy().without("roomId");
        }
    }

    @Nested
    class Attend {

        @Test
        void answersWithTheSeatAndTheRoomPassport() {
            var lecture = open();

            var reply = attend(lee, lecture);

            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.json().propertyNames())
                    .containsExactlyInAnyOrder("lectureId", "roomId", "studentId", "number", "attendedAt");
            assertThat(reply.text("lectureId")).isEqualTo(lecture.text("lectureId"));
            assertThat(reply.text("roomId"))
                    .isEqualTo(reply.header("X-ROOM-ID"))
                    .isNotEmpty();
            assertThat(reply.text("studentId")).isEqualTo(lee.id().value());
            assertThat(reply.json().path("number").asInt()).isEqualTo(1);
            assertThat(reply.text("attendedAt")).isEqualTo("2030-03-01T09:00:00.123456Z");
        }

        @Test
        void answersTheSameWith200WhenRepeated() {
            var lecture = open();

            var first = attend(lee, lecture);
            clock.advance(Duration.ofMinutes(1));
            var again = attend(lee, lecture);

            assertThat(again.status()).isEqualTo(200);
            assertThat(again.text("attendedAt")).isEqualTo(first.text("attendedAt"));
            assertThat(again.json().path("number").asInt()).isEqualTo(1);
            assertThat(again.text("roomId"))
                    .isEqualTo(again.header("X-ROOM-ID"))
                    .isNotEmpty();
        }

        @Test
        void takesACodeInCapitalsToo() {
            var code = open().text("lectureCode").toUpperCase(Locale.ROOT);

            var reply = Call.post("/lecture/attend")
                    .as(lee)
                    .json("{\"lectureCode\":\"%s\"}".formatted(code))
                    .over(mvc);

            assertThat(reply.status()).isEqualTo(201);
        }

        @Test
        void givesANewNumberToOneWhoComesBack() {
            var lecture = open();
            var room = attend(lee, lecture).text("roomId");
            leave(lee, room);

            assertThat(attend(lee, lecture).json().path("number").asInt()).isEqualTo(2);
        }
    }

    @Nested
    class Leave {

        @Test
        void answersWhenTheSeatWasGivenBack() {
            var lecture = open();
            var room = attend(lee, lecture).text("roomId");
            clock.advance(Duration.ofMinutes(1));

            var reply = leave(lee, room);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json().propertyNames()).containsExactlyInAnyOrder("lectureId", "studentId", "leftAt");
            assertThat(reply.text("lectureId")).isEqualTo(lecture.text("lectureId"));
            assertThat(reply.text("studentId")).isEqualTo(lee.id().value());
            assertThat(reply.text("leftAt")).isEqualTo("2030-03-01T09:01:00.123456Z");
        }

        @Test
        void answersTheSameWhenRepeated() {
            var room = attend(lee, open()).text("roomId");
            var first = leave(lee, room);
            clock.advance(Duration.ofMinutes(1));

            assertThat(leave(lee, room)).satisfies(again -> {
                assertThat(again.status()).isEqualTo(200);
                assertThat(again.json()).isEqualTo(first.json());
            });
        }
    }

    @Nested
    class Capacity {

        @Test
        void answersWithTheCapacityAndHowManyAttend() {
            var lecture = open();
            attend(lee, lecture);

            var reply = capacity(kim, lecture.text("roomId"), 40);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json().propertyNames()).containsExactlyInAnyOrder("lectureId", "maxStudents", "attending");
            assertThat(reply.text("lectureId")).isEqualTo(lecture.text("lectureId"));
            assertThat(reply.json().path("maxStudents").asInt()).isEqualTo(40);
            assertThat(reply.json().path("attending").asInt()).isEqualTo(1);
        }

        @Test
        void answersTheSameWhenRepeated() {
            var room = open().text("roomId");

            assertThat(capacity(kim, room, 3).json())
                    .isEqualTo(capacity(kim, room, 3).json());
        }

        @Test
        void letsMoreStudentsInAndIsShown() {
            var lecture = open();
            attend(lee, lecture);
            attend(park, lecture);
            var cho = Student.of("cho");
            assertThat(attend(cho, lecture).status()).isEqualTo(409);

            capacity(kim, lecture.text("roomId"), 3);

            assertThat(attend(cho, lecture).status()).isEqualTo(201);
            assertThat(Call.get("/lecture")
                            .as(kim)
                            .in(lecture.text("roomId"))
                            .over(mvc)
                            .json()
                            .path("maxStudents")
                            .asInt())
                    .isEqualTo(3);
        }

        private Call.Reply capacity(Teacher teacher, String room, int maxStudents) {
            return Call.post("/lecture/capacity")
                    .as(teacher)
                    .in(room)
                    .json("{\"maxStudents\":%d}".formatted(maxStudents))
                    .over(mvc);
        }
    }

    @Nested
    class Close {

        @Test
        void answersWithHowManyAttended() {
            var lecture = open();
            var room = attend(lee, lecture).text("roomId");
            leave(lee, room);
            attend(lee, lecture);
            attend(park, lecture);

            var reply = close(kim, lecture.text("roomId"));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json().propertyNames())
                    .containsExactlyInAnyOrder("lectureId", "status", "closedAt", "attended");
            assertThat(reply.text("lectureId")).isEqualTo(lecture.text("lectureId"));
            assertThat(reply.text("status")).isEqualTo("CLOSED");
            assertThat(reply.text("closedAt")).isEqualTo("2030-03-01T09:00:00.123456Z");
            assertThat(reply.json().path("attended").asInt()).isEqualTo(2);
        }

        @Test
        void answersTheSameWhenRepeated() {
            var room = open().text("roomId");
            var first = close(kim, room);
            clock.advance(Duration.ofMinutes(1));

            assertThat(close(kim, room)).satisfies(again -> {
                assertThat(again.status()).isEqualTo(200);
                assertThat(again.json()).isEqualTo(first.json());
            });
        }

        @Test
        void letsTheTeacherOpenTheNextLecture() {
            close(kim, open().text("roomId"));

            assertThat(open().status()).isEqualTo(201);
        }
    }

    private Call.Reply open() {
        return Call.post("/lecture/open").as(kim).json("{\"maxStudents\":2}").over(mvc);
    }

    private Call.Reply attend(Student student, Call.Reply lecture) {
        return Call.post("/lecture/attend")
                .as(student)
                .json("{\"lectureCode\":\"%s\"}".formatted(lecture.text("lectureCode")))
                .over(mvc);
    }

    private Call.Reply leave(Student student, String room) {
        return Call.post("/lecture/leave").as(student).in(room).over(mvc);
    }

    private Call.Reply close(Teacher teacher, String room) {
        return Call.post("/lecture/close").as(teacher).in(room).over(mvc);
    }
}
