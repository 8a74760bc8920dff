package lectern.application.command;

import static lectern.domain.Decision.rejected;

import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import lectern.application.port.Lectures;
import lectern.application.port.Mutex;
import lectern.application.port.ServiceUnavailable;
import lectern.domain.Decision;
import lectern.domain.Lecture;
import lectern.domain.LectureCode;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Rejection;
import lectern.domain.Teacher;

/** Opens lectures. A mutex serializes the opens of one teacher across all instances. */
public final class OpenLectureHandler {

    private final Lectures lectures;
    private final Mutex mutex;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public OpenLectureHandler(Lectures lectures, Mutex mutex, InstantSource clock, Supplier<UUID> ids) {
        this.lectures = lectures;
        this.mutex = mutex;
        this.clock = clock;
        this.ids = ids;
    }

    /** @throws ServiceUnavailable when it is unknown for now whether the lecture was opened */
    public Decision<LectureOpened> handle(OpenLecture command) {
        if (!(command.caller() instanceof Teacher teacher)) {
            return rejected(new Rejection.NotATeacher());
        }
        return switch (mutex.exclusively("open:" + teacher.id(), () -> open(teacher, command))) {
            case Mutex.Attempt.Ran<Decision<LectureOpened>>(var decision) -> decision;
            case Mutex.Attempt.Busy<Decision<LectureOpened>> _ ->
                throw new ServiceUnavailable.TryAgain("this teacher's other open takes too long");
            // The store itself guarantees that a teacher has at most one lecture that is not closed.
            case Mutex.Attempt.Unreachable<Decision<LectureOpened>> _ -> open(teacher, command);
        };
    }

    private Decision<LectureOpened> open(Teacher teacher, OpenLecture command) {
        var key = command.key();
        if (key != null) {
            // Before the rules are checked: a start that was in the future at the first open may be in the past now.
            var before = lectures.openedWith(teacher, key);
            if (before.isPresent()) {
                return new Decision.Repeated<>(before.get());
            }
        }
        var decision = Lecture.open(
                new LectureId(ids.get()),
                new LectureCode(ids.get()),
                teacher,
                command.capacity(),
                command.title(),
                command.startsAt(),
                clock.instant());
        return decision instanceof Decision.Accepted<LectureOpened>(var opened) ? lectures.open(opened, key) : decision;
    }
}
