package lectern.bootstrap.local;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import lectern.bootstrap.start.CannotStart;

/**
 * The file with the process id of a server. With it, the server is found again after the instance that started it was killed.
 *
 * @param file has the process id in its first line
 * @param programs the directory of the programs that only the servers of this data directory run
 */
record PidFile(Path file, Path programs) {

    private static final int PATIENCE_SECONDS = 5;

    /** The server, if it runs. A process that runs none of the programs has only reused the process id of the server. */
    Optional<ProcessHandle> process() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(file)) {
            return lines.findFirst()
                    .map(Long::valueOf)
                    .flatMap(ProcessHandle::of)
                    .filter(this::runsOurs);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /**
     * Ends the server, if it runs, and deletes the file.
     *
     * @return whether it ran
     */
    boolean endProcess() throws IOException {
        var process = process();
        process.ifPresent(PidFile::end);
        Files.deleteIfExists(file);
        return process.isPresent();
    }

    private boolean runsOurs(ProcessHandle process) {
        return process.isAlive()
                && process.info()
                        .command()
                        .filter(command -> Path.of(command).startsWith(programs))
                        .isPresent();
    }

    private static void end(ProcessHandle process) {
        // Postgres has child processes, which would be in the way of the next Postgres.
        var children = process.descendants().toList();
        var _ = process.destroy();
        if (!hasEnded(process)) {
            var _ = process.destroyForcibly();
        }
        if (!hasEnded(process) || !children.stream().allMatch(PidFile::hasEnded)) {
            throw new CannotStart("A server of an earlier start does not end: process %s".formatted(process.pid()));
        }
    }

    private static boolean hasEnded(ProcessHandle process) {
        try {
            var _ = process.onExit().get(PATIENCE_SECONDS, SECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
