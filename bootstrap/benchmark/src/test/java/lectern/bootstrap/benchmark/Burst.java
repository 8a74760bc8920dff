package lectern.bootstrap.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Measures how soon a thousand students are answered who attend at the same moment, each over a connection of their own. */
final class Burst {

    static final String NAME = "burst";
    static final int STUDENTS = 1_000;

    private final Stage stage;
    private final Shipped shipped;

    Burst(Stage stage, Shipped shipped) {
        this.stage = stage;
        this.shipped = shipped;
    }

    /**
     * A burst.
     *
     * @param seconds until all were answered
     * @param p99 milliseconds
     * @param unexpected the answers other than 201
     */
    record Measured(double seconds, double p99, Unexpected unexpected) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f s, p99 %.0f ms %s", seconds, p99, unexpected);
        }
    }

    /** All bursts, of a server that had just become ready and of one that had idled since. */
    record Bursts(List<Measured> fresh, List<Measured> idle) {

        static Spread of(List<Measured> bursts, ToDoubleFunction<Measured> value) {
            return Spread.of(bursts.stream().map(value::applyAsDouble).toList());
        }

        static Unexpected unexpected(List<Measured> bursts) {
            return Unexpected.sum(bursts.stream().map(Measured::unexpected));
        }
    }

    Bursts measure() throws Exception {
        var bursts = new Bursts(new ArrayList<>(), new ArrayList<>());
        if (stage.options().wants(NAME)) {
            var options = stage.options().fresh();
            for (int round = 0; round < options.rounds(); round++) {
                bursts.fresh().add(measureAfter(Duration.ZERO));
                bursts.idle().add(measureAfter(options.idle()));
                System.err.printf(
                        "round %d: burst: just ready: %s; idle before: %s%n",
                        round + 1, bursts.fresh().getLast(), bursts.idle().getLast());
            }
        }
        return bursts;
    }

    private Measured measureAfter(Duration rest) throws Exception {
        try (var instance = shipped.startTrained()) {
            stage.stores().empty();
            var room = Room.open(instance, stage.passports(), STUDENTS);
            var load = new Attends(stage.audience(), List.of(room), 0, STUDENTS, STUDENTS, List.of(201));
            instance.awaitReadyFor(rest);
            var served = stage.serve(load, List.of(instance), STUDENTS, Stage.PATIENCE);
            new Audit(stage.stores()).requireKept(load, true);
            return new Measured(
                    served.lasted().toNanos() / 1e9,
                    served.latencies().percentile(99),
                    served.unexpected(load::expects));
        }
    }
}
