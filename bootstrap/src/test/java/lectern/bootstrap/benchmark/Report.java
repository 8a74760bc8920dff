package lectern.bootstrap.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import redis.embedded.RedisExecProvider;

/** Tells in Markdown what was measured. */
final class Report {

    private static final List<String> BASES =
            List.of(Program.CEILING, Program.ROW_LOCK_HOT, Program.MUTEX_HOT, DatabaseLimit.NAME);

    private final List<String> lines = new ArrayList<>();

    Report(Options options, Stores stores) throws SQLException, IOException {
        lines.add("# Benchmark");
        lines.add("");
        lines.add("- %s, %d cores, %s %s"
                .formatted(
                        processor(),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version")));
        lines.add("- JDK %s, contenders with `%s`".formatted(Runtime.version(), String.join(" ", options.jvm())));
        lines.add("- %s; Redis %s".formatted(stores.description(), RedisExecProvider.redisVersion));
        lines.add("- %d rounds, %d s a point, %d thread(s) to make the load; ended %s"
                .formatted(
                        options.rounds(),
                        options.time().toSeconds(),
                        options.generators(),
                        Instant.now().truncatedTo(ChronoUnit.SECONDS)));
        lines.add("");
    }

    private static String processor() throws IOException {
        var info = Path.of("/proc/cpuinfo");
        if (!Files.exists(info)) {
            return System.getProperty("os.arch");
        }
        try (var facts = Files.lines(info)) {
            return facts.filter(fact -> fact.startsWith("model name"))
                    .map(fact -> fact.substring(fact.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    /** A table of all points: medians over the rounds, and from the lowest to the highest. */
    void add(List<Point> points, List<Integer> connections, Results results) {
        row(
                "point",
                "who",
                "load",
                "connections",
                "requests/s",
                "p50 ms",
                "p99 ms",
                "CPU µs: service",
                "Postgres",
                "Redis",
                "all three",
                "generator",
                "KB allocated",
                "× ceiling",
                "× row lock",
                "× lock",
                "× limit",
                "not as expected");
        lines.add("|---|---|---|" + "---:|".repeat(14) + "---|");
        for (int count : connections) {
            for (var point : points) {
                if (!results.of(point.name(), count).isEmpty()) {
                    add(point, count, results);
                }
            }
        }
        lines.add("");
    }

    private void add(Point point, int connections, Results results) {
        var cells =
                new ArrayList<>(List.of(point.name(), point.contender(), point.load(), Integer.toString(connections)));
        cells.add(Spread.of(results.of(point.name(), connections, Measurement::perSecond))
                .as("%.0f"));
        cells.add(Spread.of(results.of(point.name(), connections, Measurement::p50))
                .as("%.1f"));
        cells.add(Spread.of(results.of(point.name(), connections, Measurement::p99))
                .as("%.1f"));
        cells.add(Spread.of(results.of(point.name(), connections, Measurement::service))
                .medianAs("%.0f"));
        cells.add(Spread.of(results.of(point.name(), connections, Measurement::postgres))
                .medianAs("%.0f"));
        cells.add(Spread.of(results.of(point.name(), connections, Measurement::redis))
                .medianAs("%.0f"));
        cells.add(Spread.of(results.of(point.name(), connections, Measurement::server))
                .medianAs("%.0f"));
        cells.add(Spread.of(results.of(point.name(), connections, Measurement::generator))
                .medianAs("%.1f"));
        cells.add(Spread.of(results.of(point.name(), connections, Measurement::kilobytes))
                .medianAs("%.1f"));
        for (var base : BASES) {
            cells.add(Spread.of(results.ratios(point.name(), base, connections)).as("%.2f"));
        }
        cells.add(unexpected(results.of(point.name(), connections)));
        row(cells.toArray(String[]::new));
    }

    void add(Shipped.StartUp startUp) {
        lines.add("Seconds from the start of the jar to the first 200 of its readiness: %s; with an AOT cache %s."
                .formatted(startUp.plain().as("%.2f"), startUp.cached().as("%.2f")));
        lines.add("");
    }

    void add(Shipped.Memory memory) {
        lines.add("Resident memory with `-Xmx128m`: %.0f MB at rest, %.0f MB at most under load."
                .formatted(memory.atRest(), memory.underLoad()));
        lines.add("");
    }

    void add(List<Target> targets) {
        row("target", "at least / at most", "aim", "measured", "");
        lines.add("|---|---:|---:|---:|---|");
        for (var target : targets) {
            if (!target.measured().isEmpty()) {
                row(
                        target.what(),
                        Spread.of(target.limit()).medianAs("%.2f"),
                        Spread.of(target.aim()).medianAs("%.2f"),
                        target.measured().as("%.2f"),
                        target.verdict());
            }
        }
    }

    private static String unexpected(List<Measurement> measurements) {
        var all = measurements.stream()
                .flatMap(measurement -> measurement.unexpected().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Integer::sum, TreeMap::new));
        return all.entrySet().stream()
                .map(entry -> "%d × %s".formatted(entry.getValue(), entry.getKey() == 0 ? "no answer" : entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    private void row(String... cells) {
        var row = new StringJoiner(" | ", "| ", " |");
        for (var cell : cells) {
            var _ = row.add(cell);
        }
        lines.add(row.toString());
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }
}
