package lectern.web.request;

import java.time.Instant;
import lectern.application.command.OpenLecture;
import lectern.application.port.IdempotencyKey;
import lectern.domain.Capacity;
import lectern.domain.Title;
import lectern.domain.User;
import org.jspecify.annotations.Nullable;

/** A request to open a lecture. */
public record OpenRequest(
        Capacity maxStudents,
        @Nullable Title title,
        @Nullable Instant startsAt,
        @Nullable IdempotencyKey key) {

    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    static OpenRequest read(RequestReader reader) {
        var maxStudents = reader.required("maxStudents", ValueParser.CAPACITY);
        var title = reader.optional("title", ValueParser.TITLE);
        var startsAt = reader.optional("startsAt", ValueParser.TIME);
        var key = reader.header(IDEMPOTENCY_KEY, ValueParser.IDEMPOTENCY_KEY);
        return reader.accept(() -> new OpenRequest(
                maxStudents.orElseThrow(), title.orElse(null), startsAt.orElse(null), key.orElse(null)));
    }

    public OpenLecture by(User caller) {
        return new OpenLecture(caller, maxStudents, title, startsAt, key);
    }
}
