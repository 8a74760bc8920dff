package lectern.application.query;

import java.time.InstantSource;
import lectern.application.port.ServiceUnavailable;

/** Lists the lectures that the caller opened or attended. */
public final class ListLecturesHandler {

    private final LectureViews views;
    private final InstantSource clock;

    public ListLecturesHandler(LectureViews views, InstantSource clock) {
        this.views = views;
        this.clock = clock;
    }

    /** @throws ServiceUnavailable when the views can't be read now */
    public Page<ListedLecture> handle(ListLectures query) {
        var now = clock.instant();
        var found = views.lecturesOf(query.caller(), query.after(), query.size().andOneMore()).stream()
                .map(lecture -> new ListedLecture(lecture.as(query.caller()), lecture.status(now)))
                .toList();
        return Page.of(found, query.size());
    }
}
