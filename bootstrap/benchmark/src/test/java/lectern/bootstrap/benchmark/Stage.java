package lectern.bootstrap.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lectern.bootstrap.Passports;

/** What all points share. */
record Stage(Options options, Path directory, Stores stores, Passports passports, Audience audience) {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What an instance is told, beside its address. */
    List<String> arguments(boolean redis) throws IOException {
        var arguments = new ArrayList<>(stores.arguments(redis));
        arguments.add("--spring.profiles.active=benchmark");
        arguments.add("--lectern.passport.user-keys=" + passports.keys());
        arguments.add("--lectern.passport.room-keys=" + passports.roomKeys());
        arguments.addAll(options.arguments());
        return arguments;
    }

    /** A contender in a process of its own, run from class files and ready to serve. */
    Instance start(Contender contender) throws IOException, InterruptedException {
        var program = new ArrayList<>(options.jvm());
        program.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                contender.application().getName()));
        var arguments = new ArrayList<>(arguments(contender.hasRedis()));
        arguments.add("--benchmark.implementation=" + contender.implementation());
        return Instance.launch(directory, program, arguments).awaitReady();
    }

    /** Has a load served, its connections spread over the instances. All of them are open before the clock starts. */
    Served serve(Load load, List<Instance> instances, int connections, Duration time) throws Exception {
        return serve(load, instances, connections, time, 1).getFirst();
    }

    /** The same for several windows of time, one directly after the other: what was answered in each. */
    List<Served> serve(Load load, List<Instance> instances, int connections, Duration window, int windows)
            throws Exception {
        var generators = new ArrayList<Generator>();
        try (var threads = Executors.newFixedThreadPool(options.generators())) {
            for (int i = 0; i < options.generators(); i++) {
                generators.add(generator(load, instances, connections, i));
            }
            var runs = threads.invokeAll(generators.stream()
                    .map(generator -> (Callable<List<Served>>) () -> generator.run(window, windows))
                    .toList());
            var all = Stream.generate(Served::new).limit(windows).toList();
            for (Future<List<Served>> run : runs) {
                for (int i = 0; i < windows; i++) {
                    all.get(i).add(run.get().get(i));
                }
            }
            return all;
        } finally {
            for (var generator : generators) {
                generator.close();
            }
        }
    }

    private Generator generator(Load load, List<Instance> instances, int connections, int which) throws IOException {
        return new Generator(
                load,
                instances.stream().map(Instance::address).toList(),
                IntStream.range(0, connections)
                        .filter(connection -> connection % options.generators() == which)
                        .boxed()
                        .toList());
    }
}
