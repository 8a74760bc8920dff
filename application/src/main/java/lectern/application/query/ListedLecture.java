package lectern.application.query;

import lectern.domain.LectureStatus;

/** A lecture as it is shown in a list of lectures. */
public record ListedLecture(LectureView lecture, LectureStatus status) {}
