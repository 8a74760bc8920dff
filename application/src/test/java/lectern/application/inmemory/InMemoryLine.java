package lectern.application.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import lectern.application.port.Answer;
import lectern.application.port.Batch;
import lectern.application.port.LectureLine;
import lectern.application.port.Ticket;
import lectern.domain.LectureCommand;
import lectern.domain.LectureId;
import org.jspecify.annotations.Nullable;

/**
 * The lines of all lectures, kept in memory, and shared by the instances that {@linkplain #connect connect}.
 *
 * <p>It can lose everything or let a lease run out when a test wants it to. That only an owner settles can be
 * overridden, to show what happens otherwise.
 */
public class InMemoryLine {

    private final InstantSource clock;
    private final Limits limits;
    private final Executor mail;
    private final Map<LectureId, Line> lines = new HashMap<>();
    private volatile boolean reachable = true;
    private volatile @Nullable LectureId failing;
    private final Map<String, LectureLine.Listener> listeners = new HashMap<>();

    /**
     * @param inLine how many tickets a line holds at most
     * @param inBatch how many tickets are served at once at most
     * @param lease how long a turn lasts unless it is renewed
     */
    public record Limits(int inLine, int inBatch, Duration lease) {

        public static final Limits USUAL = new Limits(1000, 100, Duration.ofSeconds(2));
    }

    /** @param mail brings messages to the instances: at once, later, or never */
    public InMemoryLine(InstantSource clock, Limits limits, Executor mail) {
        this.clock = clock;
        this.limits = limits;
        this.mail = mail;
    }

    /** The line as one instance reaches it. */
    public LectureLine connect(String instance) {
        return connect(instance, limits.lease());
    }

    /** The same with a lease of its own. */
    public LectureLine connect(String instance, Duration lease) {
        return new Connection(instance, lease);
    }

    /** Everything in it is lost. */
    public synchronized void wipe() {
        lines.clear();
    }

    /** From now on no instance reaches it, or each does again; what is in it stays. */
    public void reachable(boolean isReachable) {
        reachable = isReachable;
    }

    /** From now on every call for this lecture fails, though the line can be reached; for none when it is null. */
    public void failAt(@Nullable LectureId lecture) {
        failing = lecture;
    }

    /** The lease of the turn runs out. */
    public synchronized void expireTurn(LectureId lecture) {
        line(lecture).turnUntil = Instant.MIN;
    }

    /** Puts a ticket at the end of the line that only a newer version can read. */
    public synchronized void addUnreadable(LectureId lecture, Ticket.Id id, Duration patience) {
        var now = clock.instant();
        line(lecture).entries.add(new Waiting(id, null, now, now.plus(patience)));
    }

    /** Whether a ticket that can't be read is overdue once its patience is over. */
    protected boolean isOverdueUnread() {
        return true;
    }

    /** Called for each ticket that joins. */
    protected void joined(Ticket.Id id, Instant at) {}

    /** Whether a settlement counts: only the owner's. */
    protected boolean maySettle(@Nullable String owner, String nonce) {
        return nonce.equals(owner);
    }

    private Line line(LectureId lecture) {
        return lines.computeIfAbsent(lecture, _ -> new Line());
    }

    /** @param command null if it can't be read */
    private record Waiting(Ticket.Id id, @Nullable LectureCommand<?> command, Instant joinedAt, Instant until) {}

    /** Empty if it is for an instance that can read it. */
    private Optional<Batch.Entry> seenAt(Instant now, Waiting waiting) {
        var command = waiting.command();
        if (now.isAfter(waiting.until()) && (command != null || isOverdueUnread())) {
            return Optional.of(new Batch.Entry.Overdue(waiting.id()));
        }
        return command == null
                ? Optional.empty()
                : Optional.of(new Batch.Entry.Due(waiting.id(), command, waiting.joinedAt()));
    }

    private final class Line {

        private final List<Waiting> entries = new ArrayList<>();
        private @Nullable String owner;
        private Instant turnUntil = Instant.MIN;

        Set<Ticket.Id> join(List<Ticket> tickets) {
            var refused = new LinkedHashSet<Ticket.Id>();
            for (var ticket : tickets) {
                var now = clock.instant();
                if (has(ticket.id())) {
                    continue;
                }
                if (entries.size() >= limits.inLine()) {
                    refused.add(ticket.id());
                } else {
                    entries.add(new Waiting(ticket.id(), ticket.command(), now, now.plus(ticket.patience())));
                    joined(ticket.id(), now);
                }
            }
            return refused;
        }

