package lectern.bootstrap.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import lectern.bootstrap.benchmark.Burst.Bursts;
import lectern.bootstrap.benchmark.Chart.Bar;
import lectern.bootstrap.benchmark.Chart.Group;
import redis.embedded.RedisExecProvider;

/**
 * Tells what was measured: a page in plain sentences with two charts and the targets, and a document with all {@link Tables}.
 * Its figures are medians.
 */
final class Report {

    private static final String PAGE = "benchmark.md";
    private static final String TABLES = "benchmark-tables.md";
    private static final String THROUGHPUT = "throughput.svg";
    private static final String LATENCY = "latency.svg";

    /** The number of connections at which the page compares what is warm. */
    private static final int CONNECTIONS = 256;

    private final Options options;
    private final Findings findings;
    private final List<String> circumstances;

    Report(Options options, Stores stores, Findings findings) throws SQLException, IOException {
        this.options = options;
        this.findings = findings;
        this.circumstances = List.of(
                "%s, %d cores, %s %s"
                        .formatted(
                                processor(),
                                Runtime.getRuntime().availableProcessors(),
                                System.getProperty("os.name"),
                                System.getProperty("os.version")),
                "JDK %s, contenders with `%s`".formatted(Runtime.version(), String.join(" ", options.jvm())),
                "%s; Redis %s".formatted(stores.description(), RedisExecProvider.redisVersion),
                "%d rounds, %d s a point, %d s of warm-up, %d thread(s) to make the load; %d rounds of what has just been started; ended %s"
                        .formatted(
                                options.rounds(),
                                options.time().toSeconds(),
                                options.warmUp().toSeconds(),
                                options.generators(),
                                options.fresh().rounds(),
                                Instant.now().truncatedTo(ChronoUnit.SECONDS)));
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

    /** Writes its four files. */
    void write(Path directory) throws IOException {
        Files.writeString(directory.resolve(PAGE), page());
        Files.writeString(directory.resolve(TABLES), new Tables(options, findings).text());
        Files.writeString(directory.resolve(THROUGHPUT), throughput().svg());
        Files.writeString(directory.resolve(LATENCY), latency().svg());
    }

    /** What somebody reads who decides. */
    String page() {
        var page = new Markdown();
        page.title("Benchmark");
        page.list(sentences().toList());
        if (!throughput().isEmpty()) {
            page.paragraph("![%s](%s)".formatted(throughput().title(), THROUGHPUT));
            page.paragraph("![%s](%s)".formatted(latency().title(), LATENCY));
        }
        page.section("Targets");
        page.table(
                List.of("target", "at least / at most", "aim", "measured", ""),
                List.of("---", "---:", "---:", "---:", "---"),
                Target.of(findings, options).stream().map(Report::cells).toList());
        page.section("Measured on");
        page.list(circumstances);
        page.paragraph("All figures are in [%s](%s).".formatted(TABLES, TABLES));
        return page.toString();
    }

    private static List<String> cells(Target target) {
        return List.of(
                target.what(),
                Spread.of(target.limit()).medianAs("%.2f"),
                Spread.of(target.aim()).medianAs("%.2f"),
                target.measured().as("%.2f"),
                target.verdict());
    }

    private Stream<String> sentences() {
        return Stream.of(firstSeconds(), throughputWhenWarm(), latencyWhenWarm(), burst(), instance())
                .flatMap(Optional::stream);
    }

    private Optional<String> firstSeconds() {
        var cold = findings.cold();
        return sentence(
                "In the first %.0f s of a rush that begins %.0f s after an instance is ready, it lets %,.0f students a second attend: %.0f %% of what it does when it is warm, and %.1f times what a row lock per request does when it is as fresh.",
                seconds(options.fresh().window()),
                seconds(options.fresh().rest()),
                cold.first(Newcomer.SHIPPED),
                cold.firstOfWarm(Newcomer.SHIPPED, findings.results()).over(0.01),
                cold.first(Newcomer.SHIPPED, Newcomer.ROW_LOCK));
    }

    private Optional<String> throughputWhenWarm() {
        var results = findings.results();
        return sentence(
                "Warm, an instance lets %,.0f students a second attend one lecture over %.0f connections: %.1f times what a row lock per request does, and %.1f times what a lock in Redis per request does.",
                warm(Program.HOT, CONNECTIONS, Measurement::perSecond),
                Spread.of(CONNECTIONS),
                Spread.of(results.ratios(Program.HOT, Program.ROW_LOCK_HOT, CONNECTIONS)),
                Spread.of(results.ratios(Program.HOT, Program.MUTEX_HOT, CONNECTIONS)));
    }

    private Optional<String> latencyWhenWarm() {
        return sentence(
                "Then 99 of 100 students are answered within %,.0f ms; with a row lock per request within %,.0f ms, and with a lock in Redis per request within %,.0f ms.",
                warm(Program.HOT, CONNECTIONS, Measurement::p99),
                warm(Program.ROW_LOCK_HOT, CONNECTIONS, Measurement::p99),
                warm(Program.MUTEX_HOT, CONNECTIONS, Measurement::p99));
    }

    private Optional<String> burst() {
        var bursts = findings.burst();
        var unexpected = Unexpected.sum(Stream.of(Bursts.unexpected(bursts.fresh()), Bursts.unexpected(bursts.idle())));
        return sentence(
                        "%,.0f students who attend at the same moment are all answered after %.1f s by an instance that has just become ready, and after %.1f s by one that then idled for %.0f s.",
                        Spread.of(Burst.STUDENTS),
                        Bursts.of(bursts.fresh(), Burst.Measured::seconds),
                        Bursts.of(bursts.idle(), Burst.Measured::seconds),
                        seconds(options.fresh().idle()))
                .map(text -> unexpected.isEmpty() ? text : "%s Not as expected: %s.".formatted(text, unexpected));
    }

    private Optional<String> instance() {
        return sentence(
                "An instance with an AOT cache is ready %.1f s after its start, and %.1f s with its warm-up; with a heap of 128 MB one takes at most %.0f MB of memory under load.",
                findings.startUp().map(Shipped.StartUp::cached).orElse(Spread.of()),
                findings.startUp().map(Shipped.StartUp::warm).orElse(Spread.of()),
                findings.memory().map(memory -> Spread.of(memory.underLoad())).orElse(Spread.of()));
    }

    /**
     * A sentence with figures, of which the medians are told; none when one of them was not measured.
     *
     * @param format with a place for each figure
     */
    private static Optional<String> sentence(String format, Spread... figures) {
        return Stream.of(figures).anyMatch(Spread::isEmpty)
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ENGLISH,
                        format,
                        Stream.of(figures).map(Spread::median).toArray()));
    }

    private static Spread seconds(Duration time) {
        return Spread.of(time.toNanos() / 1e9);
    }

    private Spread warm(String point, int connections, ToDoubleFunction<Measurement> value) {
        return Spread.of(findings.results().of(point, connections, value));
    }

    private Chart throughput() {
        return chart("Students that attend one lecture, a second", Measurement::perSecond, Window::perSecond);
    }

    private Chart latency() {
        return chart("Milliseconds until 99 of 100 students are answered", Measurement::p99, Window::p99);
    }

    private Chart chart(String title, ToDoubleFunction<Measurement> warm, ToDoubleFunction<Window> first) {
        return new Chart(title, List.of(firstWindow(first), whenWarm(64, warm), whenWarm(CONNECTIONS, warm)));
    }

    private Group firstWindow(ToDoubleFunction<Window> value) {
        return Group.of(
                "The first %d s, begun %d s after readiness, %d connections"
                        .formatted(
                                options.fresh().window().toSeconds(),
                                options.fresh().rest().toSeconds(),
                                Cold.CONNECTIONS),
                Stream.of(Newcomer.SHIPPED, Newcomer.JAR, Newcomer.ROW_LOCK, Newcomer.MUTEX)
                        .map(newcomer -> new Bar(
                                newcomer.toString(),
                                findings.cold().of(newcomer, 0, value),
                                newcomer == Newcomer.SHIPPED)));
    }

    private Group whenWarm(int connections, ToDoubleFunction<Measurement> value) {
        return Group.of(
                "Warm, %d connections".formatted(connections),
                findings.points().stream()
                        .filter(point -> Program.HOT_LECTURES.contains(point.name()))
                        .map(point -> new Bar(
                                point.contender(),
                                warm(point.name(), connections, value),
                                point.name().equals(Program.HOT))));
    }
}
