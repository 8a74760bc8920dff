package lectern.bootstrap.benchmark;

import static java.util.concurrent.TimeUnit.SECONDS;

import lectern.application.port.Lectures;
import lectern.application.port.ServiceUnavailable;
import lectern.domain.Decision;
import lectern.domain.LectureId;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import org.redisson.api.RedissonClient;

/** A Redisson lock on the lecture per request, around the transaction of {@link RowLock}: what most such services do. */
final class LockPerRequest extends Peer {

    /** As long as a caller of Lectern waits in line. */
    private static final long PATIENCE_SECONDS = 5;

    private static final long LEASE_SECONDS = 10;

    private final RowLock transaction;
    private final RedissonClient redisson;

    LockPerRequest(Lectures store, RowLock transaction, RedissonClient redisson) {
        super(store);
        this.transaction = transaction;
        this.redisson = redisson;
    }

    @Override
    Decision<StudentAttended> attend(LectureId id, Student student) {
        var lock = redisson.getLock("benchmark:lock:" + id);
        try {
            if (!lock.tryLock(PATIENCE_SECONDS, LEASE_SECONDS, SECONDS)) {
                throw new ServiceUnavailable.TryAgain("the lock is taken for too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailable.TryAgain("told to stop waiting", e);
        }
        try {
            return transaction.attend(id, student);
        } finally {
            lock.unlock();
        }
    }
}