        boolean has(Ticket.Id id) {
            return entries.stream().anyMatch(waiting -> waiting.id().equals(id));
        }

        /** The turn, and the head of the line with it, if there is anything in the line. */
        Optional<Batch> take(String nonce, Duration lease) {
            if (entries.isEmpty()) {
                giveBack();
                return Optional.empty();
            }
            owner = nonce;
            turnUntil = clock.instant().plus(lease);
            return Optional.of(head());
        }

        void giveBack() {
            owner = null;
            turnUntil = Instant.MIN;
        }

        boolean isFreeFor(String nonce) {
            return nonce.equals(owner) || !clock.instant().isBefore(turnUntil);
        }

        private Batch head() {
            var now = clock.instant();
            var read = new ArrayList<Batch.Entry>();
            for (var waiting : entries.subList(0, Math.min(entries.size(), limits.inBatch()))) {
                var entry = seenAt(now, waiting);
                if (entry.isEmpty()) {
                    break;
                }
                read.add(entry.get());
            }
            return new Batch(read);
        }
    }

    private final class Connection implements LectureLine {

        private final String instance;
        private final Duration lease;

        Connection(String instance, Duration lease) {
            this.instance = instance;
            this.lease = lease;
        }

        @Override
        public String instance() {
            return instance;
        }

        @Override
        public void listen(Listener listener) {
            synchronized (InMemoryLine.this) {
                listeners.put(instance, listener);
            }
        }

        @Override
        public boolean isReachable() {
            return reachable;
        }

        @Override
        public Joined join(LectureId lecture, String nonce, List<Ticket> tickets, Collection<Ticket.Id> waiting) {
            requireServing(lecture);
            synchronized (InMemoryLine.this) {
                var line = line(lecture);
                Set<Ticket.Id> vanished = new LinkedHashSet<>(waiting);
                vanished.removeIf(line::has);
                var refused = line.join(tickets);
                return new Joined(
                        refused, vanished, line.isFreeFor(nonce) ? line.take(nonce, lease) : Optional.empty());
            }
        }

        @Override
        public Settled settle(
                LectureId lecture, String nonce, SequencedMap<Ticket.Id, Answer> answers, List<Ticket> tickets) {
            requireServing(lecture);
            synchronized (InMemoryLine.this) {
                var line = line(lecture);
                if (!maySettle(line.owner, nonce)) {
                    return new Settled.Refused();
                }
                line.entries.removeIf(waiting -> answers.containsKey(waiting.id()));
                send(lecture, answers);
                var refused = line.join(tickets);
                return new Settled.Done(refused, line.take(nonce, lease));
            }
        }

        @Override
        public void release(LectureId lecture, String nonce) {
            requireServing(lecture);
            synchronized (InMemoryLine.this) {
                var line = line(lecture);
                if (!nonce.equals(line.owner)) {
                    return;
                }
                line.giveBack();
                line.entries.stream()
                        .map(waiting -> waiting.id().instance())
                        .filter(other -> !other.equals(instance))
                        .findFirst()
                        .ifPresent(other -> mail(other, listener -> listener.turnIsFree(lecture)));
            }
        }

        private void requireServing(LectureId lecture) {
            if (!reachable) {
                throw new Unreachable("cut off", new IllegalStateException());
            }
            if (lecture.equals(failing)) {
                throw new Unreachable("out of order", new IllegalStateException());
            }
        }

        private void send(LectureId lecture, Map<Ticket.Id, Answer> answers) {
            var instances = new HashSet<String>();
            answers.keySet().forEach(id -> instances.add(id.instance()));
            instances.remove(instance);
            for (var other : instances) {
                var theirs = new HashMap<>(answers);
                theirs.keySet().removeIf(id -> !id.instance().equals(other));
                mail(other, listener -> listener.answered(lecture, theirs));
            }
        }

        private void mail(String to, Consumer<Listener> message) {
            var listener = listeners.get(to);
            if (listener != null) {
                mail.execute(() -> message.accept(listener));
            }
        }
    }
}
