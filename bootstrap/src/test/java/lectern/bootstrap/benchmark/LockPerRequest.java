package lectern.bootstrap.benchmark;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import lectern.application.port.Change;
import lectern.application.port.NotServed;
import lectern.domain.Lecture;
import lectern.domain.LectureId;
import lectern.domain.Student;
import org.redisson.api.RedissonClient;

/** A Redisson lock on the lecture per request, around the transaction of {@link RowLock}: what most such services do. */
final class LockPerRequest extends Peer {

    /** As long as a caller of Lectern waits in line. */
    private static final long PATIENCE_SECONDS = 5;

    private static final long LEASE_SECONDS = 10;

    private final RowLock transaction;
    private final RedissonClient redisson;

    LockPerRequest(RowLock transaction, RedissonClient redisson) {
        super(transaction);
        this.transaction = transaction;
        this.redisson = redisson;
    }

    @Override
    public <R> Change<R> change(
            LectureId id, OptionalLong expected, Set<Student> students, Function<Lecture, ? extends R> decide) {
        var lock = redisson.getLock("benchmark:lock:" + id);
        try {
            if (!lock.tryLock(PATIENCE_SECONDS, LEASE_SECONDS, SECONDS)) {
                throw new NotServed.TryAgain("the lock is taken for too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotServed.TryAgain("told to stop waiting", e);
        }
        try {
            return transaction.change(id, expected, students, decide);
        } finally {
            lock.unlock();
        }
    }
}
