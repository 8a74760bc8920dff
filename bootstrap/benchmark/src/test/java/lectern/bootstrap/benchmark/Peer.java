package lectern.bootstrap.benchmark;

import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import lectern.application.dispatch.CommandDispatcher;
import lectern.application.dispatch.DispatchLimits;
import lectern.application.port.Lectures;
import lectern.domain.AttendLecture;
import lectern.domain.Decision;
import lectern.domain.LectureCommand;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.Student;
import lectern.domain.StudentAttended;

/** Another way to let students attend. All else goes to Lectern's own store, past the line. */
abstract class Peer extends CommandDispatcher {

    private static final DispatchLimits LIMITS =
            new DispatchLimits(Duration.ofSeconds(5), Duration.ofMillis(250), 20_000, 500);

    Peer(Lectures store) {
        super(
                store,
                new NoLine(),
                LIMITS,
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString(),
                new Random(),
                Thread.ofVirtual().factory());
    }

    /** Lets a student attend. */
    abstract Decision<StudentAttended> attend(LectureId lecture, Student student);

    @Override
    @SuppressWarnings("unchecked")
    public final <E extends LectureEvent> Decision<E> dispatch(LectureId lecture, LectureCommand<E> command) {
        return command instanceof AttendLecture(var student)
                ? (Decision<E>) attend(lecture, student)
                : super.dispatch(lecture, command);
    }
}
