package lectern.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import lectern.application.Deadline;
import lectern.application.port.Answer;
import lectern.application.port.Batch;
import lectern.application.port.LectureLine;
import lectern.application.port.Ticket;
import lectern.domain.Capacity;
import lectern.domain.LectureId;
import lectern.domain.Request;
import lectern.redis.UnreadableLog.What;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RScript;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.connection.CRC16;

/**
 * The line in Redis: a script for each call, and a channel for each instance that answers come back on.
 *
 * <p>All keys of a lecture have its id in braces, so a Cluster keeps them on one node. Every script gives up by itself when
 * its caller has: a server that was frozen must not put tickets in the line, or answer them, for callers long gone.
 */
final class RedisLectureLine implements LectureLine, AutoCloseable {

    private static final String CHANNELS = "lecture:answers:";

    /** How long a line stays that nobody joins or serves. Who waits in it still puts their ticket back when it is gone. */
    private static final Duration KEEP = Duration.ofMinutes(1);

    private static final String JOIN = script("line") + script("join");
    private static final String SETTLE = script("line") + script("settle");
    private static final String RELEASE = script("line") + script("release");
    private static final String PROBE = script("probe");

    private final RedissonClient redisson;
    private final String instance;
    private final Duration timeout;
    private final LineProperties limits;
    private final RedisTime time = new RedisTime();
    private final Reach reach;
    private final UnreadableLog unreadable = new UnreadableLog();

    private final AtomicLong probes = new AtomicLong();
    private volatile @Nullable Listener listener;
    private volatile CompletableFuture<String> heard = new CompletableFuture<>();
    /** The one that was asked for last; only the prober does. */
    private @Nullable CompletableFuture<Integer> subscription;

    /** @param instance a name that no other instance has or had, without colons */
    RedisLectureLine(RedissonClient redisson, String instance, Duration timeout, LineProperties limits) {
        this.redisson = redisson;
        this.instance = instance;
        this.timeout = timeout;
        this.limits = limits;
        this.reach = new Reach(this::probe);
    }

    /**
     * Reaches out for Redis, from now on until it is closed.
     *
     * @param whenReached is run each time that Redis is reached again, and must not wait
     */
    void connect(Runnable whenReached) {
        reach.start(whenReached);
    }

