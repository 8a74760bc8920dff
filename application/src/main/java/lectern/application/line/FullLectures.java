package lectern.application.line;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lectern.domain.Capacity;
import lectern.domain.LectureId;

/** Lectures that were full a moment ago, so that not everybody who comes in a rush has to ask the line. It only ever refuses. */
final class FullLectures {

    private final InstantSource clock;
    private final Duration moment;
    private final Map<LectureId, Full> full = new ConcurrentHashMap<>();

    private record Full(Capacity capacity, Instant until) {}

    /** @param moment for how long that is said without another look */
    FullLectures(InstantSource clock, Duration moment) {
        this.clock = clock;
        this.moment = moment;
    }

    /** The capacity of a lecture that was full a moment ago. */
    Optional<Capacity> capacityOf(LectureId lecture) {
        var said = full.get(lecture);
        return said == null || said.until().isBefore(clock.instant()) ? Optional.empty() : Optional.of(said.capacity());
    }

    void remember(LectureId lecture, Capacity capacity) {
        var now = clock.instant();
        full.values().removeIf(said -> said.until().isBefore(now));
        full.put(lecture, new Full(capacity, now.plus(moment)));
    }

    /** A seat was freed. */
    void forget(LectureId lecture) {
        full.remove(lecture);
    }
}
