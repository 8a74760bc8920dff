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
        var figure = Figure.of(fault.title(), seed, history, installation.access(), scene.back(), fault.within());

        figure.assertThatAllHeld();
        figure.assertThatAllWereAnsweredInTime();
        assertThat(figure.verdict().acknowledged()).as("attends that were told").isPositive();
        assertThat(scene.back()).as("back to serving").isLessThan(fault.within());
        if (fault.is(Fault.Trait.NOT_NOTICED)) {
            assertThat(history.busy()).as("told to try again").isZero();
        }
        assertThat(history.notLetIn()).as("not let in").isZero();
    }
}
