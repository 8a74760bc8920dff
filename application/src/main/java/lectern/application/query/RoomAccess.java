package lectern.application.query;

import java.util.function.Function;
import lectern.domain.LectureId;
import lectern.domain.Student;
import lectern.domain.Teacher;
import lectern.domain.User;

/** Lets only the users in its room read a lecture: the lecture's teacher, and students who attend or have attended it. */
final class RoomAccess {

    private final LectureViews views;

    RoomAccess(LectureViews views) {
        this.views = views;
    }

    <V> QueryResult<V> read(User caller, LectureId id, Function<LectureView, V> view) {
        var lecture = views.lecture(id);
        if (lecture.isEmpty()) {
            return new QueryResult.NotFound<>();
        }
        return mayRead(caller, lecture.get())
                ? new QueryResult.Found<>(view.apply(lecture.get().as(caller)))
                : new QueryResult.NotInLecture<>();
    }

    private boolean mayRead(User caller, LectureView lecture) {
        return switch (caller) {
            case Teacher teacher -> teacher.equals(lecture.teacher());
            case Student student -> views.hasAttended(lecture.id(), student);
        };
    }
}
