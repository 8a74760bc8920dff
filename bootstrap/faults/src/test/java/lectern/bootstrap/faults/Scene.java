package lectern.bootstrap.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lectern.bootstrap.faults.Attempt.Outcome;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;

/** What a fault is played on: an installation under load. */
final class Scene {

    /** How long anything is waited for at most that has no bound of its own. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Installation installation;
    private final Load load;
    private final History history;
    private final Random dice;
    private Duration back = Duration.ZERO;
    private long happened;

    Scene(Installation installation, Load load, History history, long seed) {
        this.installation = installation;
        this.load = load;
        this.history = history;
        this.dice = new Random(seed);
    }

    Installation installation() {
        return installation;
    }

    /** One of them, drawn. */
    Instance anInstance() {
        return installation.instances().get(dice.nextInt(2));
    }

    Random dice() {
        return dice;
    }

    /** How long it took at most until it served again. */
    Duration back() {
        return back;
    }

    /** Waits until so many more were answered. */
    void awaitAnswers(int number) {
        int before = history.answered();
        await("%d answers".formatted(number)).atMost(PATIENCE).until(() -> history.answered() >= before + number);
    }

    /** Waits until so many more were told to try again. */
    void awaitBusy(int number) {
        int before = history.busy();
        await("%d times 503".formatted(number)).atMost(PATIENCE).until(() -> history.busy() >= before + number);
    }

    /** Waits until so many were told to try again who ask from now on, and says how long the slowest of them waited for that. */
    Duration slowestBusy(int number) {
        long since = System.nanoTime();
        await("%d times 503 to who asked since".formatted(number))
                .atMost(PATIENCE)
                .until(() -> busySince(since).count() >= number);
        return busySince(since)
                .map(Attempt::took)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private Stream<Attempt> busySince(long since) {
        return history.since(since, attempt -> attempt.invoked() >= since && attempt.outcome() instanceof Outcome.Busy);
    }

    /** Waits until so much was done by one instance for who asked from now on. */
    void awaitDoneBy(Instance instance, int number) {
        long since = System.nanoTime();
        looking("%d times done by %s".formatted(number, instance.name()))
                .until(() -> history.since(
                                        since,
                                        attempt -> attempt.isOk()
                                                && attempt.instance().equals(instance.name())
                                                && attempt.invoked() >= since)
                                .count()
                        >= number);
    }

    /** A lecture that is open now, drawn. */
    String aLecture() {
        var open = await("a lecture").atMost(PATIENCE).until(load::lectures, lectures -> !lectures.isEmpty());
        return open.get(dice.nextInt(open.size()));
    }

    ChangePoint beforeCommit() {
        return ChangePoint.beforeCommit(installation.access());
    }

    ChangePoint inAChange() {
        return ChangePoint.inAChange(installation.access());
    }

    /** Whether something comes true before whoever waits at a {@link ChangePoint} gives up. */
    boolean happensSoon(String what, Callable<Boolean> comesTrue) {
        try {
            await(what)
                    .atMost(Duration.ofMillis(700))
                    .pollInterval(Duration.ofMillis(5))
                    .until(comesTrue);
            return true;
        } catch (ConditionTimeoutException _) {
            return false;
        }
    }

    /** It has come to what is measured: {@link #measured} counts from here on, not only from the end of the act. */
    void happensNow() {
        happened = System.nanoTime();
    }

    /** Has something happen, and measures how long it takes until every room is served of those who asked since. */
    void measured(Act happens) throws Exception {
        measured(happens, PATIENCE, () -> {});
    }

    /**
     * The same of something that nobody shall have to bear for longer.
     *
     * @param within how soon every room should be served in spite of it
     * @param ends it, unless they are
     */
    void measured(Act happens, Duration within, Runnable ends) throws Exception {
        happened = 0;
        happens.act();
        long since = happened == 0 ? System.nanoTime() : happened;
        var bearable = new AtomicBoolean(true);
        looking("every room served").until(() -> {
            if (System.nanoTime() - since > within.toNanos() && bearable.getAndSet(false)) {
                ends.run();
            }
            return IntStream.range(0, load.rooms()).allMatch(room -> isServed(room, since));
        });
        measuredSince(since);
    }

    /** Has something happen, and measures how long it takes until every instance goes through the line. */
    void measuredInLine(Act happens) throws Exception {
        measured(happens);
        long since = System.nanoTime();
        for (var instance : installation.instances()) {
            looking("the line reached").ignoreExceptions().until(instance::isInLine);
        }
        back = back.plus(Duration.ofNanos(System.nanoTime() - since));
    }

    /** Waits until so much time has passed. */
    void awaitThatItIsOver(Duration time) {
        long start = System.nanoTime();
        looking("%s passed".formatted(time)).until(() -> System.nanoTime() - start > time.toNanos());
    }

    private void measuredSince(long since) {
        var took = Duration.ofNanos(System.nanoTime() - since);
        back = took.compareTo(back) > 0 ? took : back;
    }

    private boolean isServed(int room, long since) {
        return history.since(
                        since, attempt -> attempt.isServed() && attempt.room() == room && attempt.invoked() >= since)
                .findAny()
                .isPresent();
    }

    private static ConditionFactory looking(String what) {
        return await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(10));
    }

    /** Something that happens. */
    interface Act {
        void act() throws Exception;
    }
}
