package lectern.bootstrap.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lectern.bootstrap.Jar;
import org.jspecify.annotations.Nullable;

/** The jar as it is shipped, and put together ahead of time with an AOT cache: how soon it is ready, and how much memory it takes. */
final class Shipped {

    static final String START_UP = "start-up";
    static final String MEMORY = "memory";

    private static final String AHEAD_OF_TIME = "-Dspring.aot.enabled=true";
    private static final String NOT_WARM = "--lectern.warm-up=0s";
    private static final int STARTS = 5;
    private static final Duration REST = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 256;

    private final Stage stage;
    private final Path cache;
    private @Nullable Path trained;

    Shipped(Stage stage) {
        this.stage = stage;
        this.cache = stage.directory().resolve("lectern.aot");
    }

    /**
     * Seconds from the start of the process to the first 200 of its readiness.
     *
     * @param plain of the jar as it is, without a warm-up
     * @param cached put together ahead of time and with an AOT cache, without a warm-up
     * @param warm the same with its warm-up
     */
    record StartUp(Spread plain, Spread cached, Spread warm) {}

    Optional<StartUp> startUp() throws Exception {
        if (!stage.options().wants(START_UP)) {
            return Optional.empty();
        }
        var plain = new ArrayList<Double>();
        var cached = new ArrayList<Double>();
        var warm = new ArrayList<Double>();
        for (int i = 0; i < STARTS; i++) {
            plain.add(secondsToReady(startPlain(NOT_WARM)));
            cached.add(secondsToReady(startTrained(NOT_WARM)));
            warm.add(secondsToReady(startTrained()));
        }
        return Optional.of(new StartUp(Spread.of(plain), Spread.of(cached), Spread.of(warm)));
    }

    private static double secondsToReady(Instance started) {
        try (started) {
            return started.secondsToReady();
        }
    }

    /** The jar as it is, ready to serve. */
    Instance startPlain(String... arguments) throws IOException, InterruptedException {
        return start(stage.options().jvm(), List.of("-jar", Jar.SHIPPED.toString()), arguments);
    }

    /** As docs/operations.md says: extracted, put together ahead of time and with an AOT cache. Ready to serve. */
    Instance startTrained(String... arguments) throws Exception {
        var jar = trained();
        // Without the cache it would not start at all.
        return start(
                stage.options().jvm(),
                List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on", AHEAD_OF_TIME, "-jar", jar.toString()),
                arguments);
    }

    /** The extracted jar. Its cache is made once, as it ends after it has served for a while. */
    private Path trained() throws Exception {
        var made = trained;
        if (made == null) {
            made = Jar.takeApart(stage.directory().resolve("extracted"));
            try (var trainee = start(
                    stage.options().jvm(),
                    List.of("-XX:AOTCacheOutput=" + cache, AHEAD_OF_TIME, "-jar", made.toString()))) {
                stage.stores().empty();
                attend(trainee, stage.options().time());
            }
            trained = made;
        }
        return made;
    }

    /** Megabytes of resident memory. */
    record Memory(double atRest, double underLoad) {}

    /** With a heap of 128 MB: after it has been ready for a while, and at most while a hot lecture is attended. */
    Optional<Memory> memory() throws Exception {
        if (!stage.options().wants(MEMORY)) {
            return Optional.empty();
        }
        var jvm = Stream.concat(
                        stage.options().jvm().stream().filter(flag -> !flag.startsWith("-Xmx")), Stream.of("-Xmx128m"))
                .toList();
        try (var instance = start(jvm, List.of("-jar", Jar.SHIPPED.toString()))) {
            instance.awaitReadyFor(REST);
            double atRest = megabytes(instance, "VmRSS:");
            stage.stores().empty();
            attend(instance, stage.options().warmUp().plus(stage.options().time()));
            return Optional.of(new Memory(atRest, megabytes(instance, "VmHWM:")));
        }
    }

    private void attend(Instance instance, Duration time) throws Exception {
        var room = Room.open(instance, stage.passports(), Audience.SIZE);
        var attends = new Attends(stage.audience(), List.of(room), 0, Audience.SIZE, CONNECTIONS, List.of(201));
        var _ = stage.serve(attends, List.of(instance), CONNECTIONS, time);
    }

    private static double megabytes(Instance instance, String what) throws IOException {
        try (var facts =
                Files.lines(Path.of("/proc", Long.toString(instance.process().pid()), "status"))) {
            return facts.filter(fact -> fact.startsWith(what))
                    .mapToDouble(fact -> Double.parseDouble(fact.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        }
    }

    private Instance start(List<String> jvm, List<String> program, String... arguments)
            throws IOException, InterruptedException {
        return Instance.launch(
                        stage.directory(),
                        Stream.concat(jvm.stream(), program.stream()).toList(),
                        Stream.concat(stage.arguments(true).stream(), Stream.of(arguments))
                                .toList())
                .awaitReady();
    }
}
