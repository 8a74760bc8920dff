package lectern.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

/** One fault under load, from before it to after it, and what came of it. */
record FaultRun(Fault fault, long seed, Installation installation, Load.Users users) {

    /** How many students come in a second. */
    private static final int RATE = Integer.getInteger("faults.visits", 40);

    void run() throws Exception {
        installation.awaitThatAllIsWell();
        var history = new History();
        Scene scene;
        try (var load = Load.start(installation.instances(), users, history, seed, RATE)) {
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
        if (fault.isNotNoticed()) {
            assertThat(history.busy()).as("told to try again").isZero();
        }
        if (!fault.isOfClocks()) {
            assertThat(history.notLetIn()).as("not let in").isZero();
        }
    }
}
