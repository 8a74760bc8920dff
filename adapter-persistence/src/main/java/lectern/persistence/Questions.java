package lectern.persistence;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Answers in one statement what many callers ask at the same time. An answer is never older than its question: who asks while a
 * statement runs is answered by the next one.
 */
final class Questions<Q, A> {

    private final Rounds<Q, Want<A>> rounds;
    private final Patience patience;

    private static final Rounds.Size TOGETHER = new Rounds.Size(2, 500, 5_000);
    private static final Rounds.Size ONE_BY_ONE = new Rounds.Size(4, 1, 5_000);

    private Questions(Rounds.Size most, Patience patience, Function<Collection<Q>, Function<Q, A>> answers) {
        this.rounds = new Rounds<>(most, asked -> answerAll(asked, answers.apply(asked.keySet())));
        this.patience = patience;
    }

    /** @param answers asks all that is asked; what comes back has an answer to each */
    Questions(Patience patience, Function<Collection<Q>, Function<Q, A>> answers) {
        this(TOGETHER, patience, answers);
    }

    /**
     * For what can't be asked together with anything but its like.
     *
     * @param answer asks one question
     */
    static <Q, A> Questions<Q, A> oneByOne(Patience patience, Function<Q, A> answer) {
        return new Questions<>(ONE_BY_ONE, patience, asked -> {
            var answered = asked.stream().collect(toMap(Function.identity(), answer));
            return question -> requireNonNull(answered.get(question));
        });
    }

    A ask(Q question) {
        var want = new Want<A>();
        rounds.add(question, want);
        return want.await(patience);
    }

    private static <Q, A> void answerAll(Map<Q, List<Want<A>>> asked, Function<Q, A> answers) {
        asked.forEach((question, wants) -> {
            var answer = answers.apply(question);
            wants.forEach(want -> want.answer(answer));
        });
    }
}
