package lectern.application.line;

import static lectern.domain.Decision.rejected;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import lectern.application.Recent;
import lectern.application.port.Answer;
import lectern.application.port.Batch;
import lectern.application.port.Change;
import lectern.application.port.LectureLine;
import lectern.application.port.LectureLine.Fate;
import lectern.application.port.LectureLine.Joined;
import lectern.application.port.LectureLine.Room;
import lectern.application.port.LectureLine.Settled;
import lectern.application.port.LectureLine.Settlement;
import lectern.application.port.LectureLine.Unreachable;
import lectern.application.port.Lectures;
import lectern.application.port.NotServed;
import lectern.application.port.Ticket;
import lectern.domain.Capacity;
import lectern.domain.Decision;
import lectern.domain.Lecture;
import lectern.domain.LectureId;
import lectern.domain.Rejection;
import lectern.domain.Student;
import lectern.domain.StudentLeft;
import org.jspecify.annotations.Nullable;

/**
 * Sees this instance's waiters through the line at one lecture, and serves the line while it has the turn.
 *
 * <p>It works in {@linkplain #step steps}, each with one call to a port at most, and keeps no thread. So the thread that drives
 * it decides when to wait, and a test decides what happens between any two steps.
 *
 * <p>Any thread may add a waiter or bring an answer; one at a time may step.
 */
class LineWorker {

    /** What to do after a step. */
    enum Next {
        /** Step again at once. */
        GO_ON,
        /** Step again when a waiter was added, when the turn is said to be free, or at the next tick. */
        PAUSE,
        /** Nobody waits here any more, and the turn is not held. */
        DONE
    }

    /** How many ticks in a row may find the line gone before its waiters are told to try again. */
    private static final int MOST_TICKS_WITHOUT_LINE = 2;

    private static final Logger LOG = System.getLogger(LineWorker.class.getName());

    private final LectureId lecture;
    private final Lectures lectures;
    private final LectureLine line;
    private final InstantSource clock;
    private final Supplier<String> nonces;
    private final Recent<LectureId, Capacity> full;
    private final Recent<LectureId, Unreachable> failing;
    private final int mostTickets;

    private final Queue<Waiter<?>> arriving = new ConcurrentLinkedQueue<>();
    private final Map<Long, Waiter<?>> waiting = new ConcurrentHashMap<>();

    private Stage stage = Stage.OUTSIDE;
    /** As of some time before the turn was taken: the fence. Null until it was read. */
    private volatile @Nullable Long version;

    private boolean checksWaiting;
    /** What was not in the line when it was last asked for. */
    private Set<Ticket.Id> missed = Set.of();

    private boolean restsUntilTick;
    /** How the last call to the line failed; null when it did not. */
    private @Nullable Unreachable failure;

    private int ticksWithoutLine;
    private volatile boolean leaving;

    /** What the next step is about. */
    private sealed interface Stage {

        /**
         * Not serving.
         *
         * @param nonce of the turn that may be this worker's still; null when none is
         */
        record Outside(@Nullable String nonce) implements Stage {}

        Stage OUTSIDE = new Outside(null);

        /** It is this batch's turn to be decided. */
        record Serving(String nonce, Batch batch) implements Stage {}

        /** The batch, or its first part, was decided and that is kept; nobody knows yet. */
        record Settling(String nonce, Settlement settlement) implements Stage {}

        /** The turn is for another instance: the store can't be reached from here, this one is leaving, or can't read the first ticket. */
        record Yielding(String nonce) implements Stage {}
    }

    /**
     * @param full is told when every seat is taken, and when one was freed
     * @param failing is told when this line fails again and again
     * @param mostTickets how many tickets join at once at most
     */
    LineWorker(
            LectureId lecture,
            Lectures lectures,
            LectureLine line,
            InstantSource clock,
            Supplier<String> nonces,
            Recent<LectureId, Capacity> full,
            Recent<LectureId, Unreachable> failing,
            int mostTickets) {
        this.lecture = lecture;
        this.lectures = lectures;
        this.line = line;
        this.clock = clock;
        this.nonces = nonces;
        this.full = full;
        this.failing = failing;
        this.mostTickets = mostTickets;
    }

    void add(Waiter<?> waiter, OptionalLong knownVersion) {
        if (version == null && knownVersion.isPresent()) {
            version = knownVersion.getAsLong();
        }
        arriving.add(waiter);
    }

