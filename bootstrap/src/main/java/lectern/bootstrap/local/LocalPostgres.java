package lectern.bootstrap.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import lectern.bootstrap.start.CannotStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.util.FileSystemUtils;

/** The Postgres of the local profile. It ends with the service, and keeps its data. */
final class LocalPostgres implements JdbcConnectionDetails, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LocalPostgres.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;
    private final Path programs;
    private final int port;
    private final EmbeddedPostgres server;

    LocalPostgres(DataDirectory directory) throws IOException {
        requireThatItMayRun();
        this.home = DataDirectory.create(directory.resolve("postgres"));
        this.programs = DataDirectory.create(directory.resolve("programs")).resolve("postgres");
        var data = home.resolve("data");
        if (pidFile(data, programs).endProcess()) {
            log.info("Ended the Postgres that an earlier start had left behind");
        }
        this.port = Ports.kept(home.resolve("port"));
        Files.deleteIfExists(logFile());
        if (!Files.exists(data)) {
            create(data);
        }
        this.server = start(data, programs);
    }

    @Override
    public String getJdbcUrl() {
        return "jdbc:postgresql://%s:%s/postgres".formatted(Ports.HOST, port);
    }

    @Override
    public String getUsername() {
        return "postgres";
    }

    /** The server asks for no password: it can be reached from this machine only. */
    @Override
    public String getPassword() {
        return "";
    }

    @Override
    public void close() throws IOException {
        server.close();
        var _ = pidFile(home.resolve("data"), programs).endProcess();
    }

    /** Creates the database in another place and moves it when it is complete, since the process may be killed meanwhile. */
    private void create(Path data) throws IOException {
        var unfinished = home.resolve("unfinished");
        var unfinishedData = unfinished.resolve("data");
        var unfinishedPrograms = unfinished.resolve("programs");
        var _ = pidFile(unfinishedData, unfinished).endProcess();
        FileSystemUtils.deleteRecursively(unfinished);
        start(unfinishedData, unfinishedPrograms).close();
        if (!Files.exists(programs)) {
            Files.move(unfinishedPrograms, programs);
        }
        Files.move(unfinishedData, data);
        FileSystemUtils.deleteRecursively(unfinished);
    }

    private EmbeddedPostgres start(Path data, Path programs) throws IOException {
        // The directory into which it unpacks its programs. It also removes old directories from there, so no data may
        // be below it.
        System.setProperty("ot.epg.working-dir", programs.toString());
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setServerConfig("listen_addresses", addresses())
                    .setServerConfig("unix_socket_directories", "")
                    // EmbeddedPostgres is made for tests, and by default it would lose commits in a crash.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setOutputRedirector(Redirect.appendTo(logFile().toFile()))
                    .setPGStartupWait(PATIENCE)
                    .start();
        } catch (IOException | IllegalStateException e) {
            var _ = pidFile(data, programs).endProcess();
            throw new CannotStart(
                    "Postgres does not start, see %s; or give one in spring.datasource.url".formatted(logFile()), e);
        }
    }

    /** Includes the loopback address of the JVM, since the library checks there whether the server has started. */
    private static String addresses() {
        var loopback = InetAddress.getLoopbackAddress().getHostAddress();
        return loopback.equals(Ports.HOST) ? Ports.HOST : Ports.HOST + "," + loopback;
    }

    private Path logFile() {
        return home.resolve("log");
    }

    private static PidFile pidFile(Path data, Path programs) {
        return new PidFile(data.resolve("postmaster.pid"), programs);
    }

    private static void requireThatItMayRun() {
        if (System.getProperty("user.name").equals("root") && !LinuxUtils.isUnshareAvailable()) {
            throw new CannotStart("Postgres does not run as root, and can't be given another user here:"
                    + " start as another user, or give a Postgres in spring.datasource.url");
        }
    }
}
