package lectern.application.dispatch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import lectern.application.Deadline;
import lectern.application.port.LectureLine;
import lectern.application.port.Lectures;
import lectern.application.port.ServiceUnavailable;
import lectern.application.port.Ticket;
import lectern.domain.Decision;
import lectern.domain.LectureCommand;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;

/**
 * Gets a decision for each command: in the order of its lecture's line, or directly in the store while the line can't be
 * reached. A rejection that does not depend on the order is decided at once, on a fresh read.
 */
public class CommandDispatcher implements AutoCloseable {

    private final LectureLine line;
    private final DispatchLimits limits;
    private final InstantSource clock;

    private final SenderOrder senders = new SenderOrder();
    private final TicketlessDecisions ticketless;
    private final SuspendedLines suspended;
    private final LineThreads lines;
    private final DirectQueues direct;
    private final Semaphore permits;
    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean leaving;

    /**
     * @param nonces never returns the same nonce twice, on any instance
     * @param threads creates one thread for the work at each lecture; a thread should be cheap
     */
    public CommandDispatcher(
            Lectures lectures,
            LectureLine line,
            DispatchLimits limits,
            InstantSource clock,
            Supplier<String> nonces,
            RandomGenerator jitter,
            ThreadFactory threads) {
        var states = new LectureStates();
        this.line = line;
        this.limits = limits;
        this.clock = clock;
        this.permits = new Semaphore(limits.mostWaiting());
        this.ticketless = new TicketlessDecisions(lectures, states, clock);
        this.suspended = new SuspendedLines(limits.deadline());
        this.direct = new DirectQueues(
                lectures,
                states,
                clock,
                limits.mostJoining(),
                work -> threads.newThread(work).start());
        this.lines = new LineThreads(
                (lecture, room) ->
                        new LineWorker(lecture, lectures, line, states, suspended, room, nonces, limits.mostJoining()),
                limits,
                clock,
                jitter,
                threads);
        line.listen(lines);
    }

    /**
     * Decides a command in its turn. The caller waits until the deadline at most.
     *
     * @throws ServiceUnavailable when there is no decision now. It is then unknown whether the command takes effect, and the same
     *     command may be sent again
     */
    public <E extends LectureEvent> Decision<E> dispatch(LectureId lecture, LectureCommand<E> command) {
        long start = System.nanoTime();
        try (var place = senders.enter(lecture, command.sender())) {
            var decided = place.isFirst() ? ticketless.decide(lecture, command) : Optional.<Decision<E>>empty();
            if (decided.isPresent()) {
                return decided.get();
            }
            place.awaitTurn(left(start));
            return decideInTurn(lecture, command, place, start);
        }
    }

    /** How many callers of this instance wait now. */
    public int waiting() {
        return limits.mostWaiting() - permits.availablePermits();
    }

    /**
     * Stops joining lines. Serves the lines in which callers of this instance wait until all callers are answered, then gives every
     * turn back.
     */
    @Override
    public void close() {
        leaving = true;
        lines.close();
    }

    /** @param start when the caller began to wait, in {@link System#nanoTime} */
    private <E extends LectureEvent> Decision<E> decideInTurn(
            LectureId lecture, LectureCommand<E> command, SenderOrder.Place place, long start) {
        if (!permits.tryAcquire()) {
            throw new ServiceUnavailable.LineFull("too many are waiting");
        }
        try {
            if (canJoin(lecture)) {
                var outcome = await(pending(command, start), start, pending -> {
                    lines.add(lecture, pending);
                    place.queued();
                });
                if (!(outcome instanceof Outcome.NotJoined)) {
                    return decisionOf(outcome);
                }
            }
            return decisionOf(await(pending(command, start), start, pending -> {
                direct.add(lecture, pending);
                place.queued();
            }));
        } finally {
            permits.release();
        }
    }

    private boolean canJoin(LectureId lecture) {
        return !leaving && line.isReachable() && !suspended.contains(lecture);
    }

    private <E extends LectureEvent> PendingCommand<E> pending(LectureCommand<E> command, long start) {
        var id = new Ticket.Id(line.instance(), numbers.incrementAndGet(), 1);
        return new PendingCommand<>(id, command, clock.instant().plus(left(start)));
    }

    /** What is left of the deadline. */
    private Duration left(long start) {
        return limits.deadline().minusNanos(System.nanoTime() - start);
    }

    private <E extends LectureEvent> Outcome<E> await(
            PendingCommand<E> pending, long start, Consumer<PendingCommand<E>> queue) {
        queue.accept(pending);
        try {
            return Deadline.await(pending.outcome(), left(start));
        } catch (TimeoutException e) {
            pending.unserved();
        } catch (InterruptedException e) {
            pending.unserved();
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting never fails", e);
        }
        // An answer that came before the call of unserved() is the outcome.
        return pending.outcome().join();
    }

    private static <E extends LectureEvent> Decision<E> decisionOf(Outcome<E> outcome) {
        return switch (outcome) {
            case Outcome.Decided<E>(var decision) -> decision;
            case Outcome.LineFull<E> _ -> throw new ServiceUnavailable.LineFull("too many are waiting");
            case Outcome.Unserved<E> _ -> throw new ServiceUnavailable.TryAgain("no answer before the deadline");
            case Outcome.NotJoined<E> _ ->
                throw new IllegalStateException("a command that is decided directly joins no line");
        };
    }
}
