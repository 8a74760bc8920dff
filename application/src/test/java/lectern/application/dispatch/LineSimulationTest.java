package lectern.application.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import lectern.application.dispatch.LineSimulation.Broken;
import lectern.application.dispatch.LineSimulation.Violation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The guarantees under every fault, over many schedules. {@code -Dline.seed=N} runs one of them again and prints it;
 * {@code -Dline.schedules=N} runs more. Each schedule has everything of its own, so they run on all cores.
 */
class LineSimulationTest {

    private static final int SCHEDULES = Integer.getInteger("line.schedules", 20_000);
    private static final int SCHEDULES_TO_FIND_A_FLAW = 200_000;

    /** Workers warn of each failure of the store, and here it fails thousands of times. */
    private static final List<Logger> WARNINGS =
            List.of(Logger.getLogger(LineWorker.class.getName()), Logger.getLogger(DirectQueues.class.getName()));

    @BeforeAll
    static void silenceWarnings() {
        WARNINGS.forEach(logger -> logger.setLevel(Level.OFF));
    }

    @AfterAll
    static void letThemBeHeardAgain() {
        WARNINGS.forEach(logger -> logger.setLevel(null));
    }

    @Test
    void keepsTheGuaranteesInEverySchedule() {
        var seed = Long.getLong("line.seed");
        var seeds = seed == null ? LongStream.range(0, SCHEDULES) : LongStream.of(seed);
        var failed = seeds.parallel().filter(s -> fails(s, Broken.NOTHING)).findAny();
        failed.ifPresent(s -> {
            throw new AssertionError("seed " + s + ":\n" + logOf(s));
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
    void findsWhatBreaksWhenARuleOfTheProtocolIsLeftOut(Broken broken) {
        var found = LongStream.range(0, SCHEDULES_TO_FIND_A_FLAW)
                .parallel()
                .filter(seed -> fails(seed, broken))
                .findAny();
        assertThat(found).as("a seed that shows what %s breaks", broken).isPresent();
    }

    private static boolean fails(long seed, Broken broken) {
        try {
            new LineSimulation(seed, broken, false).run();
            return false;
        } catch (Violation e) {
            return true;
        }
    }

    private static String logOf(long seed) {
        var again = new LineSimulation(seed, Broken.NOTHING, true);
        try {
            again.run();
            return "the second run was another";
        } catch (Violation e) {
            return again.log() + e.getMessage();
        }
    }
}
