package lectern.bootstrap.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import lectern.bootstrap.Command;

/** A disk of its own for a directory, in memory, that can be full; where this machine lets us have one. */
final class Tmpfs implements AutoCloseable {

    private static final String SIZE = "2g";

    private final Path directory;
    private final boolean mounted;

    Tmpfs(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.mounted =
                Command.succeeds("mount", "-t", "tmpfs", "-o", "mode=700,size=" + SIZE, "tmpfs", directory.toString());
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    boolean isMounted() {
        return mounted;
    }

    /** Leaves no room beside what is there. */
    void fill() {
        // It can't be made smaller than what is there, which may grow between the look and the change.
        await("a full disk").pollInterval(Duration.ofMillis(10)).until(() -> {
            var store = Files.getFileStore(directory);
            return resize(Long.toString(store.getTotalSpace() - store.getUsableSpace()));
        });
    }

    void free() {
        if (!resize(SIZE)) {
            throw new IllegalStateException("can't make it larger");
        }
    }

    private boolean resize(String size) {
        return Command.succeeds("mount", "-o", "remount,size=" + size, directory.toString());
    }

    @Override
    public void close() {
        if (mounted) {
            // Once nobody uses it any more.
            boolean _ = Command.succeeds("umount", "-l", directory.toString());
        }
    }
}
