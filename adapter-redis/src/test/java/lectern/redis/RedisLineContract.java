package lectern.redis;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lectern.application.port.LectureLine;
import lectern.application.port.LectureLineContract;
import lectern.application.port.Ticket;
import lectern.domain.LectureId;
import org.junit.jupiter.api.AfterEach;
import org.redisson.api.RedissonClient;

/** The contract of the line over some Redis, with nothing running out by itself. */
abstract class RedisLineContract extends LectureLineContract {

    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final LineProperties LIMITS =
            new LineProperties(IN_LINE, IN_BATCH, Duration.ofMinutes(1), Duration.ofMinutes(1));

    private final List<RedisLectureLine> connected = new ArrayList<>();

    abstract RedissonClient redisson();

    @AfterEach
    void disconnect() {
        connected.forEach(RedisLectureLine::close);
    }

    @Override
    protected LectureLine connect(String instance) {
        var line = new RedisLectureLine(redisson(), instance, TIMEOUT, LIMITS);
        connected.add(line);
        line.connect(() -> {});
        await().until(line::isReachable);
        return line;
    }

    @Override
    protected void wipe() {
        redisson().getKeys().flushall();
    }

    @Override
    protected void joinUnreadable(LectureId lecture, Ticket.Id id, Duration patience) {
        Forged.ticket(redisson(), lecture, Wire.text(id), Forged.entry(patience, "Z|from a newer version"));
    }

    @Override
    protected void leaseRunsOut(LectureId lecture) {
        forget(lecture, "turn");
    }

    @Override
    protected void hintRunsOut(LectureId lecture) {
        forget(lecture, "seats");
    }

    private void forget(LectureId lecture, String key) {
        boolean _ = redisson().getBucket("lecture:{" + lecture + "}:" + key).delete();
    }
}
