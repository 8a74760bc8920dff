package lectern.bootstrap.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lectern.persistence.TestPostgres;

/** A Postgres that stops and starts again where it was, with what it had: {@link TestPostgres} lasts as long as the tests. */
public final class StoppablePostgres implements AutoCloseable {

    private final DataDirectory directory;
    private final Path pidFile;
    private LocalPostgres server;

    public StoppablePostgres(Path directory) throws IOException {
        this.directory = new DataDirectory(directory);
        this.server = new LocalPostgres(this.directory);
        this.pidFile = this.directory.resolve("postgres").resolve("data").resolve("postmaster.pid");
        Runtime.getRuntime().addShutdownHook(new Thread(this::killUnlessItHasEnded));
    }

    public TestPostgres.Access access() {
        return new TestPostgres.Access(server.getJdbcUrl(), server.getUsername(), server.getPassword());
    }

    public void stop() throws IOException {
        server.close();
    }

    /** Also when it has ended by itself. */
    public void start() throws IOException {
        server.close();
        server = new LocalPostgres(directory);
    }

    /** Ends it at once, with all that it was doing, as a crash does. */
    public void kill() throws IOException {
        var processes = processes();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }

    private void killUnlessItHasEnded() {
        try {
            if (isAlive()) {
                kill();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it from doing anything, though it can be connected to. */
    public void freeze() throws IOException {
        signal("-STOP");
    }

    /** Lets it go on after {@link #freeze()}, with what it was asked meanwhile. */
    public void thaw() throws IOException {
        signal("-CONT");
    }

    public boolean isAlive() throws IOException {
        return postmaster().isPresent();
    }

    /** Its program may be anywhere: it is unpacked once for all that this process starts. */
    private Optional<ProcessHandle> postmaster() throws IOException {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).getFirst()))
                    .filter(process -> process.info().command().orElse("").endsWith("postgres"));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** Its parent first, which would start the others again. */
    private List<ProcessHandle> processes() throws IOException {
        var parent = postmaster().orElseThrow(() -> new IllegalStateException("it is not alive"));
        return Stream.concat(Stream.of(parent), parent.descendants()).toList();
    }

    private void signal(String signal) throws IOException {
        for (var process : processes()) {
            // Some may end by themselves meanwhile.
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .onExit()
                    .join();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        directory.close();
    }
}
