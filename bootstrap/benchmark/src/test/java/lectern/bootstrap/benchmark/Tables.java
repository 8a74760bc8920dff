package lectern.bootstrap.benchmark;

import static java.util.Collections.nCopies;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tells in Markdown everything that was measured: medians over the rounds, and from the lowest to the highest. */
record Tables(Options options, Findings findings) {

    private static final List<String> BASES = List.of(
            Program.BARE_ENDPOINT, Program.CEILING, Program.ROW_LOCK_HOT, Program.MUTEX_HOT, DatabaseLimit.NAME);

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

    private static final String TEXT = "---";
    private static final String NUMBER = "---:";

    /** A value that each point has. */
    private record Column(String title, ToDoubleFunction<Measurement> value, Function<Spread, String> text) {

        String of(List<Measurement> measured) {
            return text.apply(
                    Spread.of(measured.stream().map(value::applyAsDouble).toList()));
        }
    }

    String text() {
        var document = new Markdown();
        document.title("Benchmark: all figures");
        cold(document);
        bursts(document);
        points(document);
        startUp(document);
        return document.toString();
    }

    private void cold(Markdown document) {
        var measured = Stream.of(Newcomer.values())
                .filter(newcomer -> !findings.cold().of(newcomer).isEmpty())
                .toList();
        if (measured.isEmpty()) {
            return;
        }
        var fresh = options.fresh();
        document.section("Just started");
        document.paragraph(
                "A new process each time; a hot lecture at %d connections in windows of %d s. The load begins some seconds after readiness."
                        .formatted(Cold.CONNECTIONS, fresh.window().toSeconds()));
        cold(document, measured, "requests/s", Window::perSecond);
        cold(document, measured, "p99 ms", Window::p99);
    }

    private void cold(Markdown document, List<Newcomer> measured, String what, ToDoubleFunction<Window> value) {
        var fresh = options.fresh();
        var titles = new ArrayList<>(List.of("who", "ready after s", "load after s"));
        IntStream.rangeClosed(1, fresh.windows())
                .forEach(window -> titles.add("%s in window %d".formatted(what, window)));
        titles.add("not as expected");
        var rows = new ArrayList<List<String>>();
        for (var newcomer : measured) {
            var row = new ArrayList<>(List.of(
                    newcomer.toString(),
                    findings.cold().of(newcomer, ColdStart::secondsToReady).as("%.1f"),
                    Long.toString(newcomer.rest(fresh).toSeconds())));
            for (int window = 0; window < fresh.windows(); window++) {
                row.add(findings.cold().of(newcomer, window, value).as("%.0f"));
            }
            row.add(Unexpected.sum(findings.cold().of(newcomer).stream().map(ColdStart::unexpected))
                    .toString());
            rows.add(row);
        }
        document.table(titles, alignments(1, 2 + fresh.windows(), 1), rows);
    }

    private void bursts(Markdown document) {
        var bursts = findings.burst();
        if (bursts.fresh().isEmpty()) {
            return;
        }
        document.section("A burst");
        document.paragraph("%d students at the same moment, at Lectern as shipped.".formatted(Burst.STUDENTS));
        document.table(
                List.of("ready since s", "seconds until all are answered", "p99 ms", "not as expected"),
                List.of(NUMBER, NUMBER, NUMBER, TEXT),
                List.of(burst(0, bursts.fresh()), burst(options.fresh().idle().toSeconds(), bursts.idle())));
    }

    private static List<String> burst(long seconds, List<Burst.Measured> bursts) {
        return List.of(
                Long.toString(seconds),
                Burst.Bursts.of(bursts, Burst.Measured::seconds).as("%.2f"),
                Burst.Bursts.of(bursts, Burst.Measured::p99).as("%.0f"),
                Burst.Bursts.unexpected(bursts).toString());
    }

    private void points(Markdown document) {
        var titles = new ArrayList<>(List.of("point", "who", "load", "connections"));
        COLUMNS.forEach(column -> titles.add(column.title()));
        BASES.forEach(base -> titles.add("× " + base));
        titles.add("not as expected");
        var rows = new ArrayList<List<String>>();
        for (int count : Point.connections(findings.points(), options.connections())) {
            for (var point : findings.points()) {
                if (point.connections(options.connections()).contains(count)) {
                    rows.add(cells(point, count));
                }
            }
        }
        document.section("Warm");
        document.table(titles, alignments(3, 1 + COLUMNS.size() + BASES.size(), 1), rows);
    }

    private List<String> cells(Point point, int connections) {
        var results = findings.results();
        var measured = results.of(point.name(), connections);
        var cells =
                new ArrayList<>(List.of(point.name(), point.contender(), point.load(), Integer.toString(connections)));
        COLUMNS.forEach(column -> cells.add(column.of(measured)));
        BASES.forEach(base -> cells.add(
                Spread.of(results.ratios(point.name(), base, connections)).as("%.2f")));
        cells.add(
                measured.isEmpty()
                        ? "n/a"
                        : Unexpected.sum(measured.stream().map(Measurement::unexpected))
                                .toString());
        return cells;
    }

    private void startUp(Markdown document) {
        findings.startUp()
                .ifPresent(startUp -> document.paragraph(
                        "Seconds from the start of the jar to the first 200 of its readiness, without a warm-up: %s; with an AOT cache %s. With the warm-up, and the cache: %s."
                                .formatted(
                                        startUp.plain().as("%.2f"),
                                        startUp.cached().as("%.2f"),
                                        startUp.warm().as("%.2f"))));
        findings.memory()
                .ifPresent(memory -> document.paragraph(
                        "Resident memory with `-Xmx128m`: %.0f MB at rest, %.0f MB at most under load."
                                .formatted(memory.atRest(), memory.underLoad())));
    }

    private static List<String> alignments(int texts, int numbers, int textsAfter) {
        return Stream.of(nCopies(texts, TEXT), nCopies(numbers, NUMBER), nCopies(textsAfter, TEXT))
                .flatMap(List::stream)
                .toList();
    }
}
