package lectern.bootstrap.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import lectern.bootstrap.Passports;
import org.springframework.util.FileSystemUtils;

/** Measures the service and its peers, and writes a {@link Report}. See docs/performance.md. */
final class Benchmark {

    private static final Path TARGET = Path.of("target");
    private static final Path COMMAND = TARGET.resolve("benchmark.args");

    /** For so long there are students enough who are not in a hot lecture yet. */
    private static final Duration A_WHILE = Duration.ofSeconds(10);

    private Benchmark() {}

    public static void main(String... arguments) throws Exception {
        noteHowItWasStarted();
        var options = Options.given();
        var directory = Files.createTempDirectory("lectern-benchmark");
        try (var stores = new Stores(directory)) {
            var passports = new Passports(Instant.now());
            var report = new Report(
                    options,
                    stores,
                    measure(new Stage(options, directory, stores, passports, new Audience(passports))));
            report.write(TARGET);
            System.out.println(report.page());
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    /** With this, {@code java @target/benchmark.args} runs it again without Maven. */
    private static void noteHowItWasStarted() throws IOException {
        Files.createDirectories(TARGET);
        Files.writeString(
                COMMAND, "-cp \"%s\" %s%n".formatted(System.getProperty("java.class.path"), Benchmark.class.getName()));
    }

    /** What has just been started is measured first, while nothing else runs. */
    private static Findings measure(Stage stage) throws Exception {
        var shipped = new Shipped(stage);
        var cold = new Cold(stage, shipped).measure();
        var burst = new Burst(stage, shipped).measure();
        var points = new ArrayList<Point>();
        var results = new Results();
        try (var program = new Program(stage)) {
            points.addAll(program.points());
            measure(stage.options(), points, results);
        }
        return new Findings(points, results, cold, burst, shipped.startUp(), shipped.memory());
    }

    /** Everything in turns, so that what changes with time on the machine changes it for all alike. */
    private static void measure(Options options, List<Point> points, Results results) throws Exception {
        warmUp(options, points);
        for (int round = 0; round < options.rounds(); round++) {
            for (int connections : Point.connections(points, options.connections())) {
                for (var point : points) {
                    if (point.connections(options.connections()).contains(connections)) {
                        measure(point, connections, round, options.time(), results);
                    }
                }
            }
        }
    }

    private static void measure(Point point, int connections, int round, Duration time, Results results)
            throws Exception {
        var measurement = point.measure(connections, time);
        measurement.ifPresent(measured -> {
            results.add(point.name(), connections, round, measured);
            System.err.printf(
                    "round %d: %s at %d: %.0f/s, p99 %.1f ms %s%n",
                    round + 1, point.name(), connections, measured.perSecond(), measured.p99(), measured.unexpected());
        });
    }

    /** Each contender serves for the same time, whether it has many points or one. */
    private static void warmUp(Options options, List<Point> points) throws Exception {
        for (var point : points) {
            int connections = Collections.max(point.connections(options.connections()));
            long shared = points.stream()
                    .filter(other -> other.contender().equals(point.contender()))
                    .count();
            for (var left = options.warmUp().dividedBy(shared); left.isPositive(); left = left.minus(A_WHILE)) {
                var _ = point.measure(connections, left.compareTo(A_WHILE) < 0 ? left : A_WHILE);
            }
        }
    }
}
