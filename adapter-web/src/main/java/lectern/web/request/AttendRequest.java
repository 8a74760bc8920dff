package lectern.web.request;

import lectern.domain.LectureCode;

/** What a student sends who attends a lecture. */
public record AttendRequest(LectureCode lectureCode) {

    static AttendRequest read(Input input) {
        var lectureCode = input.required("lectureCode", Form.LECTURE_CODE);
        return input.accept(() -> new AttendRequest(lectureCode.orElseThrow()));
    }
}
