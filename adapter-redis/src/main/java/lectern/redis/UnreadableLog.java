package lectern.redis;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lectern.domain.LectureId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of unreadable data in Redis: once a minute for each kind, since the same data may be read many times. */
final class UnreadableLog {

    private static final Logger log = LoggerFactory.getLogger(UnreadableLog.class);

    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private final Map<What, Long> next = new ConcurrentHashMap<>();

    /** A kind of unreadable data, and how it is handled. */
    enum What {
        TICKET(
                "A ticket cannot be read here. An instance that can read it serves it, or it is told to try again at its deadline"),
        ENTRY("A ticket is spoilt. It is dropped, and the instance that waits for its answer puts it back in the line"),
        ANSWER("An answer cannot be read here. Its caller is told to try again"),
        MESSAGE("A message on this instance's channel cannot be read. It is dropped"),
        REPLY("An answer of Redis to a script cannot be read. What was asked may have been done");

        private final String text;

        What(String text) {
            this.text = text;
        }
    }

    /** @param where a lecture, or another place for the operator to check; names no users */
    void warn(What what, String where) {
        long now = System.nanoTime();
        var _ = next.compute(what, (_, due) -> {
            if (due != null && now - due < 0) {
                return due;
            }
            log.warn(
                    "{}: {}. A newer version may have written it, or something else that writes to this Redis",
                    what.text,
                    where);
            return now + PAUSE;
        });
    }

    void warn(What what, LectureId lecture) {
        warn(what, "lecture " + lecture);
    }
}
