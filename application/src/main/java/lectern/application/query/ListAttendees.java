package lectern.application.query;

import lectern.domain.LectureId;
import lectern.domain.User;

/**
 * A query for the students who are in a lecture, by attendance number.
 *
 * @param after only students with a greater number; 0 for the first page
 */
public record ListAttendees(User caller, LectureId lecture, PageSize size, int after) {}
