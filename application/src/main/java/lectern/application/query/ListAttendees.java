package lectern.application.query;

import lectern.domain.LectureId;
import lectern.domain.User;

/**
 * List those who are in a lecture, by attendance number.
 *
 * @param after those with a greater number only; 0 for the first page
 */
public record ListAttendees(User caller, LectureId lecture, PageSize size, int after) {}
