package lectern.redis;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A Redis Cluster of three masters, as processes of this machine, with a replica each if it is to outlive one of them. */
public final class LocalRedisCluster implements AutoCloseable {

    private static final int SLOTS = 16384;
    private static final int MASTERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Node> nodes;

    private record Node(int port, int busPort, LocalRedis server) {}

    private LocalRedisCluster(List<Node> nodes) {
        this.nodes = nodes;
    }

    /** @param directory where each node keeps what it knows of the others */
    static LocalRedisCluster start(Path directory) {
        return start(directory, MASTERS);
    }

    /** @param directory where each node keeps what it knows of the others */
    public static LocalRedisCluster startWithReplicas(Path directory) {
        var cluster = start(directory, 2 * MASTERS);
        for (int i = 0; i < MASTERS; i++) {
            var master =
                    tell(cluster.nodes.get(i), "CLUSTER MYID").lines().toList().get(1);
            var replica = cluster.nodes.get(MASTERS + i);
            await("a replica of " + master)
                    .atMost(PATIENCE)
                    .until(() -> tell(replica, "CLUSTER REPLICATE " + master).startsWith("+OK"));
        }
        await("the replicas")
                .atMost(PATIENCE)
                .until(() -> cluster.nodes.stream()
                        .skip(MASTERS)
                        .map(node -> tell(node, "INFO replication"))
                        .allMatch(info -> info.contains("master_link_status:up")));
        return cluster;
    }

    private static LocalRedisCluster start(Path directory, int nodes) {
        var cluster = new LocalRedisCluster(
                Stream.generate(() -> node(directory)).limit(nodes).toList());
        cluster.nodes.forEach(node -> node.server().start());
        var first = cluster.nodes.getFirst();
        for (int i = 0; i < nodes; i++) {
            var node = cluster.nodes.get(i);
            if (i < MASTERS) {
                tell(node, "CLUSTER ADDSLOTSRANGE %d %d".formatted(SLOTS * i / MASTERS, SLOTS * (i + 1) / MASTERS - 1));
            }
            tell(node, "CLUSTER MEET 127.0.0.1 %d %d".formatted(first.port(), first.busPort()));
        }
        await("the cluster")
                .atMost(PATIENCE)
                .until(() -> cluster.nodes.stream()
                        .map(node -> tell(node, "CLUSTER INFO"))
                        .allMatch(info ->
                                info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + nodes)));
        return cluster;
    }

    /** Ends at once the first master of those that have the keys of a lecture. */
    public void killMasterOf(String lecture) {
        var reply = tell(nodes.getFirst(), "CLUSTER KEYSLOT {%s}".formatted(lecture))
                .strip();
        int slot = Integer.parseInt(reply.substring(":".length()));
        nodes.get(((slot + 1) * MASTERS - 1) / SLOTS).server().kill();
    }

    /** A Redisson file that describes it. */
    public Path writeConfig(Path directory) throws IOException {
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
                "nodes-%d.conf".formatted(port),
                // How long a master is silent before its replica takes over.
                "--cluster-node-timeout",
                "5000");
        return new Node(port, busPort, server);
    }

    private static String tell(Node node, String command) {
        return TestRedis.tell(node.port(), command);
    }
}
