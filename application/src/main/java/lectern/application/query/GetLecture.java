package lectern.application.query;

import java.util.function.Predicate;
import lectern.domain.LectureId;
import lectern.domain.User;

/**
 * Look at a lecture and the first of those who are in.
 *
 * @param hasSeen whether the caller has seen a revision already, and need not be shown it again
 */
public record GetLecture(User caller, LectureId lecture, Predicate<Revision> hasSeen) {}
