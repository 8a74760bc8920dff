package lectern.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One instance of Lectern: the jar, with an AOT cache unless it is to be as it is shipped, in a process of its own, on a free port. */
public final class LecternProcess implements AutoCloseable {

    private static final Pattern SERVES = Pattern.compile("Lectern serves at http://[^/ ]+:(\\d+)");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String host;
    private final Path log;
    private final Process process;

    private LecternProcess(String host, Path log, Process process) {
        this.host = host;
        this.log = log;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /**
     * Where one runs.
     *
     * @param host where it is reached from here
     * @param command what starts a program there
     */
    public record Place(String host, List<String> command) {

        public static final Place HERE = new Place("127.0.0.1", List.of());
    }

    /** Starts the jar as it is shipped, and returns when it serves. */
    static LecternProcess startShipped(Path data) {
        return launch(Place.HERE, List.of("-jar", Jar.SHIPPED.toString()), data).onceItServes();
    }

    /** Starts one, and returns when it serves. */
    static LecternProcess start(Path data, String... options) {
        return launch(data, options).onceItServes();
    }

    /**
     * Starts one with little memory, and returns when it serves.
     *
     * @param heap the most that its heap may become, such as {@code 96m}
     */
    static LecternProcess startSmall(String heap, Path data, String... options) {
        return launch(Place.HERE, with("-Xmx" + heap, Jar.trained()), data, options)
                .onceItServes();
    }

    /** Starts one as it was put together when the jar was made, and returns when it serves. */
    static LecternProcess startAheadOfTime(Path data, String... options) {
        return launchAheadOfTime(data, options).onceItServes();
    }

    static LecternProcess launchAheadOfTime(Path data, String... options) {
        return launch(Place.HERE, with("-Dspring.aot.enabled=true", Jar.trained()), data, options);
    }

    /** Starts two alike at the same time, and returns when both serve. */
    static List<LecternProcess> startTwo(Path data, String... options) {
        var two = List.of(launch(data, options), launch(data, options));
        two.forEach(LecternProcess::awaitThatItServes);
        return two;
    }

    /**
     * Has one start.
     *
     * @param data the data directory; the log goes beside it
     * @param options further ones, such as {@code --lectern.redis.address=redis://127.0.0.1:6379}
     */
    static LecternProcess launch(Path data, String... options) {
        return launch(Place.HERE, data, options);
    }

    /** Has one start, at another place maybe. */
    public static LecternProcess launch(Place place, Path data, String... options) {
        return launch(place, Jar.trained(), data, options);
    }

    /** Has one of another main class start, on the class path of the tests. */
    public static LecternProcess launchAs(Place place, Class<?> main, Path data, String... options) {
        // A runner that shortens the class path keeps the whole of it here.
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return launch(place, List.of("-cp", classPath, main.getName()), data, options);
    }

    /** Starts one that makes an AOT cache when it ends, and returns when it serves. */
    static LecternProcess train(Path data, List<String> program) {
        return launch(Place.HERE, program, data).onceItServes();
    }

    private static List<String> with(String flag, List<String> program) {
        return Stream.concat(Stream.of(flag), program.stream()).toList();
    }

    private static LecternProcess launch(Place place, List<String> program, Path data, String... options) {
        var command = new ArrayList<>(place.command());
        command.addAll(List.of(Command.ofThisJdk("java"), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(program);
        command.addAll(List.of("--server.address=" + place.host(), "--lectern.data=" + data));
        for (var option : List.of("--server.port=0", "--lectern.warm-up=0s")) {
            var name = option.substring(0, option.indexOf('=') + 1);
            if (List.of(options).stream().noneMatch(given -> given.startsWith(name))) {
                command.add(option);
            }
        }
        command.addAll(List.of(options));
        try {
            var log = Files.createTempFile(data.toAbsolutePath().getParent(), "lectern", ".log");
            return new LecternProcess(
                    place.host(),
                    log,
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client of this instance. */
    Client client() {
        return new Client(address());
    }

    public URI address() {
        var match = SERVES.matcher(log());
        if (!match.find()) {
            throw new IllegalStateException("it does not serve:\n" + log());
        }
        return URI.create("http://%s:%s".formatted(host, match.group(1)));
    }

    String log() {
        try {
            return Files.readString(log, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells it to stop, in the way that a Ctrl-C and a container's stop do. */
    void tellToStop() {
        process.destroy();
    }

    /** Ends it at once, as a crash does ({@code kill -9}). */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Stops it from doing anything, as a long pause does ({@code kill -STOP}). */
    public void freeze() {
        signal("-STOP");
    }

    /** Lets it go on, as if no time had passed. */
    public void thaw() {
        signal("-CONT");
    }

    /** Waits until it has ended, and says how. */
    int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), SECONDS)) {
                throw new IllegalStateException("it does not end:\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells it to stop, and waits until it has. */
    @Override
    public void close() {
        if (process.isAlive()) {
            tellToStop();
            awaitExit();
        }
    }

    private LecternProcess onceItServes() {
        awaitThatItServes();
        return this;
    }

    public void awaitThatItServes() {
        try {
            Awaitility.await("that it serves")
                    .atMost(PATIENCE)
                    .failFast("it ended", () -> !process.isAlive())
                    .until(() -> SERVES.matcher(log()).find());
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw new IllegalStateException("it does not start:\n" + log(), e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Of the operating system's process. */
    public long pid() {
        return process.pid();
    }

    private void signal(String signal) {
        if (!Command.succeeds("kill", signal, Long.toString(process.pid()))) {
            throw new IllegalStateException("can't send " + signal);
        }
    }
}
