package lectern.application.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
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
    private static final int STEP = 100;

    /** Workers warn of each failure of the store, and here it fails thousands of times. */
    private static final List<Logger> WARNINGS = List.of(
            Logger.getLogger(LineWorker.class.getName()),
            Logger.getLogger(DirectQueues.class.getName()),
            Logger.getLogger(SuspendedLines.class.getName()));

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
        var only = Long.getLong("line.seed");
        var failed = only == null
                ? firstThatFails(0, SCHEDULES, Broken.NOTHING)
                : LongStream.of(only)
                        .filter(seed -> fails(seed, Broken.NOTHING))
                        .findFirst();
        failed.ifPresent(seed -> {
            throw new AssertionError("seed " + seed + ":\n" + logOf(seed));
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
    void findsWhatBreaksWhenARuleOfTheProtocolIsLeftOut(Broken broken) {
        assertThat(firstThatFails(broken.seed(), SCHEDULES_TO_FIND_A_FLAW, broken))
                .as("a seed that shows what %s breaks", broken)
                .isPresent();
    }

    /** In small steps: a parallel stream that has found one goes on until each core is done with its share. */
    private static OptionalLong firstThatFails(long first, int schedules, Broken broken) {
        long end = first + schedules;
        return LongStream.iterate(first, seed -> seed < end, seed -> seed + STEP)
                .mapToObj(seed -> LongStream.range(seed, Math.min(seed + STEP, end)))
                .map(step -> step.parallel().filter(seed -> fails(seed, broken)).findFirst())
                .flatMapToLong(OptionalLong::stream)
                .findFirst();
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
