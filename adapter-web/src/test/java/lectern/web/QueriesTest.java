package lectern.web;

import static lectern.web.TestLectern.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import lectern.application.inmemory.InMemoryLectureViews;
import lectern.application.inmemory.SettableClock;
import lectern.domain.Student;
import lectern.domain.Teacher;
import lectern.domain.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

@WebTest
class QueriesTest {

    private final Teacher kim = Teacher.of(Call.unique("kim"));
    private final String run = Call.unique("student");

    private final MockMvcTester mvc;
    private final SettableClock clock;
    private final InMemoryLectureViews views;

    QueriesTest(MockMvcTester mvc, SettableClock clock, InMemoryLectureViews views) {
        this.mvc = mvc;
        this.clock = clock;
        this.views = views;
    }

    @BeforeEach
    void setTheClock() {
        clock.set(START);
    }

    @Nested
    class GetLecture {

        @Test
        void showsTheRoomToItsTeacher() {
            var opened = open("{\"maxStudents\":30,\"title\":\"Java\"}");
            attend(1, opened);

            var reply = Call.get("/lecture").as(kim).in(opened.text("roomId")).over(mvc);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json().propertyNames())
                    .containsExactlyInAnyOrder(
                            "lectureId",
                            "lectureCode",
                            "title",
                            "teacherId",
                            "status",
                            "maxStudents",
                            "attending",
                            "openedAt",
                            "startsAt",
                            "attendees");
            assertThat(reply.text("lectureId")).isEqualTo(opened.text("lectureId"));
            assertThat(reply.text("lectureCode")).isEqualTo(opened.text("lectureCode"));
            assertThat(reply.text("title")).isEqualTo("Java");
            assertThat(reply.text("teacherId")).isEqualTo(kim.id().value());
            assertThat(reply.text("status")).isEqualTo("ACTIVE");
            assertThat(reply.json().path("maxStudents").asInt()).isEqualTo(30);
            assertThat(reply.json().path("attending").asInt()).isEqualTo(1);
            assertThat(reply.text("openedAt")).isEqualTo("2030-03-01T09:00:00.123456Z");
            assertThat(reply.text("startsAt")).isEqualTo("2030-03-01T09:00:00.123456Z");
            var attendee = reply.json().path("attendees").path(0);
            assertThat(attendee.propertyNames()).containsExactlyInAnyOrder("studentId", "number", "attendedAt");
            assertThat(attendee.path("studentId").asString())
                    .isEqualTo(student(1).id().value());
            assertThat(attendee.path("number").asInt()).isEqualTo(1);
            assertThat(attendee.path("attendedAt").asString()).isEqualTo("2030-03-01T09:00:00.123456Z");
        }

