package lectern.persistence;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lectern.application.port.NotServed;
import lectern.domain.LectureId;

/**
 * Has this instance change a lecture in one thread at a time, first come, first served.
 *
 * <p>The lock on the lecture's row would do as much, but whoever waits for that holds a connection: one busy lecture would
 * take the whole pool from all others. Here they wait without one.
 */
final class Turns {

    /** A lecture's turn, kept as long as anybody has it or waits for it. */
    private record Turn(Semaphore free, int wanted) {}

    private final ConcurrentMap<LectureId, Turn> turns = new ConcurrentHashMap<>();
    private final Duration patience;

    /** @param patience how long to wait for a turn */
    Turns(Duration patience) {
        this.patience = patience;
    }

    /** @throws NotServed.TryAgain when the turn does not come */
    <T> T inTurn(LectureId id, Supplier<T> work) {
        var free = want(id);
        try {
            take(free);
            try {
                return work.get();
            } finally {
                free.release();
            }
        } finally {
            forget(id);
        }
    }

    private Semaphore want(LectureId id) {
        return turns.compute(
                        id,
                        (_, turn) -> turn == null
                                ? new Turn(new Semaphore(1, true), 1)
                                : new Turn(turn.free(), turn.wanted() + 1))
                .free();
    }

    private void forget(LectureId id) {
        turns.computeIfPresent(id, (_, turn) -> turn.wanted() == 1 ? null : new Turn(turn.free(), turn.wanted() - 1));
    }

    private void take(Semaphore free) {
        try {
            if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new NotServed.TryAgain("too many others are changing the lecture");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotServed.TryAgain("told to stop waiting", e);
        }
    }
}
