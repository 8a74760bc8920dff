package lectern.bootstrap.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameAFile() {
        file = directory.resolve("port");
    }

    @Test
    void keepsAPortFromOneStartToTheNext() throws IOException {
        int port = Ports.kept(file);

        assertThat(Ports.kept(file)).isEqualTo(port);
    }

    @Test
    void takesAnotherWhenSomebodyElseHasIt() throws IOException {
        int port = Ports.kept(file);
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.kept(file)).isNotEqualTo(port);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no port", "0", "65536", "99999999999"})
    void takesAnotherWhenTheFileKeepsNone(String kept) throws IOException {
        Files.writeString(file, kept);

        int port = Ports.kept(file);

        assertThat(port).isPositive();
        assertThat(file).hasContent(Integer.toString(port));
    }
}
