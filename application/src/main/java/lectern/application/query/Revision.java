package lectern.application.query;

import lectern.domain.LectureId;
import lectern.domain.LectureStatus;

/** Which look of a room it is: another one whenever a caller would see anything else. */
public record Revision(LectureId lecture, long version, LectureStatus status, boolean withCode) {

    static Revision of(LectureView shown, LectureStatus status) {
        return new Revision(shown.id(), shown.version(), status, shown.code() != null);
    }
}
