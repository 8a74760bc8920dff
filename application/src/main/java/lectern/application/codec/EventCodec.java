package lectern.application.codec;

import java.time.Instant;
import java.util.UUID;
import lectern.domain.CapacityChanged;
import lectern.domain.LectureClosed;
import lectern.domain.LectureCode;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.StudentAttended;
import lectern.domain.StudentLeft;
import lectern.domain.Title;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Encodes and decodes events for the log, which keeps them for ever: a type, a time, and the rest as JSON. */
public final class EventCodec {

    private EventCodec() {}

    public static String type(LectureEvent event) {
        return switch (event) {
            case LectureOpened _ -> "LectureOpened";
            case StudentAttended _ -> "StudentAttended";
            case StudentLeft _ -> "StudentLeft";
            case CapacityChanged _ -> "CapacityChanged";
            case LectureClosed _ -> "LectureClosed";
        };
    }

    /** Everything in an event except its lecture, type and time. */
    public static String payload(LectureEvent event) {
        return fields(event).toString();
    }

    public static LectureEvent event(LectureId lecture, String type, Instant at, String payload) throws Unreadable {
        return Json.read(payload, node -> event(lecture, type, at, node));
    }

    static ObjectNode fields(LectureEvent event) {
        var fields = Json.object();
        return switch (event) {
            case LectureOpened opened -> {
                fields.put("code", opened.code().toString())
                        .put("teacherId", opened.teacher().id().value())
                        .put("capacity", opened.capacity().seats())
                        .put("startsAt", opened.startsAt().toString());
                yield opened.title() == null
                        ? fields
                        : fields.put("title", opened.title().value());
            }
            case StudentAttended attended ->
                fields.put("studentId", attended.student().id().value()).put("number", attended.number());
            case StudentLeft left -> fields.put("studentId", left.student().id().value());
            case CapacityChanged changed ->
                fields.put("capacity", changed.capacity().seats()).put("attending", changed.attending());
            case LectureClosed closed -> fields.put("attended", closed.attended());
        };
    }

    static LectureEvent event(LectureId lecture, String type, Instant at, JsonNode fields) throws Unreadable {
        return switch (type) {
            case "LectureOpened" ->
                new LectureOpened(
                        lecture,
                        new LectureCode(UUID.fromString(Json.text(fields, "code"))),
                        Json.teacher(fields),
                        Json.capacity(fields),
                        fields.hasNonNull("title") ? new Title(Json.text(fields, "title")) : null,
                        Instant.parse(Json.text(fields, "startsAt")),
                        at);
            case "StudentAttended" ->
                new StudentAttended(lecture, Json.student(fields), Json.number(fields, "number"), at);
            case "StudentLeft" -> new StudentLeft(lecture, Json.student(fields), at);
            case "CapacityChanged" ->
                new CapacityChanged(lecture, Json.capacity(fields), Json.number(fields, "attending"), at);
            case "LectureClosed" -> new LectureClosed(lecture, Json.number(fields, "attended"), at);
            default -> throw Unreadable.unknown("event", type);
        };
    }
}
