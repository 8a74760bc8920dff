package lectern.bootstrap.faults;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lectern.bootstrap.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A load that lasts {@code -Dfaults.minutes}, at four fifths of what this installation was measured to hold just before
 * ({@code -Dfaults.rate} students a second, if that is given), with one fault of each kind in turn: nothing is lost, and in the end all is where it was.
 */
@EnabledIfSystemProperty(named = "faults.minutes", matches = "\\d+")
class LastingLoadIT {

    private static final Duration LASTS = Duration.ofMinutes(Long.getLong("faults.minutes", 10));
    private static final int STUDENTS = 5_000;
    private static final long SEED = Long.getLong("faults.seed", 1);

    /** What is compiled only when it is used. */
    private static final Duration WARM_UP = Duration.ofSeconds(40);

    private static final Duration MEASURING = Duration.ofSeconds(20);

    /** How long clients keep connections that they don't use. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** More than any machine of ours holds. */
    private static final int TOO_MANY = 3_000;

    @TempDir
    private Path directory;

    private final Load.Users users = Load.Users.of(STUDENTS);

    @Test
    void losesNothingAndLeavesNothingBehind() throws Exception {
        try (var installation = Installation.start(directory.resolve("installation"), users.passports())) {
            var faults = Stream.of(Fault.values())
                    .filter(fault -> !fault.is(Fault.Trait.ON_A_CLUSTER) && fault.isPossible(installation))
                    .toList();
            Predicate<Fault> replacesAnInstance = fault -> fault.is(Fault.Trait.REPLACES_AN_INSTANCE);
            int capacity = capacity(installation);
            int rate = Integer.getInteger("faults.rate", capacity * 4 / 5);
            long start = System.nanoTime();

            // Those that have another process take an instance's place come first: it is compared once it has filled
            // its caches.
            load(installation, rate, faults.stream().filter(replacesAnInstance).toList(), Duration.ZERO, WARM_UP);
            awaitRest(installation);
            var before = footprints(installation);
            var rest = LASTS.minusNanos(System.nanoTime() - start);
            load(
                    installation,
                    rate,
                    faults.stream().filter(not(replacesAnInstance)).toList(),
                    rest,
                    Duration.ZERO);

            awaitRest(installation);
            var after = footprints(installation);
            Figures.write(
                    "footprints-%d".formatted(SEED),
                    "capacity: %d visits a second, rate: %d%nbefore: %s%nafter: %s%n"
                            .formatted(capacity, rate, before, after));
            for (int i = 0; i < after.size(); i++) {
                assertThat(after.get(i)).as("compared with %s", before.get(i)).matches(before.get(i)::isNotSmallerThan);
            }
        }
    }

    /** How many students a second it holds: as many as are through when more come than can be. */
    private int capacity(Installation installation) throws Exception {
        var history = new History();
        try (var load = Load.start(installation.instances(), users, history, SEED, TOO_MANY)) {
            var scene = new Scene(installation, load, history, SEED);
            scene.awaitThatItIsOver(WARM_UP);
            int visited = load.visited();
            scene.awaitThatItIsOver(MEASURING);
            return (int) ((load.visited() - visited) / MEASURING.toSeconds());
        }
    }

    /** @param calm for how long there are no faults any more in the end */
    private void load(Installation installation, int rate, List<Fault> faults, Duration lasts, Duration calm)
            throws Exception {
        var history = new History();
        var back = Duration.ZERO;
        long end = System.nanoTime() + lasts.toNanos();
        int strikes = 0;
        try (var load = Load.start(installation.instances(), users, history, SEED, rate)) {
            new Scene(installation, load, history, SEED).awaitAnswers(1000);
            while (strikes < faults.size() || System.nanoTime() < end) {
                var fault = faults.get(strikes % faults.size());
                var scene = new Scene(installation, load, history, SEED + strikes);
                fault.strike(scene);
                strikes++;
                installation.awaitThatAllIsWell();
                scene.awaitAnswers(1000);
                back = scene.back().compareTo(back) > 0 ? scene.back() : back;
            }
            new Scene(installation, load, history, SEED).awaitThatItIsOver(calm);
        }
        var title = "%d faults, %d visits a second".formatted(strikes, rate);
        // How soon it is back is bounded where there is room for it to be: here the machine is as good as full.
        Figure.of(title, SEED, history, installation.access(), back, Scene.PATIENCE)
                .assertThatAllHeld();
        assertThat(history.notLetIn()).as("not let in").isZero();
    }

    private static void awaitRest(Installation installation) {
        // Those of a line in which nobody waits any more, since it was gone round, expire.
        await("no key is left")
                .atMost(Duration.ofSeconds(90))
                .until(() -> installation.redis().tell("DBSIZE").equals(":0"));
        await("nobody but this is connected")
                // Seldom: each time that it is asked, one more of those that are idle is in use.
                .pollInterval(IDLE.plusSeconds(2))
                .atMost(IDLE.multipliedBy(4))
                .until(() -> installation.instances().stream().allMatch(instance -> instance.clients() <= 1));
    }

    private static List<Footprint> footprints(Installation installation) {
        return installation.instances().stream().map(Footprint::of).toList();
    }
}
