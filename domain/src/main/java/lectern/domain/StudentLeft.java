package lectern.domain;

import java.time.Instant;

/** A student gave their seat back. */
public record StudentLeft(LectureId lecture, Student student, Instant at) implements LectureEvent {}
