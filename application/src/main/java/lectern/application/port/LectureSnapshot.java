package lectern.application.port;

import java.util.Map;
import lectern.domain.Lecture;

/** A lecture as it was at one version. */
public record LectureSnapshot(Lecture lecture, Version version) {

    /** The same without attendances: an instance remembers the state of a lecture, and not who is in it. */
    public LectureSnapshot withoutAttendances() {
        return new LectureSnapshot(new Lecture(lecture.state(), Map.of()), version);
    }
}
