package lectern.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import lectern.bootstrap.Figures;
import lectern.persistence.TestPostgres;

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

    /** Holds what was answered against what was kept, and leaves the figure where all are. */
    static Figure of(
            String fault, long seed, History history, TestPostgres.Access postgres, Duration back, Duration within) {
        var verdict = Checker.check(history, Truth.read(postgres, Checker.lectures(history)));
        var figure = new Figure(
                fault, seed, verdict, history.busy(), history.longestGap(), history.slowestAnswer(), back, within);
        figure.write();
        return figure;
    }

    /** Nothing that was promised is broken. */
    void assertThatAllHeld() {
        assertThat(verdict.violations()).as(fault).isEmpty();
    }

    /** Nobody waited longer than for the deadline. */
    void assertThatAllWereAnsweredInTime() {
        assertThat(slowestAnswer)
                .as("the slowest answer, 503 or not")
                .isLessThan(Fault.Bounds.DEADLINE.plus(Fault.Bounds.MARGIN));
    }

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

    private void write() {
        Figures.write("%s-%d".formatted(fault.replaceAll("\\W+", "-"), seed), HEAD + line());
    }
}
