package lectern.redis;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import lectern.application.port.Answer;
import lectern.application.port.Ticket;
import lectern.domain.Capacity;
import lectern.domain.Decision;
import lectern.domain.LectureClosed;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Rejection;
import lectern.domain.Request;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import lectern.domain.StudentLeft;
import lectern.domain.Teacher;

/**
 * How tickets, requests and answers are written in Redis: words with bars between them. A user id comes last, since it may have
 * bars of its own; it has no line ends, so those keep answers apart.
 *
 * <p>Another version, or something else, may have written what is read here. Whatever cannot be read is an
 * {@link IllegalArgumentException}, whose message does not repeat it: it may name users.
 */
final class Wire {

    private Wire() {}

    static String text(Ticket.Id id) {
        return id.instance() + ":" + id.number() + ":" + id.attempt();
    }

    static Ticket.Id ticketId(String text) {
        int attempt = text.lastIndexOf(':');
        int number = text.lastIndexOf(':', attempt - 1);
        if (number < 1) {
            throw unknown("ticket");
        }
        return new Ticket.Id(
                text.substring(0, number),
                Long.parseLong(text.substring(number + 1, attempt)),
                Integer.parseInt(text.substring(attempt + 1)));
    }

    static String text(Request<?> request) {
        return switch (request) {
            case Request.Attend(var student) -> "A|" + student.id();
            case Request.Leave(var student) -> "L|" + student.id();
            case Request.Close(var teacher) -> "C|" + teacher.id();
        };
    }

    static Request<?> request(String text) {
        var words = words(text, 2);
        return switch (words[0]) {
            case "A" -> new Request.Attend(Student.of(words[1]));
            case "L" -> new Request.Leave(Student.of(words[1]));
            case "C" -> new Request.Close(Teacher.of(words[1]));
            default -> throw unknown("request");
        };
    }

    /**
     * What another instance told this one: answers, or that the turn is free.
     *
     * @param answers those to tickets of this instance; unserved for those that cannot be read
     * @param unreadable how many answers cannot be read
     */
    record Told(LectureId lecture, boolean isTurnFree, Map<Ticket.Id, Answer> answers, int unreadable) {}

    /** A message that tells answers: the lecture, and a line for each ticket. */
    static String message(LectureId lecture, Map<Ticket.Id, Answer> answers) {
        return answers.entrySet().stream()
                .map(entry -> text(entry.getKey()) + "|" + text(entry.getValue()))
                .collect(Collectors.joining("\n", lecture + "\n", ""));
    }

    /** A message that tells that the turn is free: only the lecture. */
    static String message(LectureId lecture) {
        return lecture.toString();
    }

    /** Reads a message of either kind. An answer that cannot be read does not keep the others from being told. */
    static Told told(String message) {
        var lines = message.split("\n", -1);
        var lecture = new LectureId(UUID.fromString(lines[0]));
        var answers = new LinkedHashMap<Ticket.Id, Answer>();
        int unreadable = 0;
        for (int i = 1; i < lines.length; i++) {
            try {
                var words = words(lines[i], 2);
                var id = ticketId(words[0]);
                answers.put(id, new Answer.Unserved());
                answers.put(id, answer(lecture, words[1]));
            } catch (IllegalArgumentException _) {
                unreadable++;
            }
        }
        return new Told(lecture, lines.length == 1, answers, unreadable);
    }

    private static String text(Answer answer) {
        return switch (answer) {
            case Answer.Unserved _ -> "UNSERVED";
            case Answer.Decided(Decision.Accepted<?>(var event)) -> "ACCEPTED|" + text(event);
            case Answer.Decided(Decision.Repeated<?>(var event)) -> "REPEATED|" + text(event);
            case Answer.Decided(Decision.Rejected<?>(var reason)) -> "REJECTED|" + text(reason);
        };
    }

