package lectern.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.flywaydb.core.Flyway;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A Postgres for tests: one server for all the tests of a JVM, and databases of their own for those who ask.
 *
 * <p>The server is a container where Docker answers, and embedded elsewhere; {@code -Dlectern.test.docker=false} has it
 * embedded in any case.
 */
public final class TestPostgres {

    private static final String SUPERUSER = "postgres";
    private static final UnaryOperator<String> URL_BY_DATABASE = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    /** Where a database is, and who may do everything there. */
    public record Access(String url, String username, String password) {

        public void execute(String sql) throws SQLException {
            try (var connection = DriverManager.getConnection(url, username, password);
                    var statement = connection.createStatement()) {
                var _ = statement.execute(sql);
            }
        }
    }

    /** A new database that has nothing in it. */
    public static Access empty() {
        return access(create("template1"));
    }

    /** A new database that has nothing in it, in another encoding than usual. */
    public static Access encoded(String encoding) {
        return access(create("template0 encoding '%s' locale 'C'".formatted(encoding)));
    }

    /** A new database that has the schema, and nothing in it. */
    public static Access migrated() {
        return access(create(Migrated.DATABASE));
    }

    private static Access access(String database) {
        return new Access(URL_BY_DATABASE.apply(database), SUPERUSER, SUPERUSER);
    }

    private static String create(String template) {
        var database = "test_" + DATABASES.incrementAndGet();
        try {
            access("postgres").execute("create database %s template %s".formatted(database, template));
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException("can't create a database for a test", e);
        }
    }

    /** Migrated once: a copy is made in less time. */
    private static final class Migrated {

        static final String DATABASE = create("template1");

        static {
            var access = access(DATABASE);
            Flyway.configure()
                    .dataSource(access.url(), access.username(), access.password())
                    .load()
                    .migrate();
        }
    }

    private static UnaryOperator<String> start() {
        boolean docker = !"false".equals(System.getProperty("lectern.test.docker"));
        return docker && DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();
    }

    @SuppressWarnings("resource") // stopped with the JVM
    private static UnaryOperator<String> container() {
        var postgres = new PostgreSQLContainer("postgres:18-alpine")
                .withUsername(SUPERUSER)
                .withPassword(SUPERUSER)
                .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300");
        postgres.start();
        return database -> "jdbc:postgresql://%s:%d/%s"
                .formatted(postgres.getHost(), postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT), database);
    }

    private static UnaryOperator<String> embedded() {
        try {
            var postgres = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_connections", "300")
                    .start();
            return database -> "jdbc:postgresql://localhost:%d/%s".formatted(postgres.getPort(), database);
        } catch (IOException e) {
            throw new UncheckedIOException("can't start a Postgres for tests", e);
        }
    }
}
