package lectern.application.query;

import lectern.application.port.NotServed;

/** Lists those who are in a lecture for those who are in the room. */
public final class ListAttendeesHandler {

    private final LectureViews views;
    private final Room room;

    public ListAttendeesHandler(LectureViews views) {
        this.views = views;
        this.room = new Room(views);
    }

    /** @throws NotServed when the views can't be read now */
    public Look<Slice<AttendeeView>> handle(ListAttendees query) {
        return room.look(
                query.caller(),
                query.lecture(),
                lecture -> Slice.of(
                        views.attendees(
                                lecture.id(), query.after(), query.size().andOneMore()),
                        query.size()));
    }
}
