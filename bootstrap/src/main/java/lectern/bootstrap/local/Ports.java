package lectern.bootstrap.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Ports that servers have from one start to the next, so that those who use them find them again. */
final class Ports {

    private Ports() {}

    /** The port that a file keeps, or another one when somebody else has taken it meanwhile. */
    static int kept(Path file) throws IOException {
        var before = read(file);
        if (before.isPresent() && isFree(before.getAsInt())) {
            return before.getAsInt();
        }
        try (var any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(file, Integer.toString(any.getLocalPort()));
            return any.getLocalPort();
        }
    }

    /** A file that was not written to its end keeps none. */
    private static OptionalInt read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return OptionalInt.empty();
        }
        try {
            int port = Integer.parseInt(Files.readString(file).strip());
            return 0 < port && port < 65_536 ? OptionalInt.of(port) : OptionalInt.empty();
        } catch (NumberFormatException _) {
            return OptionalInt.empty();
        }
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
