package lectern.bootstrap.faults;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lectern.bootstrap.Client;
import lectern.bootstrap.LecternProcess;
import lectern.bootstrap.LecternProcess.Place;
import lectern.bootstrap.Passports;
import lectern.bootstrap.faults.Namespace.Cable;
import lectern.persistence.TestPostgres;
import org.jspecify.annotations.Nullable;

/** One of the instances: it reaches Postgres, and Redis if it is a single one, over networks of its own. */
final class Instance implements AutoCloseable {

    /** No client of ours waits longer. An instance has to answer before. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String name;
    private final Place place;
    private final Path data;
    private final TcpProxy toPostgres;
    private final List<TcpProxy> toRedis;
    private final List<String> options;
    private LecternProcess process;
    private volatile @Nullable Client client;

    private Instance(
            String name, Place place, Path data, TcpProxy toPostgres, List<TcpProxy> toRedis, List<String> options) {
        this.name = name;
        this.place = place;
        this.data = data;
        this.toPostgres = toPostgres;
        this.toRedis = toRedis;
        this.options = options;
        this.process = LecternProcess.launch(place, data, options());
    }

    /** What its instances need to know. */
    record Surroundings(Path data, TestPostgres.Access postgres, Passports passports) {

        /** Where Postgres is. */
        private URI server() {
            return URI.create(postgres.url().substring("jdbc:".length()));
        }

        private List<String> options(TcpProxy toPostgres, String redis) {
            return List.of(
                    "--spring.profiles.active=local",
                    "--spring.datasource.url=jdbc:postgresql://%s%s"
                            .formatted(toPostgres.address(), server().getPath()),
                    "--spring.datasource.username=" + postgres.username(),
                    "--spring.datasource.password=" + postgres.password(),
                    "--lectern.passport.user-keys=" + passports.keys(),
                    "--lectern.passport.room-keys=" + passports.roomKeys(),
                    // So that it tells how many clients are connected.
                    "--server.tomcat.mbeanregistry.enabled=true",
                    redis);
        }
    }

    /** Has one start. */
    static Instance launch(String name, Surroundings surroundings, URI redis) {
        return launch(name, Place.HERE, surroundings, new TcpProxy(surroundings.server()), new TcpProxy(redis));
    }

    /** Has one start in a network of its own. */
    static Instance launchIn(Namespace namespace, String name, Surroundings surroundings, URI redis) {
        return launch(
                name,
                namespace.place(),
                surroundings,
                new TcpProxy(surroundings.server(), namespace.reaches(Cable.POSTGRES)),
                new TcpProxy(redis, namespace.reaches(Cable.REDIS)));
    }

    private static Instance launch(
            String name, Place place, Surroundings surroundings, TcpProxy toPostgres, TcpProxy toRedis) {
        var options = surroundings.options(toPostgres, "--lectern.redis.address=redis://" + toRedis.address());
        return new Instance(name, place, surroundings.data(), toPostgres, List.of(toRedis), options);
    }

    /**
     * Has one start.
     *
     * @param redisson a Redisson file
     */
    static Instance launchWithCluster(String name, Surroundings surroundings, Path redisson) {
        var toPostgres = new TcpProxy(surroundings.server());
        var options = surroundings.options(toPostgres, "--lectern.redis.config=" + redisson);
        return new Instance(name, Place.HERE, surroundings.data(), toPostgres, List.of(), options);
    }

    String name() {
        return name;
    }

    Client client() {
        return requireNonNull(client, "it does not serve yet");
    }

    void awaitThatItServes() {
        process.awaitThatItServes();
        client = Client.ofOneOfMany(process.address(), PATIENCE);
    }

    TcpProxy toPostgres() {
        return toPostgres;
    }

    TcpProxy toRedis() {
        return toRedis.getFirst();
    }

    long pid() {
        return process.pid();
    }

    void kill() {
        process.kill();
    }

    void freeze() {
        process.freeze();
    }

    void thaw() {
        process.thaw();
    }

    /** Starts it again after {@link #kill()}. */
    void restart() {
        process = LecternProcess.launch(place, data, options());
        awaitThatItServes();
    }

    /** Has one take its place whose clock is wrong. */
    void restartWithClockOff(Duration by) {
        process.kill();
        process = LecternProcess.launchAs(
                place, ClockOff.class, data, options("--faults.clock-off=" + by, "--logging.level.lectern=info"));
        awaitThatItServes();
    }

    private String[] options(String... further) {
        var all = new ArrayList<>(options);
        all.addAll(List.of(further));
        return all.toArray(String[]::new);
    }

    boolean isInLine() {
        return component("line").equals("UP");
    }

    private String component(String which) {
        return client().get("/actuator/health")
                .body()
                .path("components")
                .path(which)
                .path("status")
                .asString("");
    }

    /** How many clients are connected, whoever asks this among them. */
    int clients() {
        // Tomcat counts the one that it waits for as well.
        return (int) metric("tomcat.connections.current") - 1;
    }

    /** Such as {@code jvm.threads.live}, or {@code hikaricp.connections.active?tag=pool:lectern}. */
    double metric(String which) {
        return client().get("/actuator/metrics/" + which)
                .body()
                .path("measurements")
                .path(0)
                .path("value")
                .asDouble();
    }

    /** Makes the weather fair again. */
    void heal() {
        toPostgres.weather(new Weather.Fair());
        toRedis.forEach(proxy -> proxy.weather(new Weather.Fair()));
    }

    @Override
    public void close() {
        process.kill();
        toPostgres.close();
        toRedis.forEach(TcpProxy::close);
    }
}
