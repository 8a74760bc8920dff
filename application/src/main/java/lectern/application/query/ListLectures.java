package lectern.application.query;

import lectern.domain.User;
import org.jspecify.annotations.Nullable;

/**
 * A query for the caller's lectures: those that a teacher opened, or that a student ever attended.
 *
 * @param after only lectures that come after this place; null for the first page
 */
public record ListLectures(User caller, PageSize size, LectureViews.@Nullable Cursor after) {}
