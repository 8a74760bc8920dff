package lectern.application.query;

import lectern.domain.LectureId;
import lectern.domain.LectureStatus;

/** The revision of a room's view. It differs whenever a caller would see something different. */
public record Revision(LectureId lecture, long version, LectureStatus status, boolean withCode) {

    static Revision of(LectureView shown, LectureStatus status) {
        return new Revision(shown.id(), shown.version(), status, shown.code() != null);
    }
}
