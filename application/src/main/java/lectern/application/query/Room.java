package lectern.application.query;

import java.util.function.Function;
import lectern.domain.LectureId;
import lectern.domain.Student;
import lectern.domain.Teacher;
import lectern.domain.User;

/** Who may look into a room: the lecture's teacher, and students who attend or have attended it. */
final class Room {

    private final LectureViews views;

    Room(LectureViews views) {
        this.views = views;
    }

    <V> Look<V> look(User caller, LectureId id, Function<LectureView, V> view) {
        var lecture = views.lecture(id);
        if (lecture.isEmpty()) {
            return new Look.NotFound<>();
        }
        return mayLook(caller, lecture.get())
                ? new Look.Seen<>(view.apply(lecture.get().as(caller)))
                : new Look.NotInLecture<>();
    }

    private boolean mayLook(User caller, LectureView lecture) {
        return switch (caller) {
            case Teacher teacher -> teacher.equals(lecture.teacher());
            case Student student -> views.hasAttended(lecture.id(), student);
        };
    }
}