    /** Why the line can't be reached; empty when it can. */
    Optional<String> fault() {
        return reach.fault();
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public void listen(Listener listener) {
        this.listener = listener;
    }

    @Override
    public boolean isReachable() {
        return reach.isReachable();
    }

    @Override
    public Joined join(LectureId lecture, String nonce, List<Ticket> tickets, Collection<Ticket.Id> waiting) {
        var arguments = new ArrayList<String>();
        arguments.add(String.valueOf(tickets.size()));
        arguments.add(String.valueOf(waiting.size()));
        addTickets(arguments, tickets);
        waiting.forEach(id -> arguments.add(Wire.text(id)));
        return run(
                JOIN,
                lecture,
                nonce,
                arguments,
                reply -> new Joined(reply.refused(), reply.ids(), batch(lecture, reply)));
    }

    @Override
    public Settled settle(LectureId lecture, String nonce, Settlement settlement, List<Ticket> tickets) {
        var messages = messages(lecture, settlement.answers());
        var arguments = new ArrayList<String>();
        arguments.add(String.valueOf(settlement.answers().size()));
        arguments.add(
                switch (settlement.room()) {
                    case Room.None(var capacity) -> String.valueOf(capacity.seats());
                    case Room.Some _ -> "";
                });
        arguments.add(String.valueOf(limits.hint().toMillis()));
        arguments.add(String.valueOf(messages.size()));
        arguments.add(String.valueOf(tickets.size()));
        messages.forEach((to, message) -> {
            arguments.add(CHANNELS + to);
            arguments.add(message);
        });
        addTickets(arguments, tickets);
        return run(
                SETTLE,
                lecture,
                nonce,
                arguments,
                reply -> reply.word().equals("REFUSED")
                        ? new Settled.Refused()
                        : new Settled.Done(reply.refused(), batch(lecture, reply)));
    }

    @Override
    public void release(LectureId lecture, String nonce) {
        var _ = run(RELEASE, lecture, nonce, List.of(instance, CHANNELS, Wire.message(lecture)), Reply::word);
    }

    private static void addTickets(List<String> arguments, List<Ticket> tickets) {
        for (var ticket : tickets) {
            arguments.add(Wire.text(ticket.id()));
            arguments.add(ticket.insists() ? "1" : "0");
            arguments.add(String.valueOf(ticket.patience().toNanos() / 1000));
            arguments.add(Wire.text(ticket.request()));
        }
    }

    /** One message for each other instance. */
    private Map<String, String> messages(LectureId lecture, Map<Ticket.Id, Answer> answers) {
        var byInstance = new LinkedHashMap<String, Map<Ticket.Id, Answer>>();
        answers.forEach((id, answer) -> {
            if (!id.instance().equals(instance)) {
                byInstance
                        .computeIfAbsent(id.instance(), _ -> new LinkedHashMap<>())
                        .put(id, answer);
            }
        });
        var messages = new LinkedHashMap<String, String>();
        byInstance.forEach((to, theirs) -> messages.put(to, Wire.message(lecture, theirs)));
        return messages;
    }

    private <T> T run(
            String script, LectureId lecture, String nonce, List<String> more, Function<? super Reply, T> read) {
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
        List<String> words = call(() -> scripts()
                .evalAsync(
                        RScript.Mode.READ_WRITE,
                        script,
                        RScript.ReturnType.LIST,
                        List.copyOf(keys),
                        arguments.toArray()));
        return read(lecture, () -> {
            var reply = new Reply(words);
            time.heard(slot, reply.micros(), System.nanoTime());
            if (reply.word().equals("LATE")) {
                throw new Unreachable("Redis got to it too late", new TimeoutException());
            }
            return read.apply(reply);
        });
    }

    /** What cannot be read may have been done all the same. */
    private <T> T read(LectureId lecture, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException | NoSuchElementException | ClassCastException | NullPointerException e) {
            unreadable.warn(What.REPLY, lecture);
            throw new Unreachable("the answer of Redis to a script cannot be read", e);
        }
    }

    private Optional<Batch> batch(LectureId lecture, Reply reply) {
        var entries = new ArrayList<Batch.Entry>();
        boolean isCutShort = false;
        int found = reply.count();
        for (int i = 0; i < found; i++) {
            var id = Wire.ticketId(reply.next());
            var joinedAt = Wire.instant(reply.next());
            boolean isOverdue = reply.next().equals("1");
            var request = request(reply.next());
            if (request.isEmpty()) {
                unreadable.warn(What.TICKET, lecture);
            }
            if (isCutShort) {
                continue;
            }
            if (isOverdue || (request.isEmpty() && isOlderThanItMayBe(joinedAt, reply.now()))) {
                entries.add(new Batch.Entry.Overdue(id));
            } else if (request.isPresent()) {
                entries.add(new Batch.Entry.Due(id, request.get(), joinedAt));
            } else {
                isCutShort = true;
            }
        }
        if (reply.count() > 0) {
            unreadable.warn(What.ENTRY, lecture);
        }
        return found == 0 ? Optional.empty() : Optional.of(new Batch(entries));
    }

