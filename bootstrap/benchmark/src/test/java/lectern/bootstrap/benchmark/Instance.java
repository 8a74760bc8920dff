package lectern.bootstrap.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lectern.bootstrap.Command;

/** A server in a process of its own. */
final class Instance implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port;
    private final Path log;
    private final Process process;
    private final long startedAt;
    private long readyAt;

    private Instance(int port, Path log, long startedAt, Process process) {
        this.port = port;
        this.log = log;
        this.startedAt = startedAt;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /**
     * Has one start.
     *
     * @param program what follows {@code java}: flags, and what to run
     * @param arguments what it is told, beside its address
     */
    static Instance launch(Path directory, List<String> program, List<String> arguments) throws IOException {
        int port = freePort();
        var command = new ArrayList<>(List.of(Command.ofThisJdk("java")));
        command.addAll(program);
        command.add("--server.address=127.0.0.1");
        command.add("--server.port=" + port);
        command.addAll(arguments);
        var log = Files.createTempFile(directory, "instance", ".log");
        return new Instance(
                port,
                log,
                System.nanoTime(),
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start());
    }

    /** Returns when it is ready to serve. */
    Instance awaitReady() throws IOException, InterruptedException {
        var patience = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > patience) {
                throw new IllegalStateException("it does not start:\n" + Files.readString(log, UTF_8));
            }
            Thread.sleep(LOOK);
        }
        readyAt = System.nanoTime();
        return this;
    }

    /** From the start of its process to the first 200 of its readiness. */
    double secondsToReady() {
        return (readyAt - startedAt) / 1e9;
    }

    /** Returns when it has been ready for so long. */
    void awaitReadyFor(Duration time) throws InterruptedException {
        Thread.sleep(Duration.ofNanos(Math.max(0, readyAt + time.toNanos() - System.nanoTime())));
    }

    private boolean isReady() throws InterruptedException {
        try {
            return send("GET", "/actuator/health/readiness", "").statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    /** @param headers names and values, in turns */
    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            var _ = request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            var _ = request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
        var _ = process.onExit().join();
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
