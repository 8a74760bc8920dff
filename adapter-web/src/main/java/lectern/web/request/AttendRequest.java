package lectern.web.request;

import lectern.application.command.AttendLecture;
import lectern.domain.LectureCode;
import lectern.domain.User;

/** What a student asks for who attends a lecture. */
public record AttendRequest(LectureCode lectureCode) {

    static AttendRequest read(Input input) {
        var lectureCode = input.required("lectureCode", Form.LECTURE_CODE);
        return input.accept(() -> new AttendRequest(lectureCode.orElseThrow()));
    }

    public AttendLecture by(User caller) {
        return new AttendLecture(caller, lectureCode);
    }
}
