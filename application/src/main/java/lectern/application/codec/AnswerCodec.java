package lectern.application.codec;

import lectern.application.port.Answer;
import lectern.domain.Decision;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.Rejection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Encodes and decodes the answers that instances send each other. The text has no line ends. */
public final class AnswerCodec {

    private AnswerCodec() {}

    public static String text(Answer answer) {
        var fields = switch (answer) {
            case Answer.Unserved _ -> of("Unserved");
            case Answer.Decided(Decision.Accepted<?>(var event)) -> of("Accepted", event);
            case Answer.Decided(Decision.Repeated<?>(var event)) -> of("Repeated", event);
            case Answer.Decided(Decision.Rejected<?>(var reason)) -> of("Rejected", reason);
        };
        return fields.toString();
    }

    /** @param lecture the lecture that the answer is about; the text does not contain it */
    public static Answer answer(LectureId lecture, String text) throws Unreadable {
        return Json.read(text, fields -> answer(lecture, fields));
    }

    private static Answer answer(LectureId lecture, JsonNode fields) throws Unreadable {
        var type = Json.text(fields, "type");
        return switch (type) {
            case "Unserved" -> new Answer.Unserved();
            case "Accepted" -> new Answer.Decided(new Decision.Accepted<>(event(lecture, fields)));
            case "Repeated" -> new Answer.Decided(new Decision.Repeated<>(event(lecture, fields)));
            case "Rejected" -> new Answer.Decided(new Decision.Rejected<>(reason(fields)));
            default -> throw Unreadable.unknown("answer", type);
        };
    }

    private static ObjectNode of(String type) {
        return Json.object().put("type", type);
    }

    private static ObjectNode of(String type, LectureEvent event) {
        return of(type).put("event", EventCodec.type(event))
                .put("at", Json.micros(event.at()))
                .set("payload", EventCodec.fields(event));
    }

    private static LectureEvent event(LectureId lecture, JsonNode fields) throws Unreadable {
        var payload = Json.known(fields.required("payload"));
        return EventCodec.event(lecture, Json.text(fields, "event"), Json.micros(fields, "at"), payload);
    }

    private static ObjectNode of(String type, Rejection reason) {
        return switch (reason) {
            case Rejection.NotATeacher _ -> of(type, "NotATeacher");
            case Rejection.NotAStudent _ -> of(type, "NotAStudent");
            case Rejection.NotTheOwner _ -> of(type, "NotTheOwner");
            case Rejection.NotInLecture _ -> of(type, "NotInLecture");
            case Rejection.LectureNotFound _ -> of(type, "LectureNotFound");
            case Rejection.LectureFull(var capacity) -> of(type, "LectureFull").put("capacity", capacity.seats());
            case Rejection.CapacityBelowAttending(var attending) ->
                of(type, "CapacityBelowAttending").put("attending", attending);
            case Rejection.LectureNotStarted(var startsAt) ->
                of(type, "LectureNotStarted").put("startsAt", Json.micros(startsAt));
            case Rejection.LectureAlreadyOpen _ -> of(type, "LectureAlreadyOpen");
            case Rejection.LectureWasClosed(var closedAt) ->
                of(type, "LectureWasClosed").put("closedAt", Json.micros(closedAt));
            case Rejection.StartsInThePast(var startsAt) ->
                of(type, "StartsInThePast").put("startsAt", Json.micros(startsAt));
        };
    }

    private static ObjectNode of(String type, String reason) {
        return of(type).put("reason", reason);
    }

    private static Rejection reason(JsonNode fields) throws Unreadable {
        var reason = Json.text(fields, "reason");
        return switch (reason) {
            case "NotATeacher" -> new Rejection.NotATeacher();
            case "NotAStudent" -> new Rejection.NotAStudent();
            case "NotTheOwner" -> new Rejection.NotTheOwner();
            case "NotInLecture" -> new Rejection.NotInLecture();
            case "LectureNotFound" -> new Rejection.LectureNotFound();
            case "LectureFull" -> new Rejection.LectureFull(Json.capacity(fields));
            case "CapacityBelowAttending" -> new Rejection.CapacityBelowAttending(Json.number(fields, "attending"));
            case "LectureNotStarted" -> new Rejection.LectureNotStarted(Json.micros(fields, "startsAt"));
            case "LectureAlreadyOpen" -> new Rejection.LectureAlreadyOpen();
            case "LectureWasClosed" -> new Rejection.LectureWasClosed(Json.micros(fields, "closedAt"));
            case "StartsInThePast" -> new Rejection.StartsInThePast(Json.micros(fields, "startsAt"));
            default -> throw Unreadable.unknown("reason", reason);
        };
    }
}