    private static Optional<Request<?>> request(String text) {
        try {
            return Optional.of(Wire.request(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Nobody waits for so long: it is the patience of a ticket that is spoilt, or the clock of Redis was set back. */
    private static boolean isOlderThanItMayBe(Instant joinedAt, Instant now) {
        return Duration.between(joinedAt, now).abs().compareTo(KEEP) > 0;
    }

    private long askForTime(LectureId lecture, int slot, List<Object> keys) {
        String reply = call(() ->
                scripts().evalAsync(RScript.Mode.READ_WRITE, PROBE, RScript.ReturnType.VALUE, keys.subList(0, 1)));
        long micros = read(lecture, () -> Long.parseLong(reply));
        time.heard(slot, micros, System.nanoTime());
        return micros;
    }

    private <T> T call(Supplier<? extends CompletionStage<T>> call) {
        try {
            T answer = inTime(Asked.of(call));
            reach.answered();
            return answer;
        } catch (ExecutionException | TimeoutException e) {
            reach.failed(e);
            throw new Unreachable(Reach.reasonOf(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("interrupted while Redis was asked", e);
        }
    }

    private static List<Object> keys(LectureId lecture) {
        var prefix = "lecture:{" + lecture + "}:";
        return List.of(prefix + "line", prefix + "tickets", prefix + "turn", prefix + "owner", prefix + "seats");
    }

    private RScript scripts() {
        return redisson.getScript(StringCodec.INSTANCE);
    }

    private RTopic channel() {
        return redisson.getTopic(CHANNELS + instance, StringCodec.INSTANCE);
    }

    /** Has a message of its own come back: then scripts run, and answers arrive. */
    private String probe() throws ExecutionException, TimeoutException, InterruptedException {
        var sent = "probe:" + probes.incrementAndGet();
        var arriving = new CompletableFuture<String>();
        heard = arriving;
        try {
            int _ = inTime(subscribed());
        } catch (TimeoutException | ExecutionException e) {
            // Redisson says nothing of it when Redis refuses the channel. Redis refuses to send to it as well.
            send(sent);
            throw e;
        }
        send(sent);
        return inTime(arriving);
    }

    private void send(String message) throws ExecutionException, TimeoutException, InterruptedException {
        Object _ = inTime(Asked.of(() -> scripts()
                .evalAsync(
                        RScript.Mode.READ_WRITE,
                        PROBE,
                        RScript.ReturnType.VALUE,
                        List.of(CHANNELS + instance),
                        CHANNELS + instance,
                        message)));
    }

    /** Asked for again only when it failed, and that was told: one that comes late still listens. */
    private CompletableFuture<Integer> subscribed() {
        var asked = subscription;
        if (asked == null) {
            asked = Asked.of(() -> channel().addListenerAsync(String.class, (_, message) -> hear(message)));
            subscription = asked;
        } else if (asked.isCompletedExceptionally()) {
            subscription = null;
        }
        return asked;
    }

    private <T> T inTime(CompletableFuture<T> answer)
            throws ExecutionException, TimeoutException, InterruptedException {
        return Deadline.await(answer, timeout);
    }

    private void hear(String message) {
        if (message.startsWith("probe:")) {
            boolean _ = heard.complete(message);
            return;
        }
        var told = listener;
        if (told == null) {
            return;
        }
        Wire.Told news;
        try {
            news = Wire.told(message);
        } catch (IllegalArgumentException _) {
            unreadable.warn(What.MESSAGE, CHANNELS + instance);
            return;
        }
        if (news.unreadable() > 0) {
            unreadable.warn(What.ANSWER, news.lecture());
        }
        if (news.isTurnFree()) {
            told.turnIsFree(news.lecture());
        } else {
            told.answered(news.lecture(), news.answers());
        }
    }

    @Override
    public void close() {
        reach.close();
    }

    private static String script(String name) {
        try (var resource = RedisLectureLine.class.getResourceAsStream(name + ".lua")) {
            if (resource == null) {
                throw new IllegalStateException("no script " + name);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a script said, read from front to back. */
    private static final class Reply {

        private final String word;
        private final long micros;
        private final Iterator<String> rest;

        Reply(List<String> words) {
            this.rest = words.iterator();
            this.word = rest.next();
            this.micros = Long.parseLong(rest.next());
        }

        String word() {
            return word;
        }

        long micros() {
            return micros;
        }

        Map<Ticket.Id, Fate> refused() {
            var refused = new HashMap<Ticket.Id, Fate>();
            for (int left = count(); left > 0; left--) {
                var id = Wire.ticketId(rest.next());
                var seats = rest.next();
                refused.put(
                        id,
                        seats.isEmpty() ? new Fate.LineFull() : new Fate.Full(new Capacity(Integer.parseInt(seats))));
            }
            return refused;
        }

        Set<Ticket.Id> ids() {
            var ids = new HashSet<Ticket.Id>();
            for (int left = count(); left > 0; left--) {
                ids.add(Wire.ticketId(rest.next()));
            }
            return ids;
        }

        String next() {
            return rest.next();
        }

        Instant now() {
            return Wire.instant(String.valueOf(micros));
        }

        int count() {
            return Integer.parseInt(rest.next());
        }
    }
}
