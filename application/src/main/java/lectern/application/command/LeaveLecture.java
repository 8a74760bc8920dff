package lectern.application.command;

import lectern.domain.LectureId;
import lectern.domain.User;

/** Give the caller's seat back. */
public record LeaveLecture(User caller, LectureId lecture) {}
