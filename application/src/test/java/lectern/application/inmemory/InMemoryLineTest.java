package lectern.application.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import lectern.application.port.LectureLine;
import lectern.application.port.LectureLineContract;
import lectern.application.port.Ticket;
import lectern.domain.LectureId;

class InMemoryLineTest extends LectureLineContract {

    private final AtomicLong micros = new AtomicLong();
    private final InMemoryLine line = new InMemoryLine(
            () -> Instant.EPOCH.plusNanos(micros.incrementAndGet() * 1000),
            new InMemoryLine.Limits(IN_LINE, IN_BATCH, Duration.ofMinutes(1), Duration.ofMinutes(1)),
            Runnable::run);

    @Override
    protected LectureLine connect(String instance) {
        return line.connect(instance);
    }

    @Override
    protected void wipe() {
        line.wipe();
    }

    @Override
    protected void joinUnreadable(LectureId lecture, Ticket.Id id, Duration patience) {
        line.joinUnreadable(lecture, id, patience);
    }

    @Override
    protected void leaseRunsOut(LectureId lecture) {
        line.expireTurn(lecture);
    }

    @Override
    protected void hintRunsOut(LectureId lecture) {
        line.forgetThatItIsFull(lecture);
    }
}
