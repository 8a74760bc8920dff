package lectern.application.codec;

import lectern.domain.AttendLecture;
import lectern.domain.ChangeCapacity;
import lectern.domain.CloseLecture;
import lectern.domain.LeaveLecture;
import lectern.domain.LectureCommand;
import lectern.domain.Student;
import lectern.domain.Teacher;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Encodes and decodes the commands that tickets carry. The text has no line ends. */
public final class CommandCodec {

    private CommandCodec() {}

    public static String text(LectureCommand<?> command) {
        var fields = switch (command) {
            case AttendLecture(var student) -> of("AttendLecture", student);
            case LeaveLecture(var student) -> of("LeaveLecture", student);
            case ChangeCapacity(var teacher, var capacity) ->
                of("ChangeCapacity", teacher).put("capacity", capacity.seats());
            case CloseLecture(var teacher) -> of("CloseLecture", teacher);
        };
        return fields.toString();
    }

    public static LectureCommand<?> command(String text) throws Unreadable {
        return Json.read(text, CommandCodec::command);
    }

    private static LectureCommand<?> command(JsonNode fields) throws Unreadable {
        var type = Json.text(fields, "type");
        return switch (type) {
            case "AttendLecture" -> new AttendLecture(Json.student(fields));
            case "LeaveLecture" -> new LeaveLecture(Json.student(fields));
            case "ChangeCapacity" -> new ChangeCapacity(Json.teacher(fields), Json.capacity(fields));
            case "CloseLecture" -> new CloseLecture(Json.teacher(fields));
            default -> throw Unreadable.unknown("command", type);
        };
    }

    private static ObjectNode of(String type, Student student) {
        return Json.object().put("type", type).put("studentId", student.id().value());
    }

    private static ObjectNode of(String type, Teacher teacher) {
        return Json.object().put("type", type).put("teacherId", teacher.id().value());
    }
}