        @Test
        void keepsTheCodeFromStudents() {
            var room = attend(1, open("{\"maxStudents\":30}")).text("roomId");

            var reply = Call.get("/lecture").as(student(1)).in(room).over(mvc);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json().has("lectureCode")).isFalse();
        }

        @Test
        void staysReadableOnceItIsClosed() {
            var opened = open("{\"maxStudents\":30}");
            var room = attend(1, opened).text("roomId");
            Call.post("/lecture/close").as(kim).in(opened.text("roomId")).over(mvc);

            var reply = Call.get("/lecture").as(student(1)).in(room).over(mvc);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text("status")).isEqualTo("CLOSED");
            assertThat(reply.text("closedAt")).isEqualTo("2030-03-01T09:00:00.123456Z");
        }

        @Test
        void turnsActiveWithTheClock() {
            var room = open("{\"maxStudents\":30,\"startsAt\":\"2030-03-01T10:00:00Z\"}")
                    .text("roomId");

            assertThat(Call.get("/lecture").as(kim).in(room).over(mvc).text("status"))
                    .isEqualTo("RESERVED");
            clock.advance(Duration.ofHours(1));
            assertThat(Call.get("/lecture").as(kim).in(room).over(mvc).text("status"))
                    .isEqualTo("ACTIVE");
        }

        @Test
        void carriesTheFirstPageOfAttendees() {
            var opened = open("{\"maxStudents\":60}");
            IntStream.rangeClosed(1, 51).forEach(n -> attend(n, opened));

            var first = Call.get("/lecture").as(kim).in(opened.text("roomId")).over(mvc);
            var second = Call.get("/lecture/attendees?pageToken=" + first.text("nextPageToken"))
                    .as(kim)
                    .in(opened.text("roomId"))
                    .over(mvc);

            assertThat(first.json().path("attending").asInt()).isEqualTo(51);
            assertThat(first.json().path("attendees")).hasSize(50);
            assertThat(numbers(second)).containsExactly(51);
            assertThat(second.json().has("nextPageToken")).isFalse();
        }
    }

    @Nested
    class GetLectureAgain {

        @Test
        void isForClientsToKeepForThesePassportsAndAskAboutEachTime() {
            var room = open("{\"maxStudents\":30}").text("roomId");

            var reply = look(kim, room);

            assertThat(reply.header("ETag")).matches("W/\"[^\"]+\"");
            assertThat(reply.header("Cache-Control")).isEqualTo("no-cache, private");
            assertThat(reply.header("Vary")).isEqualTo("X-USER-ID, X-ROOM-ID");
            assertThat(reply.header("Pragma")).isEmpty();
            assertThat(reply.header("Expires")).isEmpty();
        }

        @Test
        void answersWithNothingWhatTheClientHasKept() {
            var opened = open("{\"maxStudents\":30}");
            attend(1, opened);

            for (var user : List.of(kim, student(1))) {
                var kept = look(user, opened.text("roomId"));
                // Spring would say the same by itself, but only once it has the answer.
                var reply = views.withoutAttendees(() -> look(user, opened.text("roomId"), kept.header("ETag")));

                assertThat(reply.status()).isEqualTo(304);
                for (var header : List.of("ETag", "Cache-Control", "Vary", "Pragma", "Expires")) {
                    assertThat(reply.header(header)).as(header).isEqualTo(kept.header(header));
                }
            }
        }

        @Test
        void findsTheTagInWhateverFormItComes() {
            var room = open("{\"maxStudents\":30}").text("roomId");
            var weak = look(kim, room).header("ETag");
            var strong = weak.substring("W/".length());

            for (var lines : List.of(
                    List.of(strong),
                    List.of("\"a, b\",W/\"c\" , " + weak + ", \"d\""),
                    List.of("\"a\"", weak),
                    List.of("*"))) {
                var reply = views.withoutAttendees(() -> look(kim, room, lines.toArray(String[]::new)));

                assertThat(reply.status()).as(lines.toString()).isEqualTo(304);
            }
        }

        @Test
        void ignoresWhatIsNoTagOfItsOwn() {
            var room = open("{\"maxStudents\":30}").text("roomId");
            var bare = look(kim, room).header("ETag").replaceAll("W/|\"", "");

            for (var tag : List.of("", bare, "\"" + bare, "\"*\"", "\"\"", "W/", ",", "\"%s.\"".formatted(bare))) {
                assertThat(look(kim, room, tag).status()).as(tag).isEqualTo(200);
            }
        }

        @Test
        void showsWhateverHasChangedSince() {
            var opened = open("{\"maxStudents\":30,\"startsAt\":\"2030-03-01T10:00:00Z\"}");
            var room = opened.text("roomId");
            var reserved = look(kim, room);

            clock.advance(Duration.ofHours(1));
            var active = look(kim, room, reserved.header("ETag"));
            assertThat(active.text("status")).isEqualTo("ACTIVE");

            attend(1, opened);
            var attended = look(kim, room, active.header("ETag"));
            assertThat(numbers(attended)).containsExactly(1);

            Call.post("/lecture/leave").as(student(1)).in(room).over(mvc);
            var left = look(kim, room, attended.header("ETag"));
            assertThat(numbers(left)).isEmpty();

            Call.post("/lecture/close").as(kim).in(room).over(mvc);
            var closed = look(kim, room, left.header("ETag"));
            assertThat(closed.text("status")).isEqualTo("CLOSED");
        }

        @Test
        void showsTheSameAgainWithoutReadingWhoIsIn() {
            var opened = open("{\"maxStudents\":30}");
            var room = attend(1, opened).text("roomId");
            attend(2, opened);
            var first = look(student(1), room);

            var second = views.withoutAttendees(() -> look(student(2), room));

            assertThat(second.status()).isEqualTo(200);
            assertThat(second.json()).isEqualTo(first.json());
            assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
            assertThat(second.header("Content-Type")).isEqualTo("application/json");
        }

        @Test
        void tellsApartWhatTheTeacherAndAStudentSee() {
            var opened = open("{\"maxStudents\":30}");
            var room = attend(1, opened).text("roomId");

            var reply = look(kim, room, look(student(1), room).header("ETag"));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text("lectureCode")).isEqualTo(opened.text("lectureCode"));
        }

        @Test
        void tellsApartLecturesThatAreAllAtTheSamePath() {
            var first = open("{\"maxStudents\":30}");
            var firstTag = look(kim, first.text("roomId")).header("ETag");
            Call.post("/lecture/close").as(kim).in(first.text("roomId")).over(mvc);
            var second = open("{\"maxStudents\":30}");

            var reply = look(kim, second.text("roomId"), firstTag);

            assertThat(reply.text("lectureId")).isEqualTo(second.text("lectureId"));
        }

        @Test
        void tellsNobodyElseThatNothingHasChanged() {
            var room = open("{\"maxStudents\":30}").text("roomId");
            var tag = look(kim, room).header("ETag");

            assertThat(look(student(1), room, tag).text("code")).isEqualTo("NOT_IN_LECTURE");
            assertThat(look(student(1), room, "*").text("code")).isEqualTo("NOT_IN_LECTURE");
            assertThat(look(student(1), room, "*").header("Cache-Control")).isEqualTo("no-store");
        }

        @Test
        void isTheSameForHead() {
            var room = open("{\"maxStudents\":30}").text("roomId");

            var head = Call.of("HEAD", "/lecture").as(kim).in(room).over(mvc);
            var again = Call.of("HEAD", "/lecture")
                    .as(kim)
                    .in(room)
                    .header("If-None-Match", head.header("ETag"))
                    .over(mvc);

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("ETag")).isEqualTo(look(kim, room).header("ETag"));
            assertThat(again.status()).isEqualTo(304);
        }

        private Call.Reply look(User user, String room, String... ifNoneMatch) {
            var call = Call.get("/lecture").as(user).in(room);
            for (var tags : ifNoneMatch) {
                call = call.header("If-None-Match", tags);
            }
            return call.over(mvc);
        }
    }

    @Nested
    class ListAttendees {

        @Test
        void goesThroughAllOfThemByNumber() {
            var opened = open("{\"maxStudents\":60}");
            IntStream.rangeClosed(1, 7).forEach(n -> attend(n, opened));

            var numbers = new ArrayList<List<Integer>>();
            var page = attendees(opened, "?pageSize=3");
            numbers.add(numbers(page));
            while (page.json().has("nextPageToken")) {
                page = attendees(opened, "?pageSize=3&pageToken=" + page.text("nextPageToken"));
                numbers.add(numbers(page));
            }

            assertThat(page.json().propertyNames()).containsExactly("attendees");
            assertThat(numbers).containsExactly(List.of(1, 2, 3), List.of(4, 5, 6), List.of(7));
        }

        @Test
        void isEmptyWhenNobodyIsIn() {
            var reply = attendees(open("{\"maxStudents\":60}"), "");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json().path("attendees").isArray()).isTrue();
            assertThat(reply.json().path("attendees")).isEmpty();
        }

        @Test
        void isNotForClientsToKeep() {
            var reply = attendees(open("{\"maxStudents\":60}"), "");

            assertThat(reply.header("Cache-Control")).contains("no-store");
            assertThat(reply.header("ETag")).isEmpty();
        }

        private Call.Reply attendees(Call.Reply opened, String query) {
            return Call.get("/lecture/attendees" + query)
                    .as(kim)
                    .in(opened.text("roomId"))
                    .over(mvc);
        }
    }

    @Nested
    class ListLectures {

        @Test
        void showsTeachersTheirOwnNewestFirst() {
            var lectures = openAndClose(5);

            var shown = new ArrayList<String>();
            var page = Call.get("/lectures?pageSize=2").as(kim).over(mvc);
            lectureIds(page).forEach(shown::add);
            while (page.json().has("nextPageToken")) {
                page = Call.get("/lectures?pageSize=2&pageToken=" + page.text("nextPageToken"))
                        .as(kim)
                        .over(mvc);
                lectureIds(page).forEach(shown::add);
            }

            assertThat(shown).isEqualTo(lectures.reversed());
        }

        @Test
        void handsOutAFreshRoomPassportForEach() {
            var opened = open("{\"maxStudents\":30,\"title\":\"Java\"}");

            var listed = Call.get("/lectures")
                    .as(kim)
                    .over(mvc)
                    .json()
                    .path("lectures")
                    .path(0);
            var room = Call.get("/lecture")
                    .as(kim)
                    .in(listed.path("roomId").asString())
                    .over(mvc);

            assertThat(listed.propertyNames())
                    .containsExactlyInAnyOrder(
                            "lectureId",
                            "lectureCode",
                            "roomId",
                            "title",
                            "teacherId",
                            "status",
                            "maxStudents",
                            "attending",
                            "openedAt",
                            "startsAt");
            assertThat(room.text("lectureId")).isEqualTo(opened.text("lectureId"));
        }

        @Test
        void showsStudentsWhatTheyAttendedWithoutTheCode() {
            var opened = open("{\"maxStudents\":30}");
            attend(1, opened);

            var listed = Call.get("/lectures").as(student(1)).over(mvc);

            assertThat(lectureIds(listed)).containsExactly(opened.text("lectureId"));
            assertThat(listed.json().path("lectures").path(0).has("lectureCode"))
                    .isFalse();
            assertThat(Call.get("/lectures").as(student(2)).over(mvc).json().path("lectures"))
                    .isEmpty();
        }

        private List<String> openAndClose(int lectures) {
            return IntStream.range(0, lectures)
                    .mapToObj(_ -> {
                        clock.advance(Duration.ofMinutes(1));
                        var opened = open("{\"maxStudents\":30}");
                        Call.post("/lecture/close")
                                .as(kim)
                                .in(opened.text("roomId"))
                                .over(mvc);
                        return opened.text("lectureId");
                    })
                    .toList();
        }

        private static List<String> lectureIds(Call.Reply page) {
            return stream(page.json().path("lectures"))
                    .map(lecture -> lecture.path("lectureId").asString())
                    .toList();
        }
    }

    private Call.Reply open(String json) {
        return Call.post("/lecture/open").as(kim).json(json).over(mvc);
    }

    private Call.Reply attend(int n, Call.Reply opened) {
        return Call.post("/lecture/attend")
                .as(student(n))
                .json("{\"lectureCode\":\"%s\"}".formatted(opened.text("lectureCode")))
                .over(mvc);
    }

    private Student student(int n) {
        return Student.of(n + "-" + run);
    }

    private static List<Integer> numbers(Call.Reply page) {
        return stream(page.json().path("attendees"))
                .map(attendee -> attendee.path("number").asInt())
                .toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
