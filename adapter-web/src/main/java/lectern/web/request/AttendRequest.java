package lectern.web.request;

import lectern.domain.LectureCode;

/** A request to attend a lecture. */
public record AttendRequest(LectureCode lectureCode) {

    static AttendRequest read(RequestReader reader) {
        var lectureCode = reader.required("lectureCode", ValueParser.LECTURE_CODE);
        return reader.accept(() -> new AttendRequest(lectureCode.orElseThrow()));
    }
}
