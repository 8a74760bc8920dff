package lectern.application.query;

import lectern.domain.LectureId;
import lectern.domain.User;

/** A query for a lecture and the first page of its attendees. */
public record GetLecture(User caller, LectureId lecture) {}