    void answered(Map<Ticket.Id, Answer> answers) {
        answers.forEach((id, answer) -> {
            note(answer);
            var waiter = waiting.get(id.number());
            if (waiter != null) {
                waiter.answered(id, answer);
                if (waiter.isAnswered()) {
                    waiting.remove(id.number(), waiter);
                }
            }
        });
    }

    /** Here, where answers come in the order in which they were decided, and not where each caller hears its own. */
    private void note(Answer answer) {
        switch (answer) {
            case Answer.Decided(Decision.Rejected<?>(Rejection.LectureFull(var capacity))) ->
                full.remember(lecture, capacity);
            case Answer.Decided(Decision.Accepted<?>(StudentLeft _)) -> full.forget(lecture);
            case Answer.Decided _, Answer.Unserved _ -> {}
        }
    }

    /** Some time has passed, and nothing may have been heard: has the next join find out what became of the waiting tickets. */
    void tick() {
        checksWaiting = true;
        restsUntilTick = false;
        ticksWithoutLine = line.isReachable() && failure == null ? 0 : ticksWithoutLine + 1;
        forgetAnswered();
    }

    /** Has the worker serve no line on in which nobody of this instance waits. */
    void leave() {
        leaving = true;
    }

    /** Tells whoever waits here that nothing comes of it. */
    void giveUp() {
        drainArriving(Integer.MAX_VALUE).forEach(Waiter::notJoined);
        waiting.values().forEach(Waiter::unserved);
        waiting.clear();
    }

    boolean isIdle() {
        return hasNoWaiters() && stage.equals(Stage.OUTSIDE);
    }

    private boolean hasNoWaiters() {
        forgetAnswered();
        return arriving.isEmpty() && waiting.isEmpty();
    }

    /** Those who were answered by their deadline are known here still. */
    private void forgetAnswered() {
        waiting.values().removeIf(Waiter::isAnswered);
    }

    Next step() {
        return switch (stage) {
            case Stage.Outside outside -> outside(outside);
            case Stage.Serving serving -> decide(serving);
            case Stage.Settling settling -> settle(settling);
            case Stage.Yielding yielding -> yieldTurn(yielding);
        };
    }

    private Next outside(Stage.Outside outside) {
        if (isIdle()) {
            return Next.DONE;
        }
        if (!line.isReachable()) {
            return withoutLine();
        }
        if (failure != null && ticksWithoutLine > MOST_TICKS_WITHOUT_LINE) {
            return withoutThisLine(failure);
        }
        if (version == null) {
            return read();
        }
        return restsUntilTick ? Next.PAUSE : join(outside);
    }

    private Next withoutLine() {
        stage = Stage.OUTSIDE;
        failure = null;
        drainArriving(Integer.MAX_VALUE).forEach(Waiter::notJoined);
        checksWaiting = true;
        if (ticksWithoutLine > MOST_TICKS_WITHOUT_LINE) {
            giveUp();
        }
        return isIdle() ? Next.DONE : Next.PAUSE;
    }

    /** The lines of other lectures work. This one is left alone for a while. */
    private Next withoutThisLine(Unreachable how) {
        LOG.log(
                Level.WARNING,
                "A line fails: commands on its lecture go straight to the store for a while: {0}",
                how.getMessage());
        failing.remember(lecture, how);
        stage = Stage.OUTSIDE;
        failure = null;
        ticksWithoutLine = 0;
        giveUp();
        return isIdle() ? Next.DONE : Next.GO_ON;
    }

    private Next read() {
        try {
            var found = lectures.locate(lecture);
            if (found.isEmpty()) {
                var missing = new Answer.Decided(rejected(new Rejection.LectureNotFound()));
                drainArriving(Integer.MAX_VALUE).forEach(waiter -> waiter.answered(waiter.id(), missing));
                return isIdle() ? Next.DONE : Next.PAUSE;
            }
            version = found.get().version();
            return Next.GO_ON;
        } catch (RuntimeException e) {
            // Whoever goes to the store now is told why it fails.
            drainArriving(Integer.MAX_VALUE).forEach(Waiter::notJoined);
            return Next.PAUSE;
        }
    }

