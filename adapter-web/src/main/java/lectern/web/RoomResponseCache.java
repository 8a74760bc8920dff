package lectern.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.Function;
import lectern.application.query.ConditionalView;
import lectern.application.query.Revision;
import lectern.application.query.RoomView;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * A cache of written answers for rooms. Everybody in a room requests it whenever it has changed, and all students get the same answer.
 * So the attendees are read, and the answer is written, once for each revision and not for each request (ADR 18). Each request still
 * determines the revision, and whether the caller may see the room.
 */
@Component
final class RoomResponseCache {

    private static final long MOST_BYTES = 8L * 1024 * 1024;

    /** An answer is valid as long as its revision. It expires, because a rebuild of the views changes no revision. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final JsonMapper json;
    private final Cache<Revision, byte[]> answers = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Revision _, byte[] answer) -> answer.length)
            .expireAfterWrite(KEPT)
            // Waking another thread for this costs more than doing it here.
            .executor(Runnable::run)
            .build();

    RoomResponseCache(JsonMapper json) {
        this.json = json;
    }

    /** A room's answer, in JSON. */
    byte[] write(ConditionalView view, Function<RoomView, ResponseMapper.Room> answer) {
        var written = answers.getIfPresent(view.revision());
        if (written != null) {
            return written;
        }
        // Read before the cache computes the answer: the cache blocks other callers meanwhile, and the read may take
        // long.
        var room = view.view().get();
        return answers.get(view.revision(), _ -> json.writeValueAsBytes(answer.apply(room)));
    }
}
