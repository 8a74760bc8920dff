package lectern.persistence;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import lectern.application.Race;
import lectern.application.Signal;
import lectern.application.port.NotServed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RoundsTest {

    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(20), Duration.ofSeconds(20));

    /** How much was done of what in each round, in the order in which they began. */
    private final ConcurrentLinkedQueue<Map<String, Integer>> done = new ConcurrentLinkedQueue<>();

    private final Signal begun = new Signal();
    private final Signal goesOn = new Signal();

    @Test
    void aLoneWantIsDoneAtOnce() {
        var rounds = rounds(new Rounds.Size(1, 10, 10));

        assertThat(add(rounds, "a").await(PATIENCE)).isEqualTo("a");

        assertThat(done).containsExactly(Map.of("a", 1));
    }

    @Test
    void whatComesWhileAllRoundsRunIsDoneTogetherInTheNext() {
        var rounds = heldUp(new Rounds.Size(1, 10, 10));

        var wants = List.of(add(rounds, "a"), add(rounds, "b"), add(rounds, "a"));
        goesOn.give();

        assertThat(wants).extracting(want -> want.await(PATIENCE)).containsExactly("a", "b", "a");
        assertThat(done).containsExactly(Map.of("held up", 1), Map.of("a", 2, "b", 1));
    }

    @Test
    void aRoundIsAboutNoMoreThingsThanItMayBe() {
        var rounds = heldUp(new Rounds.Size(1, 1, 10));

        var wants = List.of(add(rounds, "a"), add(rounds, "b"), add(rounds, "a"));
        goesOn.give();

        assertThat(wants).extracting(want -> want.await(PATIENCE)).containsExactly("a", "b", "a");
        assertThat(done).containsExactly(Map.of("held up", 1), Map.of("a", 2), Map.of("b", 1));
    }

    @Test
    void aRoundDoesNoMoreThanItMay() {
        var rounds = heldUp(new Rounds.Size(1, 10, 2));

        var wants = List.of(add(rounds, "a"), add(rounds, "a"), add(rounds, "a"));
        goesOn.give();

        assertThat(wants).extracting(want -> want.await(PATIENCE)).containsExactly("a", "a", "a");
        assertThat(done).containsExactly(Map.of("held up", 1), Map.of("a", 2), Map.of("a", 1));
    }

    @Test
    void whatIsWantedOfOneThingIsDoneInItsOrderAndNeverAtTheSameTime() {
        var inOrder = new ArrayList<Numbered>();
        var rounds = new Rounds<String, Numbered>(
                new Rounds.Size(4, 10, 3),
                wanted -> wanted.values()
                        .forEach(wants -> wants.forEach(want -> {
                            inOrder.add(want);
                            want.answer(true);
                        })));

        var wants = IntStream.range(0, 10_000).mapToObj(Numbered::new).toList();
        wants.forEach(want -> rounds.add("one thing", want));

        assertThat(wants).allSatisfy(want -> assertThat(want.await(PATIENCE)).isTrue());
        assertThat(inOrder).containsExactlyElementsOf(wants);
    }

    @Test
    void everyWantOfManyCallersIsDone() {
        var rounds = rounds(new Rounds.Size(2, 3, 5));

        var answers = Race.of(200, i -> add(rounds, "thing " + i % 7).await(PATIENCE));

        assertThat(answers).hasSize(200);
        assertThat(done.stream()
                        .flatMap(round -> round.values().stream())
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(200);
    }

    @Test
    void aWantThatNobodyBeginsWithInTimeIsGivenUpAndNeverDone() {
        var rounds = heldUp(new Rounds.Size(1, 10, 10));
        var impatient = add(rounds, "impatient");

        assertThatThrownBy(() -> impatient.await(new Patience(Duration.ofMillis(1), Duration.ZERO)))
                .isInstanceOf(NotServed.TryAgain.class);
        goesOn.give();

        assertThat(add(rounds, "next").await(PATIENCE)).isEqualTo("next");
        assertThat(done).containsExactly(Map.of("held up", 1), Map.of("next", 1));
    }

    @Test
    void whatIsBegunWithIsWaitedForLonger() {
        var rounds = rounds(new Rounds.Size(1, 10, 10));
        var want = add(rounds, "held up");
        begun.await();

        var answer =
                CompletableFuture.supplyAsync(() -> want.await(new Patience(Duration.ZERO, Duration.ofSeconds(20))));
        goesOn.give();

        assertThat(answer.join()).isEqualTo("held up");
    }

    @Test
    void whatIsBegunWithIsNotWaitedForForEver() {
        var rounds = rounds(new Rounds.Size(1, 10, 10));
        var want = add(rounds, "held up");
        begun.await();

        assertThatThrownBy(() -> want.await(new Patience(Duration.ZERO, Duration.ofMillis(1))))
                .isInstanceOf(NotServed.TryAgain.class);

        goesOn.give();
        assertThat(want.await(PATIENCE)).isEqualTo("held up");
    }

    @Test
    void whatTheWorkThrowsIsWhatThoseGetWhomItHasNotAnswered() {
        var rounds = heldUp(new Rounds.Size(1, 10, 10));

        var answered = add(rounds, "a");
        var failed = add(rounds, "fails");
        goesOn.give();

        assertThat(answered.await(PATIENCE)).isEqualTo("a");
        assertThatThrownBy(() -> failed.await(PATIENCE)).hasMessage("on purpose");
        assertThat(add(rounds, "next").await(PATIENCE)).isEqualTo("next");
    }

    @Test
    void whatIsPutBackMayBeBegunWithAgain() {
        var want = new Want<String>();

        assertThat(want.begin()).isTrue();
        assertThat(want.begin()).isFalse();
        want.putBack();
        assertThat(want.begin()).isTrue();
    }

    private static final class Numbered extends Want<Boolean> {

        private final int number;

        Numbered(int number) {
            this.number = number;
        }

        @Override
        public String toString() {
            return "want " + number;
        }
    }

    private Rounds<String, Want<String>> rounds(Rounds.Size most) {
        return new Rounds<>(most, this::answerAll);
    }

    /** With a round running that does not end before it is told to. */
    private Rounds<String, Want<String>> heldUp(Rounds.Size most) {
        var rounds = rounds(most);
        var _ = add(rounds, "held up");
        begun.await();
        return rounds;
    }

    private void answerAll(Map<String, List<Want<String>>> wanted) {
        done.add(wanted.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().size())));
        wanted.forEach((of, wants) -> {
            switch (of) {
                case "fails" -> throw new AssertionError("on purpose");
                case "held up" -> {
                    begun.give();
                    goesOn.await();
                }
                default -> {}
            }
            wants.forEach(want -> want.answer(of));
        });
    }

    private static Want<String> add(Rounds<String, Want<String>> rounds, String of) {
        var want = new Want<String>();
        rounds.add(of, want);
        return want;
    }
}
