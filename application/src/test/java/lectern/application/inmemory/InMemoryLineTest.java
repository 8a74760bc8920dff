package lectern.application.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import lectern.application.port.LectureLine;
import lectern.application.port.LectureLineContract;
import lectern.application.port.Ticket;
import lectern.domain.LectureId;

class InMemoryLineTest extends LectureLineContract {

    private final AtomicReference<Instant> last = new AtomicReference<>(Instant.EPOCH);
    private final InMemoryLine line =
            new InMemoryLine(this::now, new InMemoryLine.Limits(IN_LINE, IN_BATCH, Duration.ZERO), Runnable::run);

    /** A microsecond apart at least, as the times of tickets are. */
    private Instant now() {
        var now = Instant.now();
        return last.updateAndGet(
                before -> now.isAfter(before.plus(1, ChronoUnit.MICROS)) ? now : before.plus(1, ChronoUnit.MICROS));
    }

    @Override
    protected LectureLine connect(String instance, Duration lease) {
        return line.connect(instance, lease);
    }

    @Override
    protected void wipe() {
        line.wipe();
    }

    @Override
    protected void expireTurn(LectureId lecture) {
        line.expireTurn(lecture);
    }

    @Override
    protected void addUnreadable(LectureId lecture, Ticket.Id id, Duration patience) {
        line.addUnreadable(lecture, id, patience);
    }

    @Override
    protected void freeze() {
        impossible();
    }

    @Override
    protected void thaw() {
        impossible();
    }

    @Override
    protected void kill() {
        line.reachable(false);
        line.wipe();
    }

    @Override
    protected void restart() {
        line.reachable(true);
    }
}
