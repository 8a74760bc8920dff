package lectern.redis;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import lectern.domain.LectureId;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** What another release, or something else, may write to the keys of a line. */
public final class Forged {

    private Forged() {}

    static String key(LectureId lecture, String name) {
        return key(lecture.toString(), name);
    }

    /** @param lecture its id */
    public static String key(String lecture, String name) {
        return "lecture:{%s}:v2:%s".formatted(lecture, name);
    }

    /** Puts a ticket at the end of a line. */
    static void ticket(RedissonClient redisson, LectureId lecture, String id, String entry) {
        entry(redisson, lecture, id, entry);
        if (!redisson.<String>getList(key(lecture, "line"), StringCodec.INSTANCE)
                .add(id)) {
            throw new IllegalStateException("not added");
        }
    }

    /** Puts something else in the place of a ticket. */
    static void entry(RedissonClient redisson, LectureId lecture, String id, String entry) {
        boolean _ = redisson.<String, String>getMap(key(lecture, "tickets"), StringCodec.INSTANCE)
                .fastPut(id, entry);
    }

    /** The entry of a ticket that joins now. */
    public static String entry(Duration patience, String content) {
        var now = Instant.now();
        return "%s|%s|%s".formatted(micros(now), micros(now.plus(patience)), content);
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
