package lectern.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A load that lasts {@code -Dfaults.minutes}, at {@code -Dfaults.rate} students a second, with one fault of each kind in turn: nothing is
 * lost, and in the end all is where it was.
 */
@EnabledIfSystemProperty(named = "faults.minutes", matches = "\\d+")
class LastingLoadIT {

    private static final Duration LASTS = Duration.ofMinutes(Long.getLong("faults.minutes", 10));
    private static final int RATE = Integer.getInteger("faults.rate", 100);
    private static final int STUDENTS = 5_000;
    private static final long SEED = Long.getLong("faults.seed", 1);

    @TempDir
    private Path directory;

    @Test
    void losesNothingAndLeavesNothingBehind() throws Exception {
        try (var installation = Installation.start(directory.resolve("installation"))) {
            var students = Load.students(installation.instances().getFirst().client(), STUDENTS);
            // What is loaded and filled once is there before as well.
            load(installation, students, List.of(), Duration.ZERO);
            var before = footprints(installation);

            var faults = Stream.of(Fault.values())
                    .filter(fault -> !fault.needsACluster() && fault.isPossible(installation))
                    .toList();
            load(installation, students, faults, LASTS);

            await("no key of a lecture is left")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> hasNoLectures(installation));
            var after = footprints(installation);
            Figure.write("footprints-%d".formatted(SEED), "before: %s%nafter: %s%n".formatted(before, after));
            for (int i = 0; i < after.size(); i++) {
                assertThat(after.get(i)).as("compared with %s", before.get(i)).matches(before.get(i)::isNotSmallerThan);
            }
        }
    }

    private static void load(Installation installation, Queue<Load.User> students, List<Fault> faults, Duration lasts)
            throws Exception {
        var history = new History();
        var back = Duration.ZERO;
        var late = new ArrayList<String>();
        long end = System.nanoTime() + lasts.toNanos();
        try (var load = Load.start(installation.instances(), students, history, SEED, RATE)) {
            new Scene(installation, load, history, SEED).awaitAnswers(1000);
            for (int i = 0; !faults.isEmpty() && (i < faults.size() || System.nanoTime() < end); i++) {
                var fault = faults.get(i % faults.size());
                var scene = new Scene(installation, load, history, SEED + i);
                fault.strike(scene);
                installation.awaitThatAllIsWell();
                scene.awaitAnswers(1000);
                back = scene.back().compareTo(back) > 0 ? scene.back() : back;
                if (scene.back().compareTo(fault.within()) > 0) {
                    late.add("%s: %s".formatted(fault.title(), scene.back()));
                }
            }
        }
        var verdict = Checker.check(history, Truth.read(installation.access(), Checker.lectures(history)));
        new Figure(
                        "%d faults in turn, %d visits a second".formatted(faults.size(), RATE),
                        SEED,
                        verdict,
                        history.busy(),
                        history.longestGap(),
                        history.slowestAnswer(),
                        back,
                        lasts)
                .write();
        assertThat(verdict.violations()).isEmpty();
        assertThat(late).as("back too late").isEmpty();
    }

    private static List<Footprint> footprints(Installation installation) {
        return installation.instances().stream().map(Footprint::of).toList();
    }

    private static boolean hasNoLectures(Installation installation) {
        // An array of none.
        return installation.redis().tell("KEYS lecture:*").equals("*0");
    }
}
