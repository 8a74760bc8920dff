package lectern.bootstrap.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import lectern.bootstrap.Figures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each fault of the matrix, under load: nothing that was acknowledged is lost, no two answers differ, no room is overbooked, nobody is left
 * without an answer.
 *
 * <p>It runs the {@linkplain Fault.Trait#REPRESENTATIVE representatives}, unless {@code -Dfaults.only=REDIS_.*} names others. {@code -Dfaults.seed=4711}
 * draws otherwise, and {@code -Dfaults.seeds=5} repeats each with so many seeds.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(300)
class FaultsIT {

    private static final int STUDENTS = 500;

    @TempDir
    private static Path directory;

    private Installation installation;
    private final Load.Users users = Load.Users.of(STUDENTS);

    @BeforeAll
    void start() {
        installation = Installation.start(directory.resolve("installation"), users.passports());
    }

    @AfterAll
    void stop() {
        installation.close();
    }

    static Stream<Arguments> faults() {
        long first = Long.getLong("faults.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("faults.seeds", 1))
                .boxed()
                .flatMap(seed ->
                        Stream.of(Fault.values()).filter(FaultsIT::isToRun).map(fault -> Arguments.of(fault, seed)));
    }

    private static boolean isToRun(Fault fault) {
        var only = System.getProperty("faults.only");
        return only == null
                ? fault.is(Fault.Trait.REPRESENTATIVE)
                : fault.name().matches(only);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void losesNothing(Fault fault, long seed) throws Exception {
        if (fault.is(Fault.Trait.ON_A_CLUSTER)) {
            var own = directory.resolve("%s-%d".formatted(fault, seed));
            try (var cluster = Installation.startWithCluster(own, users.passports())) {
                new FaultRun(fault, seed, cluster, users).run();
            }
            return;
        }
        if (!fault.isPossible(installation)) {
            Figures.write(fault.name(), "| %s | not run: it can't be had on this machine |%n".formatted(fault.title()));
        }
        assumeTrue(fault.isPossible(installation), fault.title());
        boolean held = false;
        try {
            new FaultRun(fault, seed, installation, users).run();
            held = true;
        } finally {
            if (!held) {
                // Whatever is broken in it is not to have the others fail.
                installation.close();
                installation =
                        Installation.start(directory.resolve("after-%s-%d".formatted(fault, seed)), users.passports());
            }
        }
    }
}
