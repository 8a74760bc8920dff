package lectern.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisExecProvider;

/** A Redis as a process of this machine, which ends with the tests. */
final class LocalRedis implements RedisServer {

    private static final File PROGRAM = program();

    private final int port;
    private final List<String> settings;
    private @Nullable Process process;

    /** @param settings more of them than it has by itself, as on a command line */
    LocalRedis(int port, String... settings) {
        this.port = port;
        this.settings = List.of(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    @Override
    public void start() {
        var command =
                new ArrayList<>(List.of(PROGRAM.getPath(), "--bind", "127.0.0.1", "--port", Integer.toString(port)));
        command.addAll(List.of("--save", "", "--appendonly", "no"));
        command.addAll(settings);
        var started = run(command.toArray(String[]::new));
        process = started;
        Awaitility.await("Redis on port " + port)
                .failFast("it ended", () -> !started.isAlive())
                .until(this::answers);
    }

    @Override
    public void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    @Override
    public void freeze() {
        signal("-STOP");
    }

    @Override
    public void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        var pid = Objects.requireNonNull(process, "not started").pid();
        if (run("kill", signal, Long.toString(pid)).onExit().join().exitValue() != 0) {
            throw new IllegalStateException("can't send %s to %d".formatted(signal, pid));
        }
    }

    private boolean answers() {
        try {
            return TestRedis.tell(port, "PING").startsWith("+PONG");
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    private static Process run(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File program() {
        try {
            return RedisExecProvider.defaultProvider().get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
