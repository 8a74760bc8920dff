package lectern.application.query;

import lectern.domain.LectureStatus;

/**
 * A lecture as a caller in the room sees it.
 *
 * @param attendees the first page of the students who are in
 */
public record RoomView(LectureView lecture, LectureStatus status, Page<AttendeeView> attendees) {}