    private Next join(Stage.Outside outside) {
        var nonce = outside.nonce() == null ? nonces.get() : outside.nonce();
        // Whoever has no ticket yet gets none as long as it may be lost, and can go to the store still.
        var joining = failure == null ? startWaiting(drainArriving(mostTickets)) : List.<Ticket>of();
        var toCheck = checksWaiting ? waitingBut(joining) : Set.<Ticket.Id>of();
        Joined joined;
        try {
            joined = line.join(lecture, nonce, joining, toCheck);
        } catch (Unreachable e) {
            // It may have been done: the turn may be ours, the tickets may be in the line.
            return failed(nonce, e);
        }
        failure = null;
        refuse(joined.refused());
        if (checksWaiting) {
            checksWaiting = false;
            putBackWhatIsMissedAgain(joined.vanished());
        }
        stage = serving(nonce, joined.batch());
        return !stage.equals(Stage.OUTSIDE) || !arriving.isEmpty() ? Next.GO_ON : Next.PAUSE;
    }

    private Next failed(String nonce, Unreachable how) {
        stage = new Stage.Outside(nonce);
        failure = how;
        checksWaiting = true;
        return Next.PAUSE;
    }

    private Stage serving(String nonce, Optional<Batch> batch) {
        if (batch.isEmpty()) {
            return Stage.OUTSIDE;
        }
        if (batch.get().isEmpty()) {
            return yielding(nonce);
        }
        return new Stage.Serving(nonce, batch.get());
    }

    /** Another that can do no better would give the turn back as soon, and so on. */
    private Stage yielding(String nonce) {
        restsUntilTick = true;
        return new Stage.Yielding(nonce);
    }

    private Next decide(Stage.Serving serving) {
        if (leaving && hasNoWaiters()) {
            stage = new Stage.Yielding(serving.nonce());
            return Next.GO_ON;
        }
        var batch = serving.batch();
        try {
            var change = lectures.change(
                    lecture, OptionalLong.of(knownVersion()), students(batch), decided -> settlement(batch, decided));
            switch (change) {
                case Change.Done<Settlement> done -> {
                    version = done.version();
                    stage = new Stage.Settling(serving.nonce(), done.result());
                }
                // Something went past the line. Look at its head again, if it is ours still.
                case Change.Stale<Settlement>(var current) -> {
                    version = current;
                    stage = new Stage.Outside(serving.nonce());
                }
                case Change.Missing<Settlement> _ -> {
                    var missing = new Answer.Decided(rejected(new Rejection.LectureNotFound()));
                    stage = new Stage.Settling(serving.nonce(), new Settlement(toAll(batch, missing), new Room.Some()));
                }
            }
        } catch (NotServed e) {
            LOG.log(
                    Level.WARNING,
                    "The store did not take a batch of {0}; leaving it to another instance",
                    batch.entries().size());
            stage = yielding(serving.nonce());
        } catch (RuntimeException | Error e) {
            // Whatever it is, the line must not stand still for it.
            LOG.log(Level.ERROR, "A batch of " + batch.entries().size() + " could not be decided", e);
            stage = new Stage.Settling(
                    serving.nonce(), new Settlement(toAll(batch, new Answer.Unserved()), new Room.Some()));
        }
        return Next.GO_ON;
    }

    private Next settle(Stage.Settling settling) {
        var joining = startWaiting(drainArriving(mostTickets));
        Settled settled;
        try {
            settled = line.settle(lecture, settling.nonce(), settling.settlement(), joining);
        } catch (Unreachable e) {
            return failed(settling.nonce(), e);
        }
        return switch (settled) {
            case Settled.Refused _ -> {
                // Another serves these tickets now, and answers them.
                stage = Stage.OUTSIDE;
                arriving.addAll(stopWaiting(joining));
                yield Next.GO_ON;
            }
            case Settled.Done(var refused, var next) -> {
                answered(settling.settlement().answers());
                refuse(refused);
                stage = serving(settling.nonce(), next);
                yield Next.GO_ON;
            }
        };
    }

    private Next yieldTurn(Stage.Yielding yielding) {
        stage = Stage.OUTSIDE;
        version = null;
        try {
            line.release(lecture, yielding.nonce());
        } catch (Unreachable e) {
            LOG.log(Level.DEBUG, "The turn could not be given back; its lease runs out", e);
        }
        return Next.PAUSE;
    }

