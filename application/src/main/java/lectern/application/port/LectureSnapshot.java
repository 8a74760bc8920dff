package lectern.application.port;

import java.util.Map;
import lectern.domain.Lecture;

/** A lecture as it was at one version. */
public record LectureSnapshot(Lecture lecture, Version version) {

    /** The snapshot without attendances: an instance remembers the state of a lecture, but not who attends it. */
    public LectureSnapshot withoutAttendances() {
        return new LectureSnapshot(new Lecture(lecture.state(), Map.of()), version);
    }
}
