package lectern.bootstrap.local;

import java.io.IOException;
import java.nio.file.Path;
import lectern.persistence.TestPostgres;

/** A Postgres that stops and starts again where it was, with what it had: {@link TestPostgres} lasts as long as the tests. */
public final class StoppablePostgres implements AutoCloseable {

    private final DataDirectory directory;
    private LocalPostgres server;

    public StoppablePostgres(Path directory) throws IOException {
        this.directory = new DataDirectory(directory);
        this.server = new LocalPostgres(this.directory);
    }

    public TestPostgres.Access access() {
        return new TestPostgres.Access(server.getJdbcUrl(), server.getUsername(), server.getPassword());
    }

    public void stop() throws IOException {
        server.close();
    }

    public void start() throws IOException {
        server = new LocalPostgres(directory);
    }

    @Override
    public void close() throws IOException {
        server.close();
        directory.close();
    }
}
