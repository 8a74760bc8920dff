package lectern.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;

/** One fault under load, from before it to after it, and what came of it. */
record FaultRun(Fault fault, long seed, Installation installation, Queue<Load.User> students) {

    /** How many students come in a second. */
    private static final int RATE = Integer.getInteger("faults.visits", 40);

    void run() throws Exception {
        installation.awaitThatAllIsWell();
        var history = new History();
        Scene scene;
        try (var load = Load.start(installation.instances(), students, history, seed, RATE)) {
            scene = new Scene(installation, load, history, seed);
            scene.awaitAnswers(50);
            fault.strike(scene);
            installation.awaitThatAllIsWell();
            scene.awaitAnswers(50);
        }
        var verdict = Checker.check(history, Truth.read(installation.access(), Checker.lectures(history)));
        new Figure(
                        fault.title(),
                        seed,
                        verdict,
                        history.busy(),
                        history.longestGap(),
                        history.slowestAnswer(),
                        scene.back(),
                        fault.within())
                .write();

        assertThat(verdict.violations()).as(fault.title()).isEmpty();
        assertThat(verdict.acknowledged()).as("attends that were told").isPositive();
        assertThat(history.slowestAnswer())
                .as("the slowest answer, 503 or not")
                .isLessThan(Fault.Bounds.DEADLINE.plus(Fault.Bounds.MARGIN));
        assertThat(scene.back()).as("back to serving").isLessThan(fault.within());
    }
}
