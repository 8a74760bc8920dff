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
 * Where a server says which process it is: so it is found again after the instance that started it was killed.
 *
 * @param file has the process id in its first line
 * @param programs where the programs are that nothing runs but the servers of this data directory
 */
record PidFile(Path file, Path programs) {

    private static final int PATIENCE_SECONDS = 5;

    /** The server, if it runs. A process that runs none of the programs only got the number that was the server's. */
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
     * Ends the server, if it runs, and takes the file away.
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
        // Postgres has processes of its own, which the next one would find in its way.
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
