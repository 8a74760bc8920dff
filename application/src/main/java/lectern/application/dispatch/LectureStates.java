package lectern.application.dispatch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import lectern.application.port.LectureSnapshot;
import lectern.domain.LectureId;

/**
 * The states of lectures as this instance last saw them, without attendances. A state here may be out of date. It determines what is
 * tried first, and the store verifies what is decided on it.
 */
final class LectureStates {

    private static final int MOST = 1_000;

    private final Cache<LectureId, LectureSnapshot> states =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    Optional<LectureSnapshot> find(LectureId lecture) {
        return Optional.ofNullable(states.getIfPresent(lecture));
    }

    /** Remembers a lecture as it was read or appended to, unless a later version is already remembered. */
    void remember(LectureSnapshot seen) {
        var id = seen.lecture().state().id();
        var _ = states.asMap().merge(id, seen.withoutAttendances(), LectureStates::later);
    }

    /** Forgets the state of a lecture, because it is out of date. */
    void forget(LectureId lecture) {
        states.invalidate(lecture);
    }

    private static LectureSnapshot later(LectureSnapshot before, LectureSnapshot seen) {
        return seen.version().number() >= before.version().number() ? seen : before;
    }
}