    /** Decides a batch in order, or the first part of it, inside the store's transaction. */
    private Settlement settlement(Batch batch, Lecture lecture) {
        var answers = new LinkedHashMap<Ticket.Id, Answer>();
        var stretch = stretch(lecture);
        for (var entry : batch.entries()) {
            switch (entry) {
                case Batch.Entry.Overdue(var id) -> answers.put(id, new Answer.Unserved());
                case Batch.Entry.Due(var id, var request, var joinedAt) -> {
                    if (!stretch.takes(request)) {
                        return new Settlement(answers, room(lecture));
                    }
                    answers.put(id, new Answer.Decided(request.decide(lecture, joinedAt)));
                }
            }
        }
        return new Settlement(answers, room(lecture));
    }

    /** The rules of how much goes together. The simulation leaves one out, and sees what breaks. */
    Stretch stretch(Lecture lecture) {
        return new Stretch(lecture);
    }

    private static Room room(Lecture lecture) {
        var state = lecture.state();
        return state.closedAt() == null && lecture.isFull() ? new Room.None(state.capacity()) : new Room.Some();
    }

    private static SequencedMap<Ticket.Id, Answer> toAll(Batch batch, Answer answer) {
        var answers = new LinkedHashMap<Ticket.Id, Answer>();
        batch.entries().forEach(entry -> answers.put(entry.id(), answer));
        return answers;
    }

    private static Set<Student> students(Batch batch) {
        var students = new LinkedHashSet<Student>();
        for (var entry : batch.entries()) {
            if (entry instanceof Batch.Entry.Due due) {
                students.addAll(due.request().students());
            }
        }
        return students;
    }

    private long knownVersion() {
        var known = version;
        if (known == null) {
            throw new IllegalStateException("the turn was taken before the version was read");
        }
        return known;
    }

    private List<Waiter<?>> drainArriving(int most) {
        var drained = new ArrayList<Waiter<?>>();
        while (drained.size() < most) {
            var waiter = arriving.poll();
            if (waiter == null) {
                break;
            }
            if (!waiter.isAnswered()) {
                drained.add(waiter);
            }
        }
        return drained;
    }

    private List<Ticket> startWaiting(List<Waiter<?>> waiters) {
        var tickets = new ArrayList<Ticket>(waiters.size());
        var now = clock.instant();
        for (var waiter : waiters) {
            var ticket = waiter.ticket(now);
            waiting.put(ticket.id().number(), waiter);
            tickets.add(ticket);
        }
        return tickets;
    }

    private List<Waiter<?>> stopWaiting(List<Ticket> tickets) {
        var waiters = new ArrayList<Waiter<?>>(tickets.size());
        for (var ticket : tickets) {
            var waiter = waiting.remove(ticket.id().number());
            if (waiter != null) {
                waiters.add(waiter);
            }
        }
        return waiters;
    }

    private Set<Ticket.Id> waitingBut(List<Ticket> joining) {
        var ids = new LinkedHashSet<Ticket.Id>();
        waiting.values().forEach(waiter -> ids.add(waiter.id()));
        joining.forEach(ticket -> ids.remove(ticket.id()));
        return ids;
    }

    private void refuse(Map<Ticket.Id, Fate> refused) {
        refused.forEach((id, fate) -> {
            // Before anybody hears of it: whoever asks after that is not to find it unsaid.
            if (fate instanceof Fate.Full(var capacity)) {
                full.remember(lecture, capacity);
            }
            var waiter = waiting.remove(id.number());
            if (waiter != null) {
                waiter.refused(fate, full.mark());
            }
        });
    }

    /** A ticket that is missed for the first time may have been served: its answer may be on its way from another instance. */
    private void putBackWhatIsMissedAgain(Set<Ticket.Id> vanished) {
        var again = new HashSet<>(vanished);
        again.retainAll(missed);
        missed = vanished;
        putBack(again);
    }

    /** In the order in which they joined first. */
    private void putBack(Set<Ticket.Id> vanished) {
        vanished.stream().sorted(Comparator.comparingLong(Ticket.Id::number)).forEach(id -> {
            var waiter = waiting.remove(id.number());
            if (waiter != null && waiter.tryAnotherTicket()) {
                arriving.add(waiter);
            }
        });
    }
}
