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
    static List<Target> of(Findings findings, Options options) {
        var targets = new ArrayList<Target>();
        targets.addAll(of(findings.cold(), findings.results(), options.fresh()));
        targets.addAll(of(findings.burst()));
        targets.addAll(of(findings.results(), options.connections()));
        findings.startUp().ifPresent(startUp -> targets.add(of(startUp)));
        findings.memory().ifPresent(memory -> targets.add(of(memory)));
        return targets.stream().filter(target -> !target.measured().isEmpty()).toList();
    }

    private static List<Target> of(ColdStarts cold, Results results, Options.Fresh options) {
        return List.of(
                ofWarm(cold, Newcomer.SHIPPED, results, options, 0.35, 0.70),
                ofWarm(cold, Newcomer.SHIPPED_IDLE, results, options, 0.50, 0.80),
                new Target(
                        "first window / row lock per request, both %d s after they are ready"
                                .formatted(options.rest().toSeconds()),
                        cold.first(Newcomer.SHIPPED, Newcomer.ROW_LOCK),
                        5,
                        10,
                        false));
    }

    /** What part of its warm rate a newcomer reaches in its first window. */
    private static Target ofWarm(
            ColdStarts cold, Newcomer newcomer, Results results, Options.Fresh options, double limit, double aim) {
        return new Target(
                "first window, %d s after it is ready / hot, at %d connections"
                        .formatted(newcomer.rest(options).toSeconds(), Cold.CONNECTIONS),
                cold.firstOfWarm(newcomer, results),
                limit,
                aim,
                false);
    }

    private static List<Target> of(Burst.Bursts bursts) {
        return List.of(
                new Target(
                        "burst, just ready: seconds until all are answered",
                        Burst.Bursts.of(bursts.fresh(), Burst.Measured::seconds),
                        2,
                        1,
                        true),
                new Target(
                        "burst, just ready: answers other than 201",
                        Burst.Bursts.of(
                                bursts.fresh(), burst -> burst.unexpected().total()),
                        0,
                        0,
                        true));
    }

    private static List<Target> of(Results results, List<Integer> connections) {
        var targets = new ArrayList<Target>();
        targets.add(ratio(results, "ceiling", "bare", 256, 0.60, 0.75));
        targets.add(ratio(results, "hot", "bare", 256, 0.30, 0.45));
        targets.add(ratio(results, "hot", "bare", 64, 0.25, 0.35));
        targets.add(ratio(results, "hot", "ceiling", 256, 0.60, 0.80));
        targets.add(ratio(results, "hot", "row-lock-hot", 256, 5, 5));
        targets.add(ratio(results, "hot", "lock-hot", 256, 15, 15));
        targets.add(ratio(results, "hot", DatabaseLimit.NAME, 256, 4, 4));
        targets.add(ratio(results, "hot", "ceiling", 64, 0.50, 0.70));
        targets.add(p99(results, 64, 20));
        targets.add(p99(results, 256, 50));
        targets.add(ratio(results, "rush", "ceiling", 64, 0.90, 1.0));
        targets.add(ratio(results, "rush", "ceiling", 256, 0.90, 1.0));
        for (int count : connections) {
            targets.add(ratio(results, "even", "row-lock-even", count, 1.0, 1.5));
            targets.add(ratio(results, "two", "hot", count, 0.85, 0.95));
            targets.add(ratio(results, "straight", "row-lock-hot", count, 1.0, 4.0));
            targets.add(ratio(results, "straight-two", "row-lock-hot", count, 1.0, 4.0));
            targets.add(ratio(results, "read-50", "ceiling", count, 0.60, 0.60));
            targets.add(ratio(results, "unchanged", "ceiling", count, 0.80, 0.80));
        }
        return targets;
    }

    private static Target of(Shipped.StartUp startUp) {
        return new Target(
                "seconds to the first 200, with an AOT cache, without the warm-up", startUp.cached(), 3, 1.5, true);
    }

    private static Target of(Shipped.Memory memory) {
        return new Target("MB resident under load, with -Xmx128m", Spread.of(memory.underLoad()), 340, 256, true);
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
        if (reaches(limit)) {
            return String.format(Locale.ROOT, "met; %.0f %% from the aim", missedBy(aim));
        }
        return limit == 0 ? "missed" : String.format(Locale.ROOT, "missed by %.0f %%", missedBy(limit));
    }

    private boolean reaches(double bound) {
        return upper ? measured.median() <= bound : measured.median() >= bound;
    }

    private double missedBy(double bound) {
        return Math.abs(measured.median() - bound) / bound * 100;
    }
}
