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

/** The contract of the line over some Redis. */
abstract class RedisLineContract extends LectureLineContract {

    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final List<RedisLectureLine> connected = new ArrayList<>();

    abstract RedissonClient redisson();

    @AfterEach
    void disconnect() {
        connected.forEach(RedisLectureLine::close);
    }

    @Override
    protected LectureLine connect(String instance, Duration lease) {
        var line = new RedisLectureLine(redisson(), instance, TIMEOUT, new LineProperties(IN_LINE, IN_BATCH, lease));
        connected.add(line);
        line.connect(() -> {});
        await().atMost(Duration.ofSeconds(30)).until(line::isReachable);
        return line;
    }

    @Override
    protected void wipe() {
        redisson().getKeys().flushall();
    }

    @Override
    protected void expireTurn(LectureId lecture) {
        boolean _ = redisson().getBucket(Forged.key(lecture, "turn")).delete();
    }

    @Override
    protected void addUnreadable(LectureId lecture, Ticket.Id id, Duration patience) {
        Forged.ticket(redisson(), lecture, TicketIds.text(id), Forged.entry(patience, "{\"type\":\"RaiseHand\"}"));
    }
}
