package lectern.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import lectern.application.Deadline;
import lectern.application.port.LectureLine.Listener;
import lectern.redis.UnreadableLog.What;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** The channel on which this instance receives messages. */
final class AnswerChannel {

    static final String PREFIX = "lecture:answers:";

    private final RedissonClient redisson;
    private final String name;
    private final Duration timeout;
    private final UnreadableLog unreadable;
    private final AtomicLong probes = new AtomicLong();
    private volatile @Nullable Listener listener;
    private volatile CompletableFuture<String> arriving = new CompletableFuture<>();
    /** The latest subscription. Only the thread that probes uses it. */
    private @Nullable CompletableFuture<Integer> subscription;

    AnswerChannel(RedissonClient redisson, String instance, Duration timeout, UnreadableLog unreadable) {
        this.redisson = redisson;
        this.name = PREFIX + instance;
        this.timeout = timeout;
        this.unreadable = unreadable;
    }

    void listen(Listener newListener) {
        listener = newListener;
    }

    /** Sends a message to this instance and waits for it. If it arrives, scripts run and answers arrive. */
    String probe() throws ExecutionException, TimeoutException, InterruptedException {
        var text = "probe:" + probes.incrementAndGet();
        var probed = new CompletableFuture<String>();
        arriving = probed;
        try {
            int _ = Deadline.await(subscribed(), timeout);
        } catch (TimeoutException | ExecutionException e) {
            // Redisson does not report that Redis refuses the channel. Redis then refuses to publish to it as well,
            // which is reported.
            send(text);
            throw e;
        }
        send(text);
        return Deadline.await(probed, timeout);
    }

    private void send(String text) throws ExecutionException, TimeoutException, InterruptedException {
        Object _ = Deadline.await(
                Scripts.call(redisson, Scripts.PROBE, RScript.ReturnType.VALUE, List.of(name), name, text), timeout);
    }

    /** Subscribes again only after a failure has been returned once: a subscription that is confirmed late still listens. */
    private CompletableFuture<Integer> subscribed() {
        var before = subscription;
        if (before == null) {
            var topic = redisson.getTopic(name, StringCodec.INSTANCE);
            before = AsyncCall.of(() -> topic.addListenerAsync(String.class, (_, text) -> receive(text)));
            subscription = before;
        } else if (before.isCompletedExceptionally()) {
            subscription = null;
        }
        return before;
    }

    private void receive(String text) {
        if (text.startsWith("probe:")) {
            boolean _ = arriving.complete(text);
            return;
        }
        var current = listener;
        if (current == null) {
            return;
        }
        Message message;
        try {
            message = Message.parse(text);
        } catch (IllegalArgumentException _) {
            unreadable.warn(What.MESSAGE, name);
            return;
        }
        if (message.unreadable() > 0) {
            unreadable.warn(What.ANSWER, message.lecture());
        }
        if (message.isTurnFree()) {
            current.turnIsFree(message.lecture());
        } else {
            current.answered(message.lecture(), message.answers());
        }
    }
}
