package lectern.bootstrap.benchmark;

import static lectern.bootstrap.benchmark.Contender.BARE;
import static lectern.bootstrap.benchmark.Contender.COUNTER;
import static lectern.bootstrap.benchmark.Contender.MUTEX;
import static lectern.bootstrap.benchmark.Contender.OURS;
import static lectern.bootstrap.benchmark.Contender.OURS_TOO;
import static lectern.bootstrap.benchmark.Contender.ROW_LOCK;
import static lectern.bootstrap.benchmark.Contender.STRAIGHT;
import static lectern.bootstrap.benchmark.Contender.STRAIGHT_TOO;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The points, in the order in which they are measured, and the contenders that serve them. */
final class Program implements AutoCloseable {

    static final String BARE_ENDPOINT = "bare";
    static final String CEILING = "ceiling";
    static final String HOT = "hot";
    static final String ROW_LOCK_HOT = "row-lock-hot";
    static final String MUTEX_HOT = "lock-hot";
    static final String COUNTER_HOT = "counter-hot";

    /** Those that compare Lectern with what could be built instead: one hot lecture, by one instance with all its stores. */
    static final List<String> HOT_LECTURES = List.of(HOT, ROW_LOCK_HOT, MUTEX_HOT, COUNTER_HOT);

    private final Stage stage;
    private final Map<Contender, Instance> instances = new EnumMap<>(Contender.class);
    private final List<Point> points = new ArrayList<>();

    Program(Stage stage) throws Exception {
        this.stage = stage;
        add(BARE_ENDPOINT, Scene.BARE, BARE);
        add(CEILING, Scene.CEILING, OURS);
        add(HOT, Scene.HOT, OURS);
        add("rush", Scene.RUSH, OURS);
        add("even", Scene.EVEN, OURS);
        add("mix", Scene.MIX, OURS);
        add("two", Scene.HOT, OURS, OURS_TOO);
        add("straight", Scene.HOT, STRAIGHT);
        add("straight-two", Scene.HOT, STRAIGHT, STRAIGHT_TOO);
        add(ROW_LOCK_HOT, Scene.HOT, ROW_LOCK);
        add("row-lock-even", Scene.EVEN, ROW_LOCK);
        add(MUTEX_HOT, Scene.HOT, MUTEX);
        add(COUNTER_HOT, Scene.HOT, COUNTER);
        if (stage.options().wants(DatabaseLimit.NAME)) {
            points.add(new DatabaseLimit(stage, running(OURS)));
        }
        add("read-50", Scene.READ_50, OURS);
        add("read-1000", Scene.READ_1000, OURS);
        add("unchanged", Scene.UNCHANGED, OURS);
    }

    List<Point> points() {
        return points;
    }

    private void add(String name, Scene scene, Contender... contenders) throws Exception {
        if (stage.options().wants(name)) {
            var servers = new ArrayList<Instance>();
            for (var contender : contenders) {
                servers.add(running(contender));
            }
            points.add(new ServedPoint(name, scene, contenders[contenders.length - 1], servers, stage));
        }
    }

    private Instance running(Contender contender) throws Exception {
        var running = instances.get(contender);
        if (running == null) {
            running = stage.start(contender);
            instances.put(contender, running);
        }
        return running;
    }

    @Override
    public void close() {
        for (var instance : instances.values()) {
            instance.close();
        }
    }
}
