package lectern.persistence;

import lectern.domain.LectureId;
import lectern.domain.Student;

/** A student's seat in a lecture, which they have, or have had, or not. */
record Seat(LectureId lecture, Student student) {}
