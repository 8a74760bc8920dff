package lectern.bootstrap.faults;

import java.util.List;

/**
 * What a {@link Checker} found.
 *
 * @param operations how many things were asked for, each as often as it took
 * @param acknowledged how many of them were attends that were told to be done
 */
record Verdict(int operations, int acknowledged, List<Violation> violations) {

    long count(Violation.Kind kind) {
        return violations.stream().filter(violation -> violation.kind() == kind).count();
    }
}
