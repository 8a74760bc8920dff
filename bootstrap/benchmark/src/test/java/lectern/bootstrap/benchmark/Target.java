package lectern.bootstrap.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something that the service is to reach.
 *
 * @param what in words
 * @param measured empty when it was not measured
 * @param limit what has to be reached
 * @param aim what would be better still
 * @param upper whether it is reached by staying below
 */
record Target(String what, Spread measured, double limit, double aim, boolean upper) {

    /** Those that what was measured tells something about. */
    static List<Target> of(Results results, List<Integer> connections) {
        var targets = new ArrayList<Target>();
        targets.add(ratio(results, "hot", "ceiling", 256, 0.60, 0.80));
        targets.add(ratio(results, "hot", "row-lock-hot", 256, 5, 5));
        targets.add(ratio(results, "hot", "lock-hot", 256, 15, 15));
        targets.add(ratio(results, "hot", DatabaseLimit.NAME, 256, 4, 4));
        targets.add(ratio(results, "hot", "ceiling", 64, 0.50, 0.70));
        targets.add(p99(results, 64, 20));
        targets.add(p99(results, 256, 50));
        for (int count : connections) {
            targets.add(ratio(results, "rush", "ceiling", count, 0.90, 1.0));
            targets.add(ratio(results, "even", "row-lock-even", count, 0.80, 1.0));
            targets.add(ratio(results, "two", "hot", count, 0.80, 0.95));
            targets.add(ratio(results, "straight", "row-lock-hot", count, 1.0, 4.0));
            targets.add(ratio(results, "straight-two", "row-lock-hot", count, 1.0, 4.0));
            targets.add(ratio(results, "read-50", "ceiling", count, 0.60, 0.60));
            targets.add(ratio(results, "unchanged", "ceiling", count, 0.80, 0.80));
        }
        return targets;
    }

    static List<Target> of(Shipped.StartUp startUp) {
        return List.of(new Target("seconds to the first 200, with an AOT cache", startUp.cached(), 3, 1.5, true));
    }

    static List<Target> of(Shipped.Memory memory) {
        return List.of(
                new Target("MB resident under load, with -Xmx128m", Spread.of(memory.underLoad()), 320, 256, true));
    }

    private static Target ratio(
            Results results, String point, String other, int connections, double limit, double aim) {
        return new Target(
                "%s / %s at %d connections".formatted(point, other, connections),
                Spread.of(results.ratios(point, other, connections)),
                limit,
                aim,
                false);
    }

    /** Three times the ceiling's, to aim at twice; but so many milliseconds are always fine. */
    private static Target p99(Results results, int connections, double fine) {
        var ceiling = Spread.of(results.of("ceiling", connections, Measurement::p99));
        double base = ceiling.isEmpty() ? 0 : ceiling.median();
        return new Target(
                "p99 of hot at %d connections, ms".formatted(connections),
                Spread.of(results.of("hot", connections, Measurement::p99)),
                Math.max(fine, 3 * base),
                Math.max(fine, 2 * base),
                true);
    }

    String verdict() {
        if (reaches(aim)) {
            return "met";
        }
        return reaches(limit)
                ? String.format(Locale.ROOT, "met; %.0f %% from the aim", missedBy(aim))
                : String.format(Locale.ROOT, "missed by %.0f %%", missedBy(limit));
    }

    private boolean reaches(double bound) {
        return upper ? measured.median() <= bound : measured.median() >= bound;
    }

    private double missedBy(double bound) {
        return Math.abs(measured.median() - bound) / bound * 100;
    }
}
