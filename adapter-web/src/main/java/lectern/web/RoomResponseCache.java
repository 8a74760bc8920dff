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
 * Rooms as they are answered. Everybody looks at a room whenever it has changed, and all students are shown the same: so its attendees are read, and its answer is
 * written, once for each revision and not for each of those who look (ADR 18). Which revision it is, and who may look, is found out each time.
 */
@Component
final class RoomResponseCache {

    private static final long MOST_BYTES = 8L * 1024 * 1024;

    /** An answer holds as long as its revision does. This is for what changes no revision: views that are made anew. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final JsonMapper json;
    private final Cache<Revision, byte[]> answers = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Revision _, byte[] answer) -> answer.length)
            .expireAfterWrite(KEPT)
            // To wake another thread for it costs more than to do it.
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
        // Before the cache is asked to have it written: it holds up others meanwhile, and to read may take long.
        var room = view.view().get();
        return answers.get(view.revision(), _ -> json.writeValueAsBytes(answer.apply(room)));
    }
}
