package lectern.web.request;

import lectern.application.query.ListAttendees;
import lectern.application.query.PageSize;
import lectern.domain.LectureId;
import lectern.domain.User;

/**
 * Which page of the attendees somebody asks for.
 *
 * @param after the attendance number that the page before ended with; 0 for the first page
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
