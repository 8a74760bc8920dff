package lectern.application.query;

import lectern.domain.User;
import org.jspecify.annotations.Nullable;

/**
 * List the caller's lectures: a teacher's own, a student's attended.
 *
 * @param after those that come after this place only; null for the first page
 */
public record ListLectures(User caller, PageSize size, LectureViews.@Nullable Cursor after) {}
