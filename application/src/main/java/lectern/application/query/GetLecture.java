package lectern.application.query;

import lectern.domain.LectureId;
import lectern.domain.User;

/** Look at a lecture and the first of those who are in. */
public record GetLecture(User caller, LectureId lecture) {}
