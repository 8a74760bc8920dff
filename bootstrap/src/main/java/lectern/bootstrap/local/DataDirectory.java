package lectern.bootstrap.local;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import lectern.bootstrap.start.CannotStart;
import org.springframework.core.env.Environment;

/** The directory in which the servers of one instance at a time keep their data. */
final class DataDirectory implements AutoCloseable {

    private final Path path;
    private final FileChannel lock;

    /** @throws CannotStart when another instance has its servers there */
    DataDirectory(Path path) throws IOException {
        this.path = create(path);
        // The operating system releases the lock when the process ends, even when it is killed.
        this.lock = FileChannel.open(this.path.resolve("lock"), CREATE, WRITE);
        if (!isLocked(lock)) {
            lock.close();
            throw new CannotStart("Another Lectern has its servers in %s: to run one more beside it, %s"
                    .formatted(this.path, howToJoin()));
        }
        Files.deleteIfExists(invitation());
    }

    /**
     * The configured path. It is not converted by Spring, which would search the class path first.
     *
     * @throws CannotStart when the path is relative and the JVM can't represent the name of the working directory, since it would
     *     create another directory
     */
    static Path path(Environment environment) throws IOException {
        var path = Path.of(environment.getRequiredProperty("lectern.data"));
        var here = Path.of(".");
        if (!path.isAbsolute()
                && !(Files.exists(here.toAbsolutePath()) && Files.isSameFile(here.toAbsolutePath(), here))) {
            throw new CannotStart("The name of the working directory has letters that the locale has not:"
                    + " set LC_ALL=C.UTF-8, or give lectern.data a full path");
        }
        return path;
    }

    /** Creates a directory that only its owner can access, unless it exists. */
    static Path create(Path path) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        return Files.createDirectories(path, ownerOnly).toRealPath();
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** Stores the options with which further instances use the servers in this directory. */
    void invite(String options) throws IOException {
        Files.writeString(invitation(), options);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(invitation());
        lock.close();
    }

    private String howToJoin() throws IOException {
        return Files.exists(invitation())
                ? "start it with " + Files.readString(invitation())
                : "wait until that has started";
    }

    private Path invitation() {
        return path.resolve("invitation");
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }
}
