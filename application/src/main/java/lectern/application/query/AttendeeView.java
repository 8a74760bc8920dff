package lectern.application.query;

import java.time.Instant;
import lectern.domain.Student;

/** A student who is in the room now. */
public record AttendeeView(Student student, int number, Instant attendedAt) {}
