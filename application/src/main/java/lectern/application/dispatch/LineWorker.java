package lectern.application.dispatch;

import static lectern.domain.Decision.rejected;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
import lectern.application.port.Answer;
import lectern.application.port.AppendResult;
import lectern.application.port.Batch;
import lectern.application.port.Batch.Entry;
import lectern.application.port.LectureLine;
import lectern.application.port.LectureLine.Joined;
import lectern.application.port.LectureLine.Settled;
import lectern.application.port.LectureLine.Unreachable;
import lectern.application.port.LectureSnapshot;
import lectern.application.port.Lectures;
import lectern.application.port.ServiceUnavailable;
import lectern.application.port.Ticket;
import lectern.application.port.Version;
import lectern.domain.LectureId;
import lectern.domain.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * Takes this instance's waiting commands through the line at one lecture, and serves the line while it has the turn.
 *
 * <p>It is a state machine, drawn in docs/line.md. It works in {@linkplain #step steps}, each with at most one call to a port, and has
 * no thread of its own. The thread that drives it decides when to wait, and a test decides what happens between any two steps. Only
 * one thread at a time may step.
 */
class LineWorker {

    /** What to do after a step. */
    enum Next {
        /** Step again at once. */
        GO_ON,
        /** Step again when a command or an answer arrives, when the turn is reported to be free, or at the next tick. */
        PAUSE,
        /** No command waits here, and the turn is not held. */
        DONE
    }

    /** The state of the worker. */
    private sealed interface State {

        /**
         * It does not serve the line.
         *
         * @param nonce of a turn that this worker may still hold; null when there is none
         */
        record Outside(@Nullable String nonce) implements State {}

        /** It has the turn, and decides this batch on the pinned state, without a read. */
        record Deciding(String nonce, Batch batch) implements State {}

        /** It has the turn, and first reads the lecture with the attendances of the students of this batch. */
        record Reading(String nonce, Batch batch) implements State {}

        /** It has the turn, and decides this batch on what it has just read. */
        record DecidingAsRead(String nonce, Batch batch, LectureSnapshot read) implements State {}

        /** It has the turn, and decides this batch under a lock on the lecture's row, since other transactions change the lecture. */
        record Locking(String nonce, Batch batch) implements State {}

        /** The batch, or its first part, has its answers, and its events are stored. The answers are not sent yet. */
        record Settling(String nonce, SequencedMap<Ticket.Id, Answer> answers) implements State {}

        /** It gives the turn to another instance. */
        record Releasing(String nonce) implements State {}
    }

    private static final State OUTSIDE = new State.Outside(null);

    /** How many ticks in a row may find the line unreachable before the waiting callers are told to try again. */
    private static final int MOST_TICKS_WITHOUT_LINE = 2;

    private static final Logger LOG = System.getLogger(LineWorker.class.getName());

    private final LectureId lecture;
    private final Lectures lectures;
    private final LectureLine line;
    private final LectureStates states;
    private final SuspendedLines suspended;
    private final WaitingRoom room;
    private final Supplier<String> nonces;
    private final int mostJoining;

    private State state = OUTSIDE;

    /** The fence: a version that the lecture had before the turn was taken. During the turn, only this worker's own appends move it. */
    private @Nullable LectureSnapshot pinned;

    private boolean mustCheckTickets;
    private boolean pausedUntilTick;
    private int ticksWithoutLine;
    private volatile boolean leaving;
    /** The failure of the last call that joined or settled; null when it succeeded. */
    private @Nullable Unreachable failure;

    /** @param mostJoining how many tickets join in one call at most */
    LineWorker(
            LectureId lecture,
            Lectures lectures,
            LectureLine line,
            LectureStates states,
            SuspendedLines suspended,
            WaitingRoom room,
            Supplier<String> nonces,
            int mostJoining) {
        this.lecture = lecture;
        this.lectures = lectures;
        this.line = line;
        this.states = states;
        this.suspended = suspended;
        this.room = room;
        this.nonces = nonces;
        this.mostJoining = mostJoining;
    }

    /** Tells the worker that some time has passed. The next join checks the waiting tickets, since messages may have been lost. */
    void tick() {
        mustCheckTickets = true;
        pausedUntilTick = false;
        ticksWithoutLine = line.isReachable() && failure == null ? 0 : ticksWithoutLine + 1;
    }

    /** From now on, the worker serves the line only while commands of this instance wait here. */
    void leave() {
        leaving = true;
    }

    /** Ends the wait of all commands here without an answer. */
    void giveUp() {
        room.takeArrivals().forEach(PendingCommand::notJoined);
        room.takeWaiting().forEach(PendingCommand::unserved);
    }

    boolean isIdle() {
        return room.isEmpty() && state.equals(OUTSIDE);
    }

    Next step() {
        return switch (state) {
            case State.Outside outside -> outside(outside.nonce());
            case State.Deciding(var nonce, var batch) -> append(nonce, batch, pinned(), false);
            case State.Reading(var nonce, var batch) -> read(nonce, batch);
            case State.DecidingAsRead(var nonce, var batch, var read) -> append(nonce, batch, read, true);
            case State.Locking(var nonce, var batch) -> decideExclusively(nonce, batch);
            case State.Settling(var nonce, var answers) -> settle(nonce, answers);
            case State.Releasing(var nonce) -> release(nonce);
        };
    }

    private Next outside(@Nullable String nonce) {
        if (isIdle()) {
            return Next.DONE;
        }
        if (!line.isReachable()) {
            return withoutLine();
        }
        if (failure != null && ticksWithoutLine > MOST_TICKS_WITHOUT_LINE) {
            return suspendLine(failure);
        }
        // The fence needs a version from before the turn was taken.
        pinned = states.find(lecture).orElse(null);
        if (pinned == null) {
            return pin();
        }
        return pausedUntilTick ? Next.PAUSE : join(nonce == null ? nonces.get() : nonce);
    }

    private Next withoutLine() {
        state = OUTSIDE;
        failure = null;
        room.takeArrivals().forEach(PendingCommand::notJoined);
        mustCheckTickets = true;
        if (ticksWithoutLine > MOST_TICKS_WITHOUT_LINE) {
            giveUp();
        }
        return isIdle() ? Next.DONE : Next.PAUSE;
    }

    /** The lines of other lectures work. This line is not used for a while. */
    private Next suspendLine(Unreachable how) {
        suspended.add(lecture, how);
        state = OUTSIDE;
        failure = null;
        ticksWithoutLine = 0;
        giveUp();
        return isIdle() ? Next.DONE : Next.GO_ON;
    }

    private Next pin() {
        try {
            var found = lectures.find(lecture, Set.of());
            if (found.isPresent()) {
                states.remember(found.get());
                return Next.GO_ON;
            }
            // There is no such lecture, so a turn at its line need not be given back.
            state = OUTSIDE;
            room.takeArrivals().forEach(command -> command.decided(rejected(new Rejection.LectureNotFound())));
        } catch (RuntimeException e) {
            // If they went to the store directly, they could overtake commands that wait in the line.
            room.takeArrivals().forEach(PendingCommand::unserved);
        }
        return isIdle() ? Next.DONE : Next.PAUSE;
    }

    private Next join(String nonce) {
        // After a failure new commands get no tickets, since the tickets could be lost. Without one, a command can
        // still go to the store.
        var joining = failure == null ? room.giveTickets(mostJoining) : List.<Ticket>of();
        var toCheck = mustCheckTickets ? room.waitingExcept(joining) : Set.<Ticket.Id>of();
        Joined joined;
        try {
            joined = line.join(lecture, nonce, joining, toCheck);
        } catch (Unreachable e) {
            // The call may have taken effect: the turn may be ours, and the tickets may be in the line.
            return failed(nonce, e);
        }
        failure = null;
        room.refused(joined.refused());
        if (mustCheckTickets) {
            mustCheckTickets = false;
            room.putBackIfMissedAgain(joined.vanished());
        }
        serve(nonce, joined.batch());
        return state.equals(OUTSIDE) && !room.hasArrivals() ? Next.PAUSE : Next.GO_ON;
    }

    private Next failed(String nonce, Unreachable how) {
        state = new State.Outside(nonce);
        failure = how;
        mustCheckTickets = true;
        return Next.PAUSE;
    }

    /** Goes on with the next batch, if there is one. */
    private void serve(String nonce, Optional<Batch> next) {
        if (next.isEmpty()) {
            state = OUTSIDE;
        } else if (next.get().entries().isEmpty()) {
            // This instance can't read the head of the line: another instance has to serve it.
            state = new State.Releasing(nonce);
            pausedUntilTick = true;
        } else if (leaving && room.isEmpty()) {
            state = new State.Releasing(nonce);
        } else if (next.get().readsAttendancesFirst()) {
            state = new State.Reading(nonce, next.get());
        } else {
            state = new State.Deciding(nonce, next.get());
        }
    }

    private Next read(String nonce, Batch batch) {
        return withStore(nonce, batch, () -> {
            var found = lectures.find(lecture, batch.students());
            if (found.isEmpty()) {
                settleAs(nonce, batch, new Answer.Decided(rejected(new Rejection.LectureNotFound())));
            } else if (found.get().version().equals(pinned().version())) {
                state = new State.DecidingAsRead(nonce, batch, found.get());
            } else {
                restartAt(nonce, found.get());
            }
        });
    }

    /** The lecture was changed outside this turn. If this worker still owns the line, the next join returns its head again. */
    private void restartAt(String nonce, LectureSnapshot found) {
        states.forget(lecture);
        states.remember(found);
        state = new State.Outside(nonce);
    }

    /** @param isRead whether the lecture was read since the batch was handed out, with the students of the batch */
    private Next append(String nonce, Batch batch, LectureSnapshot on, boolean isRead) {
        return withStore(nonce, batch, () -> {
            var decided = decide(batch, on);
            if (!decided.batch().hasEvents()) {
                // Without an append the store verifies nothing, so the answers may be sent only if the lecture was
                // read.
                state = mayAnswer(isRead)
                        ? new State.Settling(nonce, decided.answers())
                        : new State.Reading(nonce, batch);
                return;
            }
            switch (lectures.append(decided.batch().append())) {
                case AppendResult.Committed(var version) -> committed(nonce, decided, version);
                // After the second conflict the row is locked, so that the batch makes progress.
                case AppendResult.Conflict _ ->
                    state = isRead ? new State.Locking(nonce, batch) : new State.Reading(nonce, batch);
                case AppendResult.Busy _ -> state = new State.Locking(nonce, batch);
                case AppendResult.NotFound _ ->
                    settleAs(nonce, batch, new Answer.Decided(rejected(new Rejection.LectureNotFound())));
            }
        });
    }

    private void committed(String nonce, DecidedBatch decided, Version version) {
        pinned = new LectureSnapshot(decided.batch().lecture(), version).withoutAttendances();
        states.remember(pinned);
        state = new State.Settling(nonce, decided.answers());
    }

    private Next decideExclusively(String nonce, Batch batch) {
        return withStore(nonce, batch, () -> {
            var done = lectures.exclusively(lecture, batch.students(), found -> {
                var decided = found.version().equals(pinned().version())
                        ? decide(batch, found)
                        : new DecidedBatch(new BatchDecision(found, prefix()), new LinkedHashMap<>());
                return new Lectures.Decided<>(decided.batch().append(), new Exclusive(found, decided));
            });
            if (done.isEmpty()) {
                settleAs(nonce, batch, new Answer.Decided(rejected(new Rejection.LectureNotFound())));
            } else if (!done.get().on().version().equals(pinned().version())) {
                restartAt(nonce, done.get().on());
            } else {
                states.forget(lecture);
                state = new State.Settling(nonce, done.get().decided().answers());
            }
        });
    }

    private record Exclusive(LectureSnapshot on, DecidedBatch decided) {}

    /** The answers to the tickets that were decided, and what to append. */
    private record DecidedBatch(BatchDecision batch, SequencedMap<Ticket.Id, Answer> answers) {}

    private DecidedBatch decide(Batch batch, LectureSnapshot on) {
        var decided = new BatchDecision(on, prefix());
        var answers = new LinkedHashMap<Ticket.Id, Answer>();
        for (var entry : batch.entries()) {
            switch (entry) {
                case Entry.Overdue(var id) -> answers.put(id, new Answer.Unserved());
                case Entry.Due(var id, var command, var joinedAt) -> {
                    if (!decided.decide(command, joinedAt)) {
                        return new DecidedBatch(decided, answers);
                    }
                    answers.put(id, new Answer.Decided(decided.decisions().getLast()));
                }
            }
        }
        return new DecidedBatch(decided, answers);
    }

    // The simulation overrides each of the next three methods, to show what breaks without it.

    /** How much is decided at once. */
    ReplaySafePrefix prefix() {
        return new ReplaySafePrefix();
    }

    /** Whether answers may be sent that no append has verified. */
    boolean mayAnswer(boolean isRead) {
        return isRead;
    }

    LectureSnapshot pinned() {
        if (pinned == null) {
            throw new IllegalStateException("the turn was taken before a version was pinned");
        }
        return pinned;
    }

    private Next withStore(String nonce, Batch batch, Runnable work) {
        try {
            work.run();
        } catch (ServiceUnavailable e) {
            LOG.log(
                    Level.WARNING,
                    "The store did not take a batch of {0}; leaving it to another instance",
                    batch.entries().size());
            state = new State.Releasing(nonce);
            // Without this rest, the instances would pass the turn around in a tight loop.
            pausedUntilTick = true;
        } catch (RuntimeException | Error e) {
            // The line must go on, whatever the failure is.
            LOG.log(Level.ERROR, "A batch of " + batch.entries().size() + " could not be decided", e);
            settleAs(nonce, batch, new Answer.Unserved());
        }
        return Next.GO_ON;
    }

    private void settleAs(String nonce, Batch batch, Answer answer) {
        var answers = new LinkedHashMap<Ticket.Id, Answer>();
        batch.entries().forEach(entry -> answers.put(entry.id(), answer));
        state = new State.Settling(nonce, answers);
    }

    private Next settle(String nonce, SequencedMap<Ticket.Id, Answer> answers) {
        var joining = room.giveTickets(mostJoining);
        Settled settled;
        try {
            settled = line.settle(lecture, nonce, answers, joining);
        } catch (Unreachable e) {
            return failed(nonce, e);
        }
        switch (settled) {
            case Settled.Refused _ -> {
                // Another instance serves these tickets now, and answers them.
                state = OUTSIDE;
                room.takeBack(joining);
            }
            case Settled.Done(var refused, var next) -> {
                room.answered(answers);
                room.refused(refused);
                serve(nonce, next);
            }
        }
        return Next.GO_ON;
    }

    private Next release(String nonce) {
        state = OUTSIDE;
        try {
            line.release(lecture, nonce);
        } catch (Unreachable e) {
            LOG.log(Level.DEBUG, "The turn could not be given back; its lease runs out", e);
        }
        return Next.PAUSE;
    }
}
