package lectern.bootstrap.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import lectern.bootstrap.local.LocalServers;

/** The Postgres and the Redis that all contenders share, as durable as in production. */
final class Stores implements AutoCloseable {

    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    private final LocalServers servers;

    Stores(Path home) throws IOException, InterruptedException, SQLException {
        this.servers = new LocalServers(home);
        requireDurability();
    }

    /** A benchmark that does not wait for the disk would measure nothing that anybody may run. */
    private void requireDurability() throws SQLException {
        for (var setting : DURABLE) {
            if (!show(setting).equals("on")) {
                throw new IllegalStateException(setting + " is " + show(setting));
            }
        }
    }

    /** A setting of Postgres. */
    String show(String setting) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var shown = statement.executeQuery("show " + setting)) {
            return shown.next() ? shown.getString(1) : "";
        }
    }

    /** In a line: what Postgres is, and how durable. */
    String description() throws SQLException {
        var settings = new StringBuilder("Postgres ").append(show("server_version"));
        for (var setting : DURABLE) {
            settings.append(", ").append(setting).append(' ').append(show(setting));
        }
        return settings.toString();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(servers.postgresUrl(), servers.postgresUser(), "");
    }

    /** Every point begins with empty tables, and with no writes of the last one outstanding. */
    void empty() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            boolean _ = statement.execute("truncate lecture, attendance, lecture_event, lecture_view, attendee_view");
            boolean _ = statement.execute("checkpoint");
        }
    }

    /** What a server is told to use them. */
    List<String> arguments(boolean redis) throws IOException {
        return List.of(
                "--spring.datasource.url=" + servers.postgresUrl(),
                "--spring.datasource.username=" + servers.postgresUser(),
                "--spring.datasource.password=none",
                "--lectern.redis.address="
                        + (redis ? servers.redisAddress() : "redis://127.0.0.1:" + Instance.freePort()));
    }

    Stream<ProcessHandle> postgres() throws IOException {
        return servers.postgresProcesses();
    }

    ProcessHandle redis() throws IOException {
        return servers.redisProcess();
    }

    @Override
    public void close() throws IOException {
        servers.close();
    }
}
