package lectern.application.command;

import lectern.domain.LectureId;
import lectern.domain.User;

/** End a lecture of the caller's own. */
public record CloseLecture(User caller, LectureId lecture) {}
