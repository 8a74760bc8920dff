package lectern.application.dispatch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import lectern.application.port.LectureLine.Unreachable;
import lectern.domain.LectureId;

/** Lectures whose lines fail while others work, for example because a key is damaged. For a while their commands go to the store. */
final class SuspendedLines {

    private static final Logger LOG = System.getLogger(SuspendedLines.class.getName());

    private final Cache<LectureId, Boolean> lines;

    /** @param pause how long such a line is not used */
    SuspendedLines(Duration pause) {
        this.lines = Caffeine.newBuilder().expireAfterWrite(pause).build();
    }

    void add(LectureId lecture, Unreachable how) {
        LOG.log(
                Level.WARNING,
                "A line fails: commands on its lecture go straight to the store for a while: {0}",
                how.getMessage());
        lines.put(lecture, true);
    }

    boolean contains(LectureId lecture) {
        return lines.getIfPresent(lecture) != null;
    }
}
