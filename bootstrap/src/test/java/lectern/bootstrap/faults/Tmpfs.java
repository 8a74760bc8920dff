package lectern.bootstrap.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of its own for a directory, in memory, that can be full; where this machine lets us have one. */
final class Tmpfs implements AutoCloseable {

    private static final String SIZE = "2g";

    private final Path directory;
    private final boolean mounted;

    Tmpfs(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.mounted = run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + SIZE, "tmpfs", directory.toString());
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    boolean isMounted() {
        return mounted;
    }

    /** Leaves no room beside what is there. */
    void fill() {
        try {
            var store = Files.getFileStore(directory);
            resize(Long.toString(store.getTotalSpace() - store.getUsableSpace()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void free() {
        resize(SIZE);
    }

    private void resize(String size) {
        if (!run("mount", "-o", "remount,size=" + size, directory.toString())) {
            throw new IllegalStateException("can't make it " + size);
        }
    }

    @Override
    public void close() {
        if (mounted) {
            // Once nobody uses it any more.
            boolean _ = run("umount", "-l", directory.toString());
        }
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            // There is no such command here.
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
