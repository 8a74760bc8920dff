package lectern.application.query;

import java.time.InstantSource;
import lectern.application.port.ServiceUnavailable;

/** Shows a lecture to callers who are in the room. */
public final class GetLectureHandler {

    private final LectureViews views;
    private final RoomAccess room;
    private final InstantSource clock;

    public GetLectureHandler(LectureViews views, InstantSource clock) {
        this.views = views;
        this.room = new RoomAccess(views);
        this.clock = clock;
    }

    /** @throws ServiceUnavailable when the views can't be read now */
    public QueryResult<ConditionalView> handle(GetLecture query) {
        return room.read(query.caller(), query.lecture(), lecture -> {
            var status = lecture.status(clock.instant());
            // The revision is taken before the attendees are read: they may be newer than the revision, but never
            // older.
            var revision = Revision.of(lecture, status);
            return new ConditionalView(revision, () -> new RoomView(lecture, status, firstPage(lecture)));
        });
    }

    private Page<AttendeeView> firstPage(LectureView lecture) {
        var size = PageSize.USUAL;
        return Page.of(views.attendees(lecture.id(), 0, size.andOneMore()), size);
    }
}
