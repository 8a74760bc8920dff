package lectern.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeadlineTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final CompletableFuture<String> answer = new CompletableFuture<>();

    @Test
    void givesTheAnswerThatIsThere() throws Exception {
        boolean _ = answer.complete("yes");

        assertThat(Deadline.await(answer, Duration.ZERO)).isEqualTo("yes");
    }

    @Test
    void givesTheAnswerThatComes() throws Exception {
        var asked = new CountDownLatch(1);
        var waiting = CompletableFuture.supplyAsync(() -> {
            asked.countDown();
            return await(LONG);
        });
        asked.await();
        boolean _ = answer.complete("yes");

        assertThat(waiting.get()).isEqualTo("yes");
    }

    @Test
    void leavesAnAnswerThatIsTooLateAsItIs() throws Exception {
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> Deadline.await(answer, SHORT));
        assertThat(answer).isNotDone();

        boolean _ = answer.complete("yes");
        assertThat(Deadline.await(answer, SHORT)).isEqualTo("yes");
    }

    @Test
    void theShorterOfTwoPassesFirst() throws Exception {
        var longer = CompletableFuture.supplyAsync(() -> await(LONG));
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> Deadline.await(answer, SHORT));

        assertThat(longer).isNotDone();
        boolean _ = answer.complete("yes");
        assertThat(longer.get()).isEqualTo("yes");
    }

    @Test
    void throwsWhatTheAnswerFailedWithEvenIfItIsATimeout() {
        var failure = new TimeoutException("of its own");
        boolean _ = answer.completeExceptionally(failure);

        assertThatThrownBy(() -> Deadline.await(answer, LONG))
                .isInstanceOf(ExecutionException.class)
                .hasCause(failure);
    }

    @Test
    void throwsWhatTheAnswerFailsWithWhileItIsAwaited() throws Exception {
        var failure = new TimeoutException("of its own");
        var _ = CompletableFuture.runAsync(() -> {
            while (answer.getNumberOfDependents() == 0) {
                Thread.onSpinWait();
            }
            boolean _ = answer.completeExceptionally(failure);
        });

        assertThatThrownBy(() -> Deadline.await(answer, LONG))
                .isInstanceOf(ExecutionException.class)
                .hasCause(failure);
    }

    @Test
    void stopsWaitingWhenItIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> Deadline.await(answer, LONG));
    }

    private String await(Duration most) {
        try {
            return Deadline.await(answer, most);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
