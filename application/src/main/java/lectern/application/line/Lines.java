package lectern.application.line;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import lectern.application.Deadline;
import lectern.application.Recent;
import lectern.application.port.Answer;
import lectern.application.port.LectureLine;
import lectern.application.port.LectureLine.Unreachable;
import lectern.application.port.Lectures;
import lectern.application.port.Ticket;
import lectern.domain.Capacity;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.Request;

/**
 * The lines that callers of this instance wait in.
 *
 * <p>Each caller blocks its own thread, and nothing else. For each lecture that somebody waits at there is one more thread,
 * which joins for all of them together, and serves the line whenever this instance has the turn.
 */
public final class Lines implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Lines.class.getName());

    private final Lectures lectures;
    private final LectureLine line;
    private final LineLimits limits;
    private final InstantSource clock;
    private final Supplier<String> nonces;
    private final RandomGenerator jitter;
    private final ThreadFactory threads;

    private final Map<LectureId, Desk> desks = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final Semaphore places;
    private final Recent<LectureId, Capacity> full;
    private final Recent<LectureId, Unreachable> failing;
    private volatile boolean leaving;

    /**
     * @param nonces never gives the same one twice, on whichever instance
     * @param threads for the work at one lecture each; should be cheap
     */
    public Lines(
            Lectures lectures,
            LectureLine line,
            LineLimits limits,
            InstantSource clock,
            Supplier<String> nonces,
            RandomGenerator jitter,
            ThreadFactory threads) {
        this.lectures = lectures;
        this.line = line;
        this.limits = limits;
        this.clock = clock;
        this.nonces = nonces;
        this.jitter = jitter;
        this.threads = threads;
        this.places = new Semaphore(limits.mostWaiting());
        this.full = new Recent<>(clock, limits.hint());
        this.failing = new Recent<>(clock, limits.deadline());
        line.listen(new Listener());
    }

    /**
     * Has a request wait for its turn, and the caller for the answer, until the deadline at most.
     *
     * @param version the lecture's version, if it was just read
     * @param insists whether to join even if every seat is said to be taken
     */
    public <E extends LectureEvent> Outcome<E> await(
            LectureId lecture, OptionalLong version, Request<E> request, boolean insists) {
        if (leaving || !line.isReachable() || failing.find(lecture).isPresent()) {
            return new Outcome.NotJoined<>();
        }
        var found = full.find(lecture);
        if (found.isPresent() && request instanceof Request.Attend && !insists) {
            return new Outcome.SaidToBeFull<>(found.get().what(), found.get().since());
        }
        if (!places.tryAcquire()) {
            return new Outcome.LineFull<>();
        }
        try {
            var id = new Ticket.Id(line.instance(), numbers.incrementAndGet(), 1);
            var waiter = new Waiter<>(id, request, insists, clock.instant().plus(limits.deadline()));
            desk(lecture, waiter, version).wake();
            return outcomeOf(waiter);
        } finally {
            places.release();
        }
    }

    /** Now. A lecture that is said to be full since this mark, or an earlier one, was so before now. */
    public long mark() {
        return full.mark();
    }

    /** Whether callers of this instance wait at a lecture now. */
    public boolean isBusyWith(LectureId lecture) {
        return desks.containsKey(lecture);
    }

    /** How many callers of this instance wait now. */
    public int waiting() {
        return limits.mostWaiting() - places.availablePermits();
    }

    /** Joins no line any more, serves those in which callers of this instance wait until all are answered, then gives every turn back. */
    @Override
    public void close() {
        leaving = true;
        desks.values().forEach(Desk::leave);
        try {
            for (var desk : new ArrayList<>(desks.values())) {
                // Whoever waits is answered, or gives up, by the deadline.
                if (!desk.join(limits.deadline())) {
                    LOG.log(Level.WARNING, "A turn may not have been given back; its lease runs out");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Desk desk(LectureId lecture, Waiter<?> waiter, OptionalLong version) {
        return desks.compute(lecture, (id, existing) -> {
            var desk = existing == null ? new Desk(id) : existing;
            desk.worker.add(waiter, version);
            return desk;
        });
    }

    private <E extends LectureEvent> Outcome<E> outcomeOf(Waiter<E> waiter) {
        try {
            return Deadline.await(waiter.outcome(), limits.deadline());
        } catch (TimeoutException e) {
            waiter.unserved();
        } catch (InterruptedException e) {
            waiter.unserved();
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting never fails", e);
        }
        // The answer, if it came in between.
        return waiter.outcome().join();
    }

    private final class Listener implements LectureLine.Listener {

        @Override
        public void answered(LectureId lecture, Map<Ticket.Id, Answer> answers) {
            var desk = desks.get(lecture);
            if (desk != null) {
                desk.worker.answered(answers);
                desk.wake();
            }
        }

        @Override
        public void turnIsFree(LectureId lecture) {
            var desk = desks.get(lecture);
            if (desk != null) {
                desk.wake();
            }
        }
    }

    /** The work at one lecture: a worker, and the thread that drives it for as long as somebody waits. */
    private final class Desk {

        private final LectureId lecture;
        private final LineWorker worker;
        private final Semaphore wakes = new Semaphore(0);
        private final Thread thread;

        /** As {@link System#nanoTime} tells it: the clock may be set back, and then no tick would come for as long. */
        private long nextTick;

        Desk(LectureId lecture) {
            this.lecture = lecture;
            this.worker = new LineWorker(lecture, lectures, line, clock, nonces, full, failing, limits.mostJoining());
            this.nextTick = System.nanoTime() + limits.tick().toNanos();
            this.thread = threads.newThread(this::drive);
            if (leaving) {
                worker.leave();
            }
            thread.start();
        }

        void wake() {
            wakes.release();
        }

        void leave() {
            worker.leave();
            wake();
        }

        boolean join(Duration most) throws InterruptedException {
            return thread.join(most);
        }

        private void drive() {
            try {
                serve();
            } catch (Error e) {
                LOG.log(Level.ERROR, "The work at a line failed", e);
            } finally {
                // Unless it came to its end: whoever comes next finds another desk.
                if (desks.remove(lecture, this)) {
                    worker.giveUp();
                }
            }
        }

        private void serve() {
            while (true) {
                try {
                    tickIfTime();
                    switch (worker.step()) {
                        case GO_ON -> {}
                        case PAUSE -> pause();
                        case DONE -> {
                            if (closed()) {
                                return;
                            }
                        }
                    }
                } catch (RuntimeException e) {
                    // A bug, here or in an adapter. Callers wait here still, and the next try may work.
                    LOG.log(Level.ERROR, "The work at a line failed", e);
                    pause();
                }
            }
        }

        /** Under the same lock as a waiter is added: either it is seen here, or it opens a new desk. */
        private boolean closed() {
            return desks.computeIfPresent(lecture, (_, desk) -> desk.worker.isIdle() ? null : desk) == null;
        }

        private void tickIfTime() {
            long now = System.nanoTime();
            if (now - nextTick < 0) {
                return;
            }
            worker.tick();
            nextTick = now + limits.tick().toNanos() * (50 + jitter.nextInt(101)) / 100;
        }

        private void pause() {
            long left = nextTick - System.nanoTime();
            try {
                if (wakes.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                    int _ = wakes.drainPermits();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts the work at a line", e);
            }
        }
    }
}
