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
    public Look<RoomView> handle(GetLecture query) {
        var size = PageSize.USUAL;
        return room.look(
                query.caller(),
                query.lecture(),
                lecture -> new RoomView(
                        lecture,
                        lecture.status(clock.instant()),
                        Slice.of(views.attendees(lecture.id(), 0, size.andOneMore()), size)));
    }
}
