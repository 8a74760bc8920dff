package lectern.application.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import lectern.application.Deadline;
import lectern.application.port.ServiceUnavailable;
import lectern.domain.LectureId;
import lectern.domain.User;
import org.jspecify.annotations.Nullable;

/** The waiting commands of this instance, by sender and lecture. Those of one sender at one lecture queue in their order of arrival. */
final class SenderOrder {

    private final Map<Sender, List<Place>> waiting = new ConcurrentHashMap<>();

    /** A user at one lecture. */
    private record Sender(LectureId lecture, User user) {}

    /** Registers a command that has arrived. The caller closes its place once the command has its answer. */
    Place enter(LectureId lecture, User user) {
        var sender = new Sender(lecture, user);
        return waiting.compute(sender, (_, places) -> {
                    var earlier = places == null ? List.<Place>of() : places;
                    var before = earlier.isEmpty() ? null : earlier.getLast();
                    return Stream.concat(earlier.stream(), Stream.of(new Place(sender, before)))
                            .toList();
                })
                .getLast();
    }

    /** The place of a command among the commands of its sender. */
    final class Place implements AutoCloseable {

        private final Sender sender;
        private final CompletableFuture<Void> queued = new CompletableFuture<>();
        private final boolean isFirst;
        private @Nullable CompletableFuture<Void> before;

        private Place(Sender sender, @Nullable Place before) {
            this.sender = sender;
            this.isFirst = before == null;
            this.before = before == null ? null : before.queued;
        }

        /** Whether no other command of its sender was waiting when it arrived. */
        boolean isFirst() {
            return isFirst;
        }

        /**
         * Waits until the command before it has queued, or has its answer.
         *
         * @throws ServiceUnavailable if that takes longer than {@code most}
         */
        void awaitTurn(Duration most) {
            if (before == null) {
                return;
            }
            try {
                Deadline.await(before, most);
                before = null;
            } catch (TimeoutException e) {
                throw new ServiceUnavailable.TryAgain("an earlier command of the same sender is not queued yet");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ServiceUnavailable.TryAgain("interrupted");
            } catch (ExecutionException e) {
                throw new IllegalStateException("queueing never fails", e);
            }
        }

        /** Marks the command as queued: the next command of its sender can queue behind it. */
        void queued() {
            queued.complete(null);
        }

        @Override
        public void close() {
            queued();
            waiting.computeIfPresent(sender, (_, places) -> {
                var left = places.stream().filter(place -> place != this).toList();
                return left.isEmpty() ? null : left;
            });
        }
    }
}
