package lectern.web.request;

import lectern.application.query.LectureViews.Cursor;
import lectern.application.query.ListLectures;
import lectern.application.query.PageSize;
import lectern.domain.User;
import org.jspecify.annotations.Nullable;

/**
 * A request for a page of the caller's lectures.
 *
 * @param after where the previous page ended; null for the first page
 */
public record LecturesRequest(PageSize size, @Nullable Cursor after) {

    static LecturesRequest read(RequestReader reader) {
        var size = reader.parameter("pageSize", ValueParser.PAGE_SIZE);
        var after = reader.parameter("pageToken", PageToken.LECTURES);
        return reader.accept(() -> new LecturesRequest(size.orElse(PageSize.USUAL), after.orElse(null)));
    }

    public ListLectures by(User caller) {
        return new ListLectures(caller, size, after);
    }
}
