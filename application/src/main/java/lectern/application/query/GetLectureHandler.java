package lectern.application.query;

import java.time.InstantSource;
import lectern.application.port.NotServed;

/** Shows a lecture to those who are in the room. */
public final class GetLectureHandler {

    private final LectureViews views;
    private final Room room;
    private final InstantSource clock;

    public GetLectureHandler(LectureViews views, InstantSource clock) {
        this.views = views;
        this.room = new Room(views);
        this.clock = clock;
    }

    /** @throws NotServed when the views can't be read now */
    public Look<News> handle(GetLecture query) {
        return room.look(query.caller(), query.lecture(), lecture -> {
            var status = lecture.status(clock.instant());
            // Taken before the attendees are read: they may be newer than their revision, but never older.
            var revision = Revision.of(lecture, status);
            return new News(revision, () -> new RoomView(lecture, status, firstPage(lecture)));
        });
    }

    private Slice<AttendeeView> firstPage(LectureView lecture) {
        var size = PageSize.USUAL;
        return Slice.of(views.attendees(lecture.id(), 0, size.andOneMore()), size);
    }
}
