package lectern.domain;

import java.time.Instant;

/**
 * The teacher closed the lecture.
 *
 * @param attended how many different students ever attended it
 */
public record LectureClosed(LectureId lecture, int attended, Instant at) implements LectureEvent {}
