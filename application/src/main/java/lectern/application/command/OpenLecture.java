package lectern.application.command;

import java.time.Instant;
import lectern.application.port.IdempotencyKey;
import lectern.domain.Capacity;
import lectern.domain.Title;
import lectern.domain.User;
import org.jspecify.annotations.Nullable;

/**
 * A command to open a lecture.
 *
 * @param startsAt when students may begin to attend; null for at once
 * @param key identifies repeats of this command; without a key, a repeat counts as the open of another lecture
 */
public record OpenLecture(
        User caller,
        Capacity capacity,
        @Nullable Title title,
        @Nullable Instant startsAt,
        @Nullable IdempotencyKey key) {}
