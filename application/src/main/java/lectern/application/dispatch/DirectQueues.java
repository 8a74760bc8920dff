package lectern.application.dispatch;

import static lectern.domain.Decision.rejected;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import lectern.application.port.AppendResult;
import lectern.application.port.LectureSnapshot;
import lectern.application.port.Lectures;
import lectern.application.port.ServiceUnavailable;
import lectern.domain.LectureId;
import lectern.domain.Rejection;
import lectern.domain.Student;

/**
 * The way past the line. Commands of this instance on one lecture queue here and are decided together, one append at a time.
 *
 * <p>A command whose append may have been committed is never decided again here. Its caller is told to try again.
 */
final class DirectQueues {

    private static final Logger LOG = System.getLogger(DirectQueues.class.getName());

    private final Lectures lectures;
    private final LectureStates states;
    private final InstantSource clock;
    private final int mostAtOnce;
    private final Executor threads;

    /** The waiting commands by lecture. A lecture has a queue while a thread works at it. */
    private final Map<LectureId, Deque<PendingCommand<?>>> queues = new HashMap<>();

    DirectQueues(Lectures lectures, LectureStates states, InstantSource clock, int mostAtOnce, Executor threads) {
        this.lectures = lectures;
        this.states = states;
        this.clock = clock;
        this.mostAtOnce = mostAtOnce;
        this.threads = threads;
    }

    void add(LectureId lecture, PendingCommand<?> command) {
        if (isFirst(lecture, command)) {
            try {
                threads.execute(() -> work(lecture));
            } catch (RuntimeException | Error e) {
                abandon(lecture);
                throw e;
            }
        }
    }

    private synchronized boolean isFirst(LectureId lecture, PendingCommand<?> command) {
        boolean isFirst = !queues.containsKey(lecture);
        queues.computeIfAbsent(lecture, _ -> new ArrayDeque<>()).add(command);
        return isFirst;
    }

    /** Removes a queue that has no thread. The next command starts a new queue. */
    private synchronized void abandon(LectureId lecture) {
        var queue = queues.remove(lecture);
        if (queue != null) {
            queue.forEach(PendingCommand::unserved);
        }
    }

    private void work(LectureId lecture) {
        for (var batch = take(lecture); !batch.isEmpty(); batch = take(lecture)) {
            decide(lecture, batch);
        }
    }

    private synchronized List<PendingCommand<?>> take(LectureId lecture) {
        var queue = queues.getOrDefault(lecture, new ArrayDeque<>());
        var batch = new ArrayList<PendingCommand<?>>();
        while (batch.size() < mostAtOnce && !queue.isEmpty()) {
            var command = queue.remove();
            if (!command.isDone()) {
                batch.add(command);
            }
        }
        if (batch.isEmpty()) {
            queues.remove(lecture);
        }
        return batch;
    }

    private synchronized void putBack(LectureId lecture, List<PendingCommand<?>> undecided) {
        undecided.reversed().forEach(queues.getOrDefault(lecture, new ArrayDeque<>())::addFirst);
    }

    private void decide(LectureId lecture, List<PendingCommand<?>> batch) {
        try {
            var decided = decideAsRemembered(lecture, batch)
                    .or(() -> decideAsRead(lecture, batch))
                    .or(() -> decideExclusively(lecture, batch));
            if (decided.isEmpty()) {
                batch.forEach(command -> command.decided(rejected(new Rejection.LectureNotFound())));
                return;
            }
            var decisions = decided.get().decisions();
            for (int i = 0; i < decisions.size(); i++) {
                batch.get(i).decided(decisions.get(i));
            }
            putBack(lecture, batch.subList(decisions.size(), batch.size()));
        } catch (ServiceUnavailable e) {
            batch.forEach(PendingCommand::unserved);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "A batch of " + batch.size() + " could not be decided", e);
            batch.forEach(PendingCommand::unserved);
        }
    }

    /** Decides on the remembered state, without a read. Empty if a read is needed. */
    private Optional<BatchDecision> decideAsRemembered(LectureId lecture, List<PendingCommand<?>> batch) {
        if (batch.stream().anyMatch(command -> command.command().readsAttendancesFirst())) {
            return Optional.empty();
        }
        return states.find(lecture)
                .map(known -> decide(known, batch))
                // A decision without events is not appended, so the store would not verify it.
                .filter(BatchDecision::hasEvents)
                .filter(this::isAppended);
    }

    private Optional<BatchDecision> decideAsRead(LectureId lecture, List<PendingCommand<?>> batch) {
        var found = lectures.find(lecture, students(batch));
        found.ifPresent(states::remember);
        return found.map(read -> decide(read, batch)).filter(decided -> !decided.hasEvents() || isAppended(decided));
    }

    private Optional<BatchDecision> decideExclusively(LectureId lecture, List<PendingCommand<?>> batch) {
        return lectures.exclusively(lecture, students(batch), found -> {
            var decided = decide(found, batch);
            return new Lectures.Decided<>(decided.append(), decided);
        });
    }

    private boolean isAppended(BatchDecision decided) {
        var append = decided.append();
        return switch (lectures.append(append)) {
            case AppendResult.Committed(var version) -> {
                states.remember(new LectureSnapshot(decided.lecture(), version));
                yield true;
            }
            case AppendResult.Conflict _, AppendResult.Busy _, AppendResult.NotFound _ -> {
                states.forget(append.lecture());
                yield false;
            }
        };
    }

    private BatchDecision decide(LectureSnapshot on, List<PendingCommand<?>> batch) {
        var decided = new BatchDecision(on, new ReplaySafePrefix());
        var now = clock.instant();
        for (var command : batch) {
            if (!decided.decide(command.command(), now)) {
                break;
            }
        }
        return decided;
    }

    private static Set<Student> students(List<PendingCommand<?>> batch) {
        var students = new HashSet<Student>();
        batch.forEach(command -> students.addAll(command.command().students()));
        return students;
    }
}
