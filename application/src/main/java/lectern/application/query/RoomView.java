package lectern.application.query;

import lectern.domain.LectureStatus;

/**
 * A lecture as one who is in the room sees it.
 *
 * @param attendees the first page of those who are in
 */
public record RoomView(LectureView lecture, LectureStatus status, Page<AttendeeView> attendees) {}
