package lectern.bootstrap.benchmark;

import java.util.List;

/** Measures what servers do right after their start: a hot lecture, in windows of time that follow each other directly. */
final class Cold {

    static final String NAME = "cold";
    static final int CONNECTIONS = 64;

    private final Stage stage;
    private final Shipped shipped;

    Cold(Stage stage, Shipped shipped) {
        this.stage = stage;
        this.shipped = shipped;
    }

    /** In turns, as the points. */
    ColdStarts measure() throws Exception {
        var starts = new ColdStarts();
        if (stage.options().wants(NAME)) {
            for (int round = 0; round < stage.options().fresh().rounds(); round++) {
                for (var newcomer : Newcomer.values()) {
                    var start = measure(newcomer);
                    starts.add(newcomer, start);
                    System.err.printf("round %d: %s: %s%n", round + 1, newcomer, start);
                }
            }
        }
        return starts;
    }

    private ColdStart measure(Newcomer newcomer) throws Exception {
        var options = stage.options().fresh();
        try (var instance = start(newcomer)) {
            stage.stores().empty();
            var load = newcomer.scene().prepare(stage, instance, CONNECTIONS).orElseThrow();
            instance.awaitReadyFor(newcomer.rest(options));
            var served = stage.serve(load, List.of(instance), CONNECTIONS, options.window(), options.windows());
            requireStudentsEnough(load, served);
            new Audit(stage.stores()).requireKept(load, true);
            return new ColdStart(
                    instance.secondsToReady(),
                    served.stream()
                            .map(window -> Window.of(window, options.window()))
                            .toList(),
                    Unexpected.sum(served.stream().map(window -> window.unexpected(load::expects))));
        }
    }

    private Instance start(Newcomer newcomer) throws Exception {
        return switch (newcomer) {
            case SHIPPED, SHIPPED_IDLE -> shipped.startTrained();
            case JAR -> shipped.startPlain();
            case ROW_LOCK -> stage.start(Contender.ROW_LOCK);
            case MUTEX -> stage.start(Contender.MUTEX);
            case BARE -> stage.start(Contender.BARE);
        };
    }

    /** Otherwise the last windows would have been idle in part. */
    private static void requireStudentsEnough(Load load, List<Served> served) {
        if (load instanceof Attends
                && served.stream().mapToInt(Served::requests).sum() >= Audience.SIZE) {
            throw new IllegalStateException("all students are in before the last window ends: have fewer windows");
        }
    }
}
