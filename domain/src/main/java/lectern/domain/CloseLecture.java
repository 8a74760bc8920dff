package lectern.domain;

import java.time.Instant;

/** A teacher's command to end their lecture. */
public record CloseLecture(Teacher teacher) implements OwnerCommand<LectureClosed> {

    @Override
    public boolean isBatched() {
        return true;
    }

    @Override
    public Decision<LectureClosed> decide(Lecture lecture, Instant at) {
        return lecture.close(teacher, at);
    }
}
