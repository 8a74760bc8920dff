package lectern.web.request;

import java.time.Instant;
import lectern.application.command.OpenLecture;
import lectern.application.port.IdempotencyKey;
import lectern.domain.Capacity;
import lectern.domain.Title;
import lectern.domain.User;
import org.jspecify.annotations.Nullable;

/** What a teacher asks for who opens a lecture. */
public record OpenRequest(
        Capacity maxStudents,
        @Nullable Title title,
        @Nullable Instant startsAt,
        @Nullable IdempotencyKey key) {

    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    static OpenRequest read(Input input) {
        var maxStudents = input.required("maxStudents", Form.CAPACITY);
        var title = input.optional("title", Form.TITLE);
        var startsAt = input.optional("startsAt", Form.TIME);
        var key = input.header(IDEMPOTENCY_KEY, Form.IDEMPOTENCY_KEY);
        return input.accept(() -> new OpenRequest(
                maxStudents.orElseThrow(), title.orElse(null), startsAt.orElse(null), key.orElse(null)));
    }

    public OpenLecture by(User caller) {
        return new OpenLecture(caller, maxStudents, title, startsAt, key);
    }
}
