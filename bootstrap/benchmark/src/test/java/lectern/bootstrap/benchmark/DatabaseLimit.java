package lectern.bootstrap.benchmark;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What Postgres itself can do for a hot lecture: one statement that does all that an attend is, prepared, each a transaction,
 * by as many threads as suit it.
 */
record DatabaseLimit(Stage stage, Instance opener) implements Point {

    static final String NAME = "limit";
    static final List<Integer> CONNECTIONS = List.of(2, 4, 8, 16);

    private static final String ATTEND = Sql.script("one-statement.sql");
    private static final int ATTENDED = 201;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String contender() {
        return "Postgres alone";
    }

    @Override
    public String load() {
        return "one statement, one lecture, room for all";
    }

    @Override
    public List<Integer> connections(List<Integer> wanted) {
        return CONNECTIONS;
    }

    @Override
    public Optional<Measurement> measure(int connections, Duration time) throws Exception {
        stage.stores().empty();
        var room = Room.open(opener, stage.passports(), Audience.SIZE);
        var open = new ArrayList<Connection>();
        try (var threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                open.add(stage.stores().connect());
            }
            var student = new AtomicInteger();
            var before = Cpu.now(Stream.of(), stage.stores());
            long deadline = System.nanoTime() + time.toNanos();
            var runs = threads.invokeAll(open.stream()
                    .map(connection -> (Callable<Served>) () -> run(connection, room.id(), student, deadline))
                    .toList());
            var all = new Served();
            for (var run : runs) {
                all.add(run.get());
            }
            var used = Cpu.now(Stream.of(), stage.stores()).since(before);
            new Audit(stage.stores()).requireSound(true);
            return Optional.of(Measurement.of(all, status -> status == ATTENDED, used, 0));
        } finally {
            for (var connection : open) {
                connection.close();
            }
        }
    }

    private static Served run(Connection connection, UUID lecture, AtomicInteger students, long deadline)
            throws SQLException {
        var served = new Served();
        long start = System.nanoTime();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try (var attend = connection.prepareStatement(ATTEND)) {
            for (long now = start; now < deadline; now = System.nanoTime()) {
                int student = students.getAndIncrement();
                if (student >= Audience.SIZE) {
                    break;
                }
                attend(attend, lecture, student);
                served.add(ATTENDED, true, now, System.nanoTime(), deadline);
            }
        }
        served.end(start, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu, 0);
        return served;
    }

    private static void attend(PreparedStatement statement, UUID lecture, int student) throws SQLException {
        Sql.set(statement, lecture, Audience.id(student));
        if (statement.executeUpdate() != 1) {
            throw new IllegalStateException("no seat");
        }
    }
}
