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

/** The commands of each sender that wait in this instance, at one lecture each. They queue in the order in which they came. */
final class SenderOrder {

    private final Map<Sender, List<Place>> waiting = new ConcurrentHashMap<>();

    /** A user at one lecture. */
    private record Sender(LectureId lecture, User user) {}

    /** A command has come. Its place is closed when it has its answer. */
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

    /** The place of one command among those of its sender. */
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

        /** Whether no other command of its sender waited when it came. */
        boolean isFirst() {
            return isFirst;
        }

        /**
         * Waits until the command before it has queued, or has its answer.
         *
         * @throws ServiceUnavailable if it has not by then
         */
        void awaitTurn(Duration most) {
            if (before == null) {
                return;
            }
            try {
                Deadline.await(before, most);
                before = null;
            } catch (TimeoutException e) {
                throw new ServiceUnavailable.TryAgain("an earlier command of its sender is still being looked at");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ServiceUnavailable.TryAgain("interrupted");
            } catch (ExecutionException e) {
                throw new IllegalStateException("queueing never fails", e);
            }
        }

        /** The command has queued: the next one of its sender can come after it. */
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
