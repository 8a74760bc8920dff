package lectern.bootstrap.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The CPU time that the servers of a point have used.
 *
 * @param service all instances
 */
record Cpu(Duration service, Duration postgres, Duration redis) {

    private static final Duration TICK = Duration.ofMillis(10);

    static Cpu now(Stream<ProcessHandle> service, Stores stores) throws IOException {
        return new Cpu(of(service), of(stores.postgres()), of(Stream.of(stores.redis())));
    }

    Cpu since(Cpu before) {
        return new Cpu(service.minus(before.service), postgres.minus(before.postgres), redis.minus(before.redis));
    }

    private static Duration of(Stream<ProcessHandle> processes) {
        return TICK.multipliedBy(processes.mapToLong(Cpu::ticks).sum());
    }

    /** Of a process and of those of its children that have ended, by {@code proc(5)}: 14 to 17; 0 where there is no such thing. */
    private static long ticks(ProcessHandle process) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            // The second field is a name in brackets, which may have spaces.
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Stream.of(fields)
                    .skip(11)
                    .limit(4)
                    .mapToLong(Long::parseLong)
                    .sum();
        } catch (NoSuchFileException _) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
