package lectern.application.query;

import lectern.application.port.ServiceUnavailable;

/** Lists the students who are in a lecture, for callers who are in the room. */
public final class ListAttendeesHandler {

    private final LectureViews views;
    private final RoomAccess room;

    public ListAttendeesHandler(LectureViews views) {
        this.views = views;
        this.room = new RoomAccess(views);
    }

    /** @throws ServiceUnavailable when the views can't be read now */
    public QueryResult<Page<AttendeeView>> handle(ListAttendees query) {
        return room.read(
                query.caller(),
                query.lecture(),
                lecture -> Page.of(
                        views.attendees(
                                lecture.id(), query.after(), query.size().andOneMore()),
                        query.size()));
    }
}
