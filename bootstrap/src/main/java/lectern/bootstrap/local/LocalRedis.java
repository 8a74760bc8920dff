package lectern.bootstrap.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import lectern.bootstrap.start.CannotStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.embedded.RedisExecProvider;

/** The Redis of the local profile. It ends with the service and saves nothing, since no data in Redis has to last. */
final class LocalRedis implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LocalRedis.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Path home;
    private final PidFile pidFile;
    private final int port;

    LocalRedis(DataDirectory data) throws IOException, InterruptedException {
        this.home = DataDirectory.create(data.resolve("redis"));
        var programs = DataDirectory.create(data.resolve("programs"));
        this.pidFile = new PidFile(home.resolve("pid"), programs);
        if (pidFile.endProcess()) {
            log.info("Ended the Redis that an earlier start had left behind");
        }
        this.port = Ports.kept(home.resolve("port"));
        start(program(programs));
    }

    /** Such as {@code redis://127.0.0.1:6379}. */
    String address() {
        return "redis://%s:%s".formatted(Ports.HOST, port);
    }

    @Override
    public void close() throws IOException {
        var _ = pidFile.endProcess();
    }

    private void start(Path program) throws IOException, InterruptedException {
        var logFile = home.resolve("log");
        Files.deleteIfExists(logFile);
        var options = Map.of(
                // In a session of its own, so that Ctrl-C in the terminal stops the service only, which may still need
                // Redis.
                "daemonize",
                "yes",
                "bind",
                Ports.HOST,
                "port",
                Integer.toString(port),
                "pidfile",
                pidFile.file().toString(),
                "logfile",
                logFile.toString(),
                "dir",
                home.toString(),
                "save",
                "",
                "appendonly",
                "no");
        var command = Stream.concat(
                Stream.of(program.toString()),
                options.entrySet().stream().flatMap(option -> Stream.of("--" + option.getKey(), option.getValue())));
        int launched = new ProcessBuilder(command.toList())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start()
                .waitFor();
        if (launched != 0 || !answersInTime()) {
            var _ = pidFile.endProcess();
            throw new CannotStart(
                    "Redis does not start, see %s; or give one in lectern.redis.address".formatted(logFile));
        }
    }

    private boolean answersInTime() throws IOException, InterruptedException {
        for (long start = System.nanoTime(); System.nanoTime() - start < PATIENCE.toNanos(); Thread.sleep(LOOK)) {
            if (pidFile.process().isPresent() && answers()) {
                return true;
            }
        }
        return false;
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(Ports.on(port), (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), US_ASCII).equals("+PONG");
        } catch (IOException _) {
            return false;
        }
    }

    private static Path program(Path programs) throws IOException {
        var program = programs.resolve("redis-server-" + RedisExecProvider.redisVersion);
        if (!Files.exists(program)) {
            // The file gets its name only when it is complete, since the process may be killed meanwhile.
            var copy = Files.copy(
                    RedisExecProvider.defaultProvider().get().toPath(),
                    programs.resolve("redis-server.new"),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(copy, program, StandardCopyOption.ATOMIC_MOVE);
        }
        return program;
    }
}
