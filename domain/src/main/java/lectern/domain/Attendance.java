package lectern.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A student's latest attendance of a lecture.
 *
 * @param leftAt when they gave the seat back; null while they are in
 */
public record Attendance(
        Student student,
        int number,
        Instant attendedAt,
        @Nullable Instant leftAt) {

    public boolean isIn() {
        return leftAt == null;
    }
}
