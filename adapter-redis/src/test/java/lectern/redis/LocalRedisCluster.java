package lectern.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A Redis Cluster of three masters, as processes of this machine. */
final class LocalRedisCluster implements AutoCloseable {

    private static final int SLOTS = 16384;

    private final List<Node> nodes;

    private record Node(int port, int busPort, LocalRedis server) {}

    private LocalRedisCluster(List<Node> nodes) {
        this.nodes = nodes;
    }

    /** @param directory where each node keeps what it knows of the others */
    static LocalRedisCluster start(Path directory) {
        var cluster = new LocalRedisCluster(
                Stream.generate(() -> node(directory)).limit(3).toList());
        cluster.nodes.forEach(node -> node.server().start());
        for (int i = 0; i < 3; i++) {
            var node = cluster.nodes.get(i);
            var first = cluster.nodes.getFirst();
            tell(node, "CLUSTER ADDSLOTSRANGE %d %d".formatted(SLOTS * i / 3, SLOTS * (i + 1) / 3 - 1));
            tell(node, "CLUSTER MEET 127.0.0.1 %d %d".formatted(first.port(), first.busPort()));
        }
        await("the cluster")
                .atMost(Duration.ofSeconds(60))
                .until(() -> cluster.nodes.stream()
                        .map(node -> tell(node, "CLUSTER INFO"))
                        .allMatch(info -> info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:3")));
        return cluster;
    }

    /** A Redisson file that describes it. */
    Path writeConfig(Path directory) throws IOException {
        var addresses = nodes.stream()
                .map(node -> "    - \"redis://127.0.0.1:%d\"%n".formatted(node.port()))
                .reduce("", String::concat);
        return Files.writeString(
                directory.resolve("redisson.yaml"), "clusterServersConfig:\n  nodeAddresses:\n" + addresses);
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.server().kill());
    }

    private static Node node(Path directory) {
        int port = TestRedis.freePort();
        int busPort = TestRedis.freePort();
        var server = new LocalRedis(
                port,
                "--dir",
                directory.toString(),
                "--cluster-enabled",
                "yes",
                "--cluster-port",
                Integer.toString(busPort),
                "--cluster-config-file",
                "nodes-%d.conf".formatted(port));
        return new Node(port, busPort, server);
    }

    private static String tell(Node node, String command) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
