package lectern.redis;

import java.time.Duration;
import java.time.Instant;
import lectern.domain.LectureId;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** What another version, or something else, may write to the keys of a line. */
final class Forged {

    private Forged() {}

    /** Puts a ticket at the end of a line. */
    static void ticket(RedissonClient redisson, LectureId lecture, String key, String entry) {
        redisson.<String, String>getMap("lecture:{" + lecture + "}:tickets", StringCodec.INSTANCE)
                .fastPut(key, entry);
        if (!redisson.<String>getList("lecture:{" + lecture + "}:line", StringCodec.INSTANCE)
                .add(key)) {
            throw new IllegalStateException("not added");
        }
    }

    /** What is kept of a ticket that joins now. */
    static String entry(Duration patience, String request) {
        var now = Instant.now();
        return "%s|%s|%s".formatted(Wire.micros(now), Wire.micros(now.plus(patience)), request);
    }
}
