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

/** Measures the service and its peers, and writes what it saw to {@code target/benchmark.md}. See docs/performance.md. */
final class Benchmark {

    private static final Path REPORT = Path.of("target", "benchmark.md");
    private static final Path COMMAND = Path.of("target", "benchmark.args");

    /** For so long there are students enough who are not in a hot lecture yet. */
    private static final Duration A_WHILE = Duration.ofSeconds(10);

    private Benchmark() {}

    public static void main(String... arguments) throws Exception {
        noteHowItWasStarted();
        var options = Options.given();
        var directory = Files.createTempDirectory("lectern-benchmark");
        try (var stores = new Stores(directory)) {
            var passports = new Passports(Instant.now());
            var stage = new Stage(options, directory, stores, passports, new Audience(passports));
            var report = new Report(options, stores);
            var targets = new ArrayList<Target>();
            try (var program = new Program(stage)) {
                var results = measure(options, program.points());
                report.add(program.points(), options.connections(), results);
                targets.addAll(Target.of(results, options.connections()));
            }
            var shipped = new Shipped(stage);
            shipped.startUp().ifPresent(startUp -> {
                report.add(startUp);
                targets.addAll(Target.of(startUp));
            });
            shipped.memory().ifPresent(memory -> {
                report.add(memory);
                targets.addAll(Target.of(memory));
            });
            report.add(targets);
            Files.writeString(REPORT, report.text());
            System.out.println(report.text());
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    /** With this, {@code java @target/benchmark.args} runs it again without Maven. */
    private static void noteHowItWasStarted() throws IOException {
        Files.createDirectories(COMMAND.getParent());
        Files.writeString(
                COMMAND, "-cp \"%s\" %s%n".formatted(System.getProperty("java.class.path"), Benchmark.class.getName()));
    }

    /** Everything in turns, so that what changes with time on the machine changes it for all alike. */
    private static Results measure(Options options, List<Point> points) throws Exception {
        warmUp(options, points);
        var results = new Results();
        for (int round = 0; round < options.rounds(); round++) {
            for (int connections : Point.connections(points, options.connections())) {
                for (var point : points) {
                    if (point.connections(options.connections()).contains(connections)) {
                        measure(point, connections, round, options.time(), results);
                    }
                }
            }
        }
        return results;
    }

    private static void measure(Point point, int connections, int round, Duration time, Results results)
            throws Exception {
        var measurement = point.measure(connections, time);
        measurement.ifPresent(measured -> {
            results.add(point.name(), connections, round, measured);
            System.err.printf(
                    "round %d: %s at %d: %.0f/s, p99 %.1f ms %s%n",
                    round + 1,
                    point.name(),
                    connections,
                    measured.perSecond(),
                    measured.p99(),
                    measured.unexpected().isEmpty() ? "" : measured.unexpected());
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
