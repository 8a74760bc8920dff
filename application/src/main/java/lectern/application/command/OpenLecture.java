package lectern.application.command;

import java.time.Instant;
import lectern.application.port.IdempotencyKey;
import lectern.domain.Capacity;
import lectern.domain.Title;
import lectern.domain.User;
import org.jspecify.annotations.Nullable;

/**
 * Open a lecture.
 *
 * @param startsAt from when on students may attend; null for at once
 * @param key marks repeats of this very command; without one a repeat is a second lecture
 */
public record OpenLecture(
        User caller,
        Capacity capacity,
        @Nullable Title title,
        @Nullable Instant startsAt,
        @Nullable IdempotencyKey key) {}