    private static Answer answer(LectureId lecture, String text) {
        return switch (kind(text)) {
            case "UNSERVED" -> new Answer.Unserved();
            case "ACCEPTED" -> new Answer.Decided(new Decision.Accepted<>(event(lecture, words(text, 2)[1])));
            case "REPEATED" -> new Answer.Decided(new Decision.Repeated<>(event(lecture, words(text, 2)[1])));
            case "REJECTED" -> new Answer.Decided(new Decision.Rejected<>(reason(words(text, 2)[1])));
            default -> throw unknown("answer");
        };
    }

    private static String text(LectureEvent event) {
        return switch (event) {
            case StudentAttended attended ->
                "ATTENDED|" + micros(attended.at()) + "|" + attended.number() + "|"
                        + attended.student().id();
            case StudentLeft left ->
                "LEFT|" + micros(left.at()) + "|" + left.student().id();
            case LectureClosed closed -> "CLOSED|" + micros(closed.at()) + "|" + closed.attended();
            case LectureOpened _ -> throw new IllegalArgumentException("a lecture is not opened in its line");
        };
    }

    private static LectureEvent event(LectureId lecture, String text) {
        var words = words(text, 3);
        var at = instant(words[1]);
        return switch (words[0]) {
            case "ATTENDED" -> {
                var seat = words(words[2], 2);
                yield new StudentAttended(lecture, Student.of(seat[1]), Integer.parseInt(seat[0]), at);
            }
            case "LEFT" -> new StudentLeft(lecture, Student.of(words[2]), at);
            case "CLOSED" -> new LectureClosed(lecture, Integer.parseInt(words[2]), at);
            default -> throw unknown("event");
        };
    }

    private static String text(Rejection reason) {
        return switch (reason) {
            case Rejection.NotATeacher _ -> "NOT_A_TEACHER";
            case Rejection.NotAStudent _ -> "NOT_A_STUDENT";
            case Rejection.NotTheOwner _ -> "NOT_THE_OWNER";
            case Rejection.NotInLecture _ -> "NOT_IN_LECTURE";
            case Rejection.LectureNotFound _ -> "NOT_FOUND";
            case Rejection.LectureAlreadyOpen _ -> "ALREADY_OPEN";
            case Rejection.LectureFull(var capacity) -> "FULL|" + capacity.seats();
            case Rejection.LectureNotStarted(var startsAt) -> "NOT_STARTED|" + micros(startsAt);
            case Rejection.LectureWasClosed(var closedAt) -> "WAS_CLOSED|" + micros(closedAt);
            case Rejection.StartsInThePast(var startsAt) -> "IN_THE_PAST|" + micros(startsAt);
        };
    }

    private static Rejection reason(String text) {
        return switch (kind(text)) {
            case "NOT_A_TEACHER" -> new Rejection.NotATeacher();
            case "NOT_A_STUDENT" -> new Rejection.NotAStudent();
            case "NOT_THE_OWNER" -> new Rejection.NotTheOwner();
            case "NOT_IN_LECTURE" -> new Rejection.NotInLecture();
            case "NOT_FOUND" -> new Rejection.LectureNotFound();
            case "ALREADY_OPEN" -> new Rejection.LectureAlreadyOpen();
            case "FULL" -> new Rejection.LectureFull(new Capacity(Integer.parseInt(words(text, 2)[1])));
            case "NOT_STARTED" -> new Rejection.LectureNotStarted(instant(words(text, 2)[1]));
            case "WAS_CLOSED" -> new Rejection.LectureWasClosed(instant(words(text, 2)[1]));
            case "IN_THE_PAST" -> new Rejection.StartsInThePast(instant(words(text, 2)[1]));
            default -> throw unknown("rejection");
        };
    }

    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    static Instant instant(String micros) {
        return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    }

    private static String kind(String text) {
        return text.split("\\|", 2)[0];
    }

    /** The last of them has all the bars that are left. */
    private static String[] words(String text, int count) {
        var words = text.split("\\|", count);
        if (words.length < count) {
            throw unknown("form");
        }
        return words;
    }

    private static IllegalArgumentException unknown(String what) {
        return new IllegalArgumentException("not a known " + what);
    }
}
