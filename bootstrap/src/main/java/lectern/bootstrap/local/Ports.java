package lectern.bootstrap.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Ports that servers keep from one start to the next, so that their clients find them again. */
final class Ports {

    /** The address on which servers listen. The loopback address of the JVM may be ::1 instead. */
    static final String HOST = "127.0.0.1";

    private Ports() {}

    static InetSocketAddress on(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(HOST), port);
    }

    /** The port in the file, or another one when that port has been taken meanwhile. */
    static int kept(Path file) throws IOException {
        var before = read(file);
        if (before.isPresent() && isFree(before.getAsInt())) {
            return before.getAsInt();
        }
        try (var any = new ServerSocket()) {
            any.bind(on(0));
            Files.writeString(file, Integer.toString(any.getLocalPort()));
            return any.getLocalPort();
        }
    }

    /** Empty when the file has no valid port, for example since it was not written to its end. */
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
        try (var socket = new ServerSocket()) {
            socket.bind(on(port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
