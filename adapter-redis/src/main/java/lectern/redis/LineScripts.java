package lectern.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import lectern.application.Deadline;
import lectern.application.port.LectureLine.Unreachable;
import lectern.domain.LectureId;
import lectern.redis.UnreadableLog.What;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.connection.CRC16;

/**
 * Calls the scripts of the line, with one round trip each.
 *
 * <p>All keys of a lecture have its id in braces, so a Cluster keeps them on one node. A script does nothing once its caller has given
 * up: a server that was frozen must not put tickets in the line, or answer them, for callers that no longer wait.
 */
final class LineScripts {

    static final String JOIN = Scripts.read("line") + Scripts.read("join");
    static final String SETTLE = Scripts.read("line") + Scripts.read("settle");
    static final String RELEASE = Scripts.read("line") + Scripts.read("release");

    /** How long a line stays without being joined or served. When it has expired, callers that still wait put their tickets back. */
    static final Duration KEEP = Duration.ofMinutes(1);

    private final RedissonClient redisson;
    private final LineAvailability availability;
    private final Duration timeout;
    private final LineProperties limits;
    private final UnreadableLog unreadable;
    private final RedisTime time = new RedisTime();

    LineScripts(
            RedissonClient redisson,
            LineAvailability availability,
            Duration timeout,
            LineProperties limits,
            UnreadableLog unreadable) {
        this.redisson = redisson;
        this.availability = availability;
        this.timeout = timeout;
        this.limits = limits;
        this.unreadable = unreadable;
    }

    /** @throws Unreachable when there is no reply in time, or the reader can't read it */
    <T> T run(String script, LectureId lecture, String nonce, List<String> more, Function<ScriptReply, T> reader) {
        var keys = keys(lecture);
        int slot = CRC16.crc16(lecture.toString().getBytes(StandardCharsets.US_ASCII)) % 16384;
        long sent = System.nanoTime();
        long now = time.at(slot, sent).orElseGet(() -> askForTime(lecture, slot, keys));
        var arguments = new ArrayList<String>(6 + more.size());
        arguments.add(String.valueOf(now + timeout.toNanos() / 1000));
        arguments.add(nonce);
        arguments.add(String.valueOf(limits.lease().toMillis()));
        arguments.add(String.valueOf(limits.length()));
        arguments.add(String.valueOf(limits.batch()));
        arguments.add(String.valueOf(KEEP.toMillis()));
        arguments.addAll(more);
        List<String> words = await(Scripts.call(redisson, script, RScript.ReturnType.LIST, keys, arguments.toArray()));
        return read(lecture, () -> {
            var reply = new ScriptReply(words);
            time.heard(slot, reply.micros(), System.nanoTime());
            if (reply.word().equals("LATE")) {
                throw new Unreachable("Redis ran the script too late", new TimeoutException());
            }
            return reader.apply(reply);
        });
    }

    private long askForTime(LectureId lecture, int slot, List<String> keys) {
        String reply = await(Scripts.call(redisson, Scripts.PROBE, RScript.ReturnType.VALUE, keys.subList(0, 1)));
        long micros = read(lecture, () -> Long.parseLong(reply));
        time.heard(slot, micros, System.nanoTime());
        return micros;
    }

    private <T> T await(CompletableFuture<T> call) {
        try {
            T answer = Deadline.await(call, timeout);
            availability.answered();
            return answer;
        } catch (ExecutionException | TimeoutException e) {
            availability.failed(e);
            throw new Unreachable(LineAvailability.reasonOf(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("interrupted while Redis was asked", e);
        }
    }

    /** A call whose reply can't be read may still have taken effect. */
    private <T> T read(LectureId lecture, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException | NoSuchElementException | ClassCastException | NullPointerException e) {
            unreadable.warn(What.REPLY, lecture);
            throw new Unreachable("the reply of a script can't be read", e);
        }
    }

    private static List<String> keys(LectureId lecture) {
        var prefix = "lecture:{" + lecture + "}:v2:";
        return List.of(prefix + "line", prefix + "tickets", prefix + "turn", prefix + "owner");
    }
}
