package lectern.domain;

import java.time.Instant;

/**
 * A student took a seat.
 *
 * @param number the attendance number: 1, 2, 3 … in the order of admission, never given twice in a lecture
 */
public record StudentAttended(LectureId lecture, Student student, int number, Instant at) implements LectureEvent {}
