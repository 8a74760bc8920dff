package lectern.application.command;

import lectern.domain.LectureCode;
import lectern.domain.User;

/** Take a seat in the lecture that the code is of. */
public record AttendLecture(User caller, LectureCode code) {}
