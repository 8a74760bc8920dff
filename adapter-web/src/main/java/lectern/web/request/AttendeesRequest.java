package lectern.web.request;

import lectern.application.query.ListAttendees;
import lectern.application.query.PageSize;
import lectern.domain.LectureId;
import lectern.domain.User;

/**
 * A request for a page of the attendees.
 *
 * @param after the attendance number with which the previous page ended; 0 for the first page
 */
public record AttendeesRequest(PageSize size, int after) {

    static AttendeesRequest read(RequestReader reader) {
        var size = reader.parameter("pageSize", ValueParser.PAGE_SIZE);
        var after = reader.parameter("pageToken", PageToken.ATTENDEES);
        return reader.accept(() -> new AttendeesRequest(size.orElse(PageSize.USUAL), after.orElse(0)));
    }

    public ListAttendees by(User caller, LectureId lecture) {
        return new ListAttendees(caller, lecture, size, after);
    }
}
