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
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import redis.embedded.RedisExecProvider;

/** Tells in Markdown what was measured. */
final class Report {

    private static final List<String> BASES =
            List.of(Program.CEILING, Program.ROW_LOCK_HOT, Program.MUTEX_HOT, DatabaseLimit.NAME);

    private static final List<Column> COLUMNS = List.of(
            new Column("requests/s", Measurement::perSecond, spread -> spread.as("%.0f")),
            new Column("p50 ms", Measurement::p50, spread -> spread.as("%.1f")),
            new Column("p99 ms", Measurement::p99, spread -> spread.as("%.1f")),
            new Column("CPU µs: service", Measurement::service, spread -> spread.medianAs("%.0f")),
            new Column("Postgres", Measurement::postgres, spread -> spread.medianAs("%.0f")),
            new Column("Redis", Measurement::redis, spread -> spread.medianAs("%.0f")),
            new Column("all three", Measurement::server, spread -> spread.medianAs("%.0f")),
            new Column("generator", Measurement::generator, spread -> spread.medianAs("%.1f")),
            new Column("KB allocated", Measurement::kilobytes, spread -> spread.medianAs("%.1f")));

    private final List<String> lines = new ArrayList<>();

    /** A value that each point has. */
    private record Column(String title, ToDoubleFunction<Measurement> value, Function<Spread, String> text) {

        String of(List<Measurement> measured) {
            return text.apply(
                    Spread.of(measured.stream().map(value::applyAsDouble).toList()));
        }
    }

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
    void add(List<Point> points, List<Integer> wanted, Results results) {
        var titles = new ArrayList<>(List.of("point", "who", "load", "connections"));
        COLUMNS.forEach(column -> titles.add(column.title()));
        BASES.forEach(base -> titles.add("× " + base));
        titles.add("not as expected");
        row(titles);
        lines.add("|---|---|---|" + "---:|".repeat(1 + COLUMNS.size() + BASES.size()) + "---|");
        for (int count : Point.connections(points, wanted)) {
            for (var point : points) {
                if (point.connections(wanted).contains(count)) {
                    row(cells(point, count, results));
                }
            }
        }
        lines.add("");
    }

    private static List<String> cells(Point point, int connections, Results results) {
        var measured = results.of(point.name(), connections);
        var cells =
                new ArrayList<>(List.of(point.name(), point.contender(), point.load(), Integer.toString(connections)));
        COLUMNS.forEach(column -> cells.add(column.of(measured)));
        BASES.forEach(base -> cells.add(
                Spread.of(results.ratios(point.name(), base, connections)).as("%.2f")));
        cells.add(measured.isEmpty() ? "n/a" : unexpected(measured));
        return cells;
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
        row(List.of("target", "at least / at most", "aim", "measured", ""));
        lines.add("|---|---:|---:|---:|---|");
        for (var target : targets) {
            if (!target.measured().isEmpty()) {
                row(List.of(
                        target.what(),
                        Spread.of(target.limit()).medianAs("%.2f"),
                        Spread.of(target.aim()).medianAs("%.2f"),
                        target.measured().as("%.2f"),
                        target.verdict()));
            }
        }
    }

    private static String unexpected(List<Measurement> measurements) {
        var all = measurements.stream()
                .flatMap(measurement -> measurement.unexpected().counts().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Integer::sum, TreeMap::new));
        return all.entrySet().stream()
                .map(entry -> "%d × %s".formatted(entry.getValue(), entry.getKey() == 0 ? "no answer" : entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    private void row(List<String> cells) {
        lines.add("| %s |".formatted(String.join(" | ", cells)));
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }
}
