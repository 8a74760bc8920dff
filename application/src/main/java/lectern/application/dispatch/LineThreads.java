package lectern.application.dispatch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import lectern.application.port.Answer;
import lectern.application.port.LectureLine;
import lectern.application.port.Ticket;
import lectern.domain.LectureId;

/** The threads that work at lines: one per lecture, while commands of this instance wait there. */
final class LineThreads implements LectureLine.Listener, AutoCloseable {

    private static final Logger LOG = System.getLogger(LineThreads.class.getName());

    private final BiFunction<LectureId, WaitingRoom, LineWorker> workers;
    private final DispatchLimits limits;
    private final InstantSource clock;
    private final RandomGenerator jitter;
    private final ThreadFactory threads;
    private final Map<LectureId, LineThread> byLecture = new ConcurrentHashMap<>();
    private volatile boolean leaving;

    /**
     * @param workers creates the worker of a lecture, for the commands that wait there
     * @param threads creates one thread per lecture; a thread should be cheap
     */
    LineThreads(
            BiFunction<LectureId, WaitingRoom, LineWorker> workers,
            DispatchLimits limits,
            InstantSource clock,
            RandomGenerator jitter,
            ThreadFactory threads) {
        this.workers = workers;
        this.limits = limits;
        this.clock = clock;
        this.jitter = jitter;
        this.threads = threads;
    }

    /** Adds a command, which waits from now on for the line of its lecture. */
    void add(LectureId lecture, PendingCommand<?> command) {
        var thread = byLecture.compute(lecture, (id, existing) -> {
            var working = existing == null ? new LineThread(id) : existing;
            working.room.add(command);
            return working;
        });
        thread.wake();
    }

    @Override
    public void answered(LectureId lecture, Map<Ticket.Id, Answer> answers) {
        var thread = byLecture.get(lecture);
        if (thread != null) {
            thread.room.answered(answers);
            thread.wake();
        }
    }

    @Override
    public void turnIsFree(LectureId lecture) {
        var thread = byLecture.get(lecture);
        if (thread != null) {
            thread.wake();
        }
    }

    /** Serves the lines in which commands of this instance wait until all are answered, then gives every turn back. */
    @Override
    public void close() {
        leaving = true;
        byLecture.values().forEach(LineThread::leave);
        try {
            for (var thread : new ArrayList<>(byLecture.values())) {
                // Each caller is answered, or gives up, by the deadline.
                if (!thread.join(limits.deadline())) {
                    LOG.log(Level.WARNING, "A turn may not have been given back; its lease runs out");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Drives the worker at one lecture. */
    private final class LineThread {

        private final LectureId lecture;
        private final WaitingRoom room;
        private final LineWorker worker;
        private final Semaphore wakes = new Semaphore(0);
        private final Thread thread;

        /** In {@link System#nanoTime}: if a wall clock were set back, the next tick would come later by as much. */
        private long nextTick;

        LineThread(LectureId lecture) {
            this.lecture = lecture;
            this.room = new WaitingRoom(clock);
            this.worker = workers.apply(lecture, room);
            this.nextTick = System.nanoTime() + limits.tick().toNanos();
            this.thread = threads.newThread(this::run);
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

        private void run() {
            try {
                work();
            } catch (Error e) {
                LOG.log(Level.ERROR, "The work at a line failed", e);
            } finally {
                // Only a thread that failed is still here. The next command starts a new thread.
                if (byLecture.remove(lecture, this)) {
                    worker.giveUp();
                }
            }
        }

        private void work() {
            while (true) {
                try {
                    tickIfTime();
                    switch (worker.step()) {
                        case GO_ON -> {}
                        case PAUSE -> pause();
                        case DONE -> {
                            if (hasEnded()) {
                                return;
                            }
                        }
                    }
                } catch (RuntimeException e) {
                    // A bug, here or in an adapter. Callers still wait, and the next step may succeed.
                    LOG.log(Level.ERROR, "The work at a line failed", e);
                    pause();
                }
            }
        }

        /** Runs under the lock under which commands are added: a new command is either seen here, or it starts a new thread. */
        private boolean hasEnded() {
            return byLecture.computeIfPresent(lecture, (_, thread) -> thread.worker.isIdle() ? null : thread) == null;
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
                throw new IllegalStateException("the thread of a line must not be interrupted", e);
            }
        }
    }
}
