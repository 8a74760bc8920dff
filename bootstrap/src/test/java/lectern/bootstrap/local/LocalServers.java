package lectern.bootstrap.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The servers of the local profile, without a service: for whoever runs several over them. */
public final class LocalServers implements AutoCloseable {

    private final Path home;
    private final DataDirectory directory;
    private final LocalPostgres postgres;
    private final LocalRedis redis;

    /** @param home where they keep everything */
    public LocalServers(Path home) throws IOException, InterruptedException {
        this.home = home;
        this.directory = new DataDirectory(home);
        this.postgres = new LocalPostgres(directory);
        this.redis = new LocalRedis(directory);
    }

    public String postgresUrl() {
        return postgres.getJdbcUrl();
    }

    public String postgresUser() {
        return postgres.getUsername();
    }

    public String redisAddress() {
        return redis.address();
    }

    /** Postgres's own process and one for each of its connections and duties, as they are now. */
    public Stream<ProcessHandle> postgresProcesses() throws IOException {
        var server = process(home.resolve("postgres/data/postmaster.pid"));
        return Stream.concat(Stream.of(server), server.descendants());
    }

    public ProcessHandle redisProcess() throws IOException {
        return process(home.resolve("redis/pid"));
    }

    private static ProcessHandle process(Path pidFile) throws IOException {
        return ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(pidFile).getFirst().strip()))
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        try (directory;
                redis) {
            postgres.close();
        }
    }
}
