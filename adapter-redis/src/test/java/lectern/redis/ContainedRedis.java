package lectern.redis;

import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A Redis in a container. */
final class ContainedRedis implements RedisServer {

    private final GenericContainer<?> container;

    ContainedRedis(int port) {
        container = new GenericContainer<>(DockerImageName.parse("redis:7.4-alpine"))
                .withCommand("redis-server", "--save", "", "--appendonly", "no")
                .withExposedPorts(6379);
        // Its clients find it where it was after it was killed and started again.
        container.setPortBindings(List.of(port + ":6379"));
    }

    @Override
    public void start() {
        container.start();
    }

    @Override
    public void kill() {
        container.stop();
    }

    @Override
    public void freeze() {
        var _ = container
                .getDockerClient()
                .pauseContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void thaw() {
        var _ = container
                .getDockerClient()
                .unpauseContainerCmd(container.getContainerId())
                .exec();
    }
}
