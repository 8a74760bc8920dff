package lectern.application.command;

import static lectern.domain.Decision.rejected;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import lectern.application.dispatch.CommandDispatcher;
import lectern.application.port.Lectures;
import lectern.application.port.ServiceUnavailable;
import lectern.domain.AttendLecture;
import lectern.domain.Decision;
import lectern.domain.LectureCode;
import lectern.domain.LectureId;
import lectern.domain.Rejection;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import lectern.domain.User;

/** Lets students attend the lecture that a code belongs to. */
public final class AttendLectureHandler {

    private static final int MOST_CODES = 10_000;

    private final Lectures lectures;
    private final CommandDispatcher dispatcher;

    /** A code belongs to one lecture for ever. Unknown codes are not cached: a lecture with such a code may be opened at any moment. */
    private final Cache<LectureCode, LectureId> codes = Caffeine.newBuilder()
            .maximumSize(MOST_CODES)
            .executor(Runnable::run)
            .build();

    public AttendLectureHandler(Lectures lectures, CommandDispatcher dispatcher) {
        this.lectures = lectures;
        this.dispatcher = dispatcher;
    }

    /** @throws ServiceUnavailable when it is unknown for now whether the student attends */
    public Decision<StudentAttended> handle(User caller, LectureCode code) {
        if (!(caller instanceof Student student)) {
            return rejected(new Rejection.NotAStudent());
        }
        return find(code)
                .map(lecture -> dispatcher.dispatch(lecture, new AttendLecture(student)))
                .orElseGet(() -> rejected(new Rejection.LectureNotFound()));
    }

    private Optional<LectureId> find(LectureCode code) {
        var known = codes.getIfPresent(code);
        if (known != null) {
            return Optional.of(known);
        }
        var found = lectures.findByCode(code);
        found.ifPresent(lecture -> codes.put(code, lecture));
        return found;
    }
}
