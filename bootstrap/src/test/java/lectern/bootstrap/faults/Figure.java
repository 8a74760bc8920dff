package lectern.bootstrap.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What one run was measured to be: a line of the table in docs/reliability.md. */
record Figure(
        String fault,
        long seed,
        Verdict verdict,
        int busy,
        Duration longestGap,
        Duration slowestAnswer,
        Duration back,
        Duration within) {

    static final String HEAD = """
            | fault | seed | operations | 503 | attends told | lost | diverged | overbooked | unanswered | other | longest gap | slowest answer | back | within |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|
            """;

    private static final Path DIRECTORY = Path.of("target", "faults");

    String line() {
        long lost = verdict.count(Violation.Kind.LOST);
        long diverged = verdict.count(Violation.Kind.DIVERGED);
        long overbooked = verdict.count(Violation.Kind.OVERBOOKED);
        long unanswered = verdict.count(Violation.Kind.UNANSWERED);
        long other = verdict.violations().size() - lost - diverged - overbooked - unanswered;
        return "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d ms | %d ms | %d ms | %d ms |%n"
                .formatted(
                        fault,
                        seed,
                        verdict.operations(),
                        busy,
                        verdict.acknowledged(),
                        lost,
                        diverged,
                        overbooked,
                        unanswered,
                        other,
                        longestGap.toMillis(),
                        slowestAnswer.toMillis(),
                        back.toMillis(),
                        within.toMillis());
    }

    void write() {
        write("%s-%d".formatted(fault.replaceAll("\\W+", "-"), seed), HEAD + line());
    }

    /** Also what was not run, and why: nothing is left out silently. */
    static void write(String name, String text) {
        try {
            Files.writeString(Files.createDirectories(DIRECTORY).resolve(name + ".md"), text);
            System.out.print(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
