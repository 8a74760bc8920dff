package lectern.bootstrap.faults;

import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lectern.bootstrap.faults.Attempt.Kind;
import lectern.bootstrap.faults.Attempt.Outcome;
import lectern.bootstrap.faults.Truth.Happened;
import lectern.bootstrap.faults.Truth.Kept;
import lectern.bootstrap.faults.Truth.Seat;
import org.jspecify.annotations.Nullable;

/**
 * Holds all that was answered against all that was kept: G1 to G5 of docs/line.md.
 *
 * <p>A request without an answer, or with a 503, may have taken effect, or do so later. Whatever it did is right. What others were told
 * is not up to that: nothing that was answered may be taken back.
 */
final class Checker {

    private static final int MOST_LINES = 20;

    private final List<Attempt> attempts;
    private final Truth truth;
    private final long start;
    private final List<Violation> violations = new ArrayList<>();

    private Checker(List<Attempt> attempts, Truth truth) {
        this.attempts = attempts;
        this.truth = truth;
        this.start = attempts.isEmpty() ? 0 : attempts.getFirst().invoked();
    }

    static Verdict check(History history, Truth truth) {
        var checker = new Checker(history.attempts(), truth);
        return checker.verdict();
    }

    /** The lectures that the history is about. */
    static Set<String> lectures(History history) {
        return history.attempts().stream()
                .map(Attempt::lecture)
                .filter(lecture -> !lecture.isEmpty())
                .collect(Collectors.toSet());
    }

    private Verdict verdict() {
        var operations = attempts.stream().collect(groupingBy(Attempt::operation));
        operations.values().forEach(this::checkThatItIsAnswered);
        attempts.stream()
                .filter(attempt -> attempt.kind() == Kind.OPEN)
                .collect(groupingBy(Attempt::operation))
                .values()
                .forEach(this::checkOpening);
        var byLecture = attempts.stream()
                .filter(attempt -> !attempt.lecture().isEmpty())
                .collect(groupingBy(Attempt::lecture));
        byLecture.forEach(this::check);
        var acknowledged = operations.values().stream()
                .filter(tries -> tries.stream().anyMatch(attempt -> attempt.kind() == Kind.ATTEND && attempt.isOk()))
                .count();
        return new Verdict(operations.size(), (int) acknowledged, List.copyOf(violations));
    }

    private void checkThatItIsAnswered(List<Attempt> tries) {
        var last = tries.getLast();
        if (!last.isAnswered()) {
            report(Violation.Kind.UNANSWERED, "no answer, however often it was asked", tries, List.of());
        }
        for (var attempt : tries) {
            switch (attempt.outcome()) {
                case Outcome.Silence _ ->
                    report(Violation.Kind.UNANSWERED, "silence for " + attempt.took(), List.of(attempt), List.of());
                case Outcome.Wrong _ ->
                    report(Violation.Kind.WRONG_ANSWER, "not in the contract", List.of(attempt), List.of());
                case Outcome.Ok _,
                        Outcome.Refused _,
                        Outcome.NotLetIn _,
                        Outcome.Busy _,
                        Outcome.Unknown _,
                        Outcome.Unreached _ -> {}
            }
        }
    }

    private void check(String lecture, List<Attempt> asked) {
        var kept = truth.lectures().get(lecture);
        if (kept == null) {
            report(Violation.Kind.LOST, "the lecture was opened and is not there", asked, List.of());
            return;
        }
        checkNumbers(kept, asked);
        checkSeats(kept, asked);
        checkThatAllSayTheSame(kept, asked);
        checkOrder(asked);
        checkClosing(kept, asked);
        checkRefusals(kept, asked);
        var byStudent = asked.stream()
                .filter(attempt -> attempt.kind() == Kind.ATTEND || attempt.kind() == Kind.LEAVE)
                .collect(groupingBy(Attempt::user));
        kept.events().stream()
                .map(Happened::student)
                .filter(student -> !student.isEmpty())
                .forEach(student -> byStudent.putIfAbsent(student, List.of()));
        byStudent.forEach((student, theirs) -> new OfStudent(kept, student, theirs, asked).check());
    }

    /** G1: they are 1, 2, 3 … in the order of what happened. */
    private void checkNumbers(Kept kept, List<Attempt> asked) {
        var attended = kept.events().stream().filter(isA("StudentAttended")).toList();
        var given = attended.stream().map(Happened::number).toList();
        var dense = IntStream.rangeClosed(1, given.size()).boxed().toList();
        if (!given.equals(dense) || kept.lastNumber() != given.size()) {
            var first = IntStream.range(0, given.size())
                    .filter(i -> given.get(i) != i + 1)
                    .mapToObj(attended::get)
                    .limit(1)
                    .toList();
            report(
                    Violation.Kind.OVERBOOKED,
                    "%d numbers were given, the last one is said to be %d".formatted(given.size(), kept.lastNumber()),
                    of(first, asked),
                    first);
        }
    }

    /** G1: never more of them than seats. */
    private void checkSeats(Kept kept, List<Attempt> asked) {
        var tooMany = whenSoManyWereIn(kept.capacity() + 1, kept);
        if (tooMany.isPresent()) {
            report(
                    Violation.Kind.OVERBOOKED,
                    "%d students on %d seats".formatted(kept.capacity() + 1, kept.capacity()),
                    of(List.of(tooMany.get()), asked),
                    List.of(tooMany.get()));
        } else if (kept.attending() > kept.capacity()) {
            report(
                    Violation.Kind.OVERBOOKED,
                    "%d seats of %d are said to be taken".formatted(kept.attending(), kept.capacity()),
                    List.of(),
                    List.of());
        }
    }

    /** What happened when there were so many students in the room for the first time. */
    private static Optional<Happened> whenSoManyWereIn(int students, Kept kept) {
        var in = new HashSet<String>();
        for (var happened : kept.events()) {
            switch (happened.type()) {
                case "StudentAttended" -> in.add(happened.student());
                case "StudentLeft" -> in.remove(happened.student());
                default -> {}
            }
            if (in.size() >= students) {
                return Optional.of(happened);
            }
        }
        return Optional.empty();
    }

    /** The record and the views both follow from the events. */
    private void checkThatAllSayTheSame(Kept kept, List<Attempt> asked) {
        var seats = new HashMap<String, Seat>();
        Instant closedAt = null;
        for (var happened : kept.events()) {
            switch (happened.type()) {
                case "StudentAttended" ->
                    seats.put(happened.student(), new Seat(happened.number(), happened.at(), null));
                case "StudentLeft" ->
                    seats.computeIfPresent(
                            happened.student(), (_, seat) -> new Seat(seat.number(), seat.attendedAt(), happened.at()));
                case "LectureClosed" -> closedAt = happened.at();
                default -> {}
            }
        }
        checkAgainstEvents("the record", seats, kept.record(), kept, asked);
        int attending = (int)
                seats.values().stream().filter(seat -> seat.leftAt() == null).count();
        var viewed = kept.viewed();
        if (viewed == null) {
            report(Violation.Kind.DIVERGED, "no view shows the lecture", List.of(), List.of());
            return;
        }
        checkAgainstEvents("the view", seats, viewed.attendees(), kept, asked);
        var counted = "attending %d of %d, closed at %s";
        var byEvents = counted.formatted(attending, seats.size(), closedAt);
        var byRecord = counted.formatted(kept.attending(), kept.attended(), kept.closedAt());
        var byView = counted.formatted(viewed.attending(), viewed.attendees().size(), viewed.closedAt());
        if (!byEvents.equals(byRecord) || !byEvents.equals(byView)) {
            report(
                    Violation.Kind.DIVERGED,
                    "events say: %s; the record: %s; the view: %s".formatted(byEvents, byRecord, byView),
                    List.of(),
                    List.of());
        }
    }

    private void checkAgainstEvents(
            String what, Map<String, Seat> byEvents, Map<String, Seat> seats, Kept kept, List<Attempt> asked) {
        Stream.concat(byEvents.keySet().stream(), seats.keySet().stream())
                .distinct()
                .filter(student -> !Objects.equals(byEvents.get(student), seats.get(student)))
                .limit(1)
                .forEach(student -> report(
                        Violation.Kind.DIVERGED,
                        "of %s, events say %s, %s says %s"
                                .formatted(student, byEvents.get(student), what, seats.get(student)),
                        by(student, asked),
                        of(student, kept)));
    }

    /** G5, as far as it is seen from outside: whoever asks after another was answered has the greater number. */
    private void checkOrder(List<Attempt> asked) {
        var firstTry = new HashMap<Long, Attempt>();
        asked.forEach(attempt -> firstTry.putIfAbsent(attempt.operation(), attempt));
        var numbered = asked.stream()
                .filter(attempt -> attempt.kind() == Kind.ATTEND
                        && attempt.outcome() instanceof Outcome.Ok(int status, var _, var _)
                        && status == 201)
                .sorted((one, other) -> Integer.compare(number(one), number(other)))
                .toList();
        Attempt latest = null;
        for (var attempt : numbered) {
            if (latest != null && attempt.ended() < latest.invoked()) {
                report(
                        Violation.Kind.OUT_OF_ORDER,
                        "the number of who asked later is smaller",
                        List.of(attempt, latest),
                        List.of());
                return;
            }
            var first = Objects.requireNonNull(firstTry.get(attempt.operation()));
            // An earlier try may have joined the line in its place.
            if (first.equals(attempt) && (latest == null || attempt.invoked() > latest.invoked())) {
                latest = attempt;
            }
        }
    }

    /** Each for a reason that there was at some time before its answer: hints may be late, but nothing is said that never was so. */
    private void checkRefusals(Kept kept, List<Attempt> asked) {
        boolean wasFull = whenSoManyWereIn(kept.capacity(), kept).isPresent();
        asked.stream()
                .filter(attempt -> attempt.outcome() instanceof Outcome.Refused(var code)
                        && !hadAReason(attempt, code, wasFull, asked))
                .findFirst()
                .ifPresent(refused -> report(
                        Violation.Kind.DIVERGED,
                        "refused with %s, without a reason".formatted(((Outcome.Refused) refused.outcome()).code()),
                        List.of(refused),
                        List.of()));
    }

    private static boolean hadAReason(Attempt refused, String code, boolean wasFull, List<Attempt> asked) {
        return switch (refused.kind()) {
            case ATTEND ->
                switch (code) {
                    case "LECTURE_FULL" -> wasFull;
                    case "LECTURE_CLOSED" -> mayBeClosed(refused, asked);
                    // Where the clock of who decides is behind that of who opened.
                    case "LECTURE_NOT_STARTED" -> true;
                    default -> false;
                };
            case LEAVE ->
                switch (code) {
                    case "LECTURE_CLOSED" -> mayBeClosed(refused, asked);
                    // Whether they were in is checked for each student.
                    case "NOT_IN_LECTURE" -> true;
                    default -> false;
                };
            case CLOSE -> false;
            // Those are checked by their teachers.
            case OPEN -> true;
        };
    }

    /** Whether a close may have taken effect before this was answered. */
    private static boolean mayBeClosed(Attempt attempt, List<Attempt> asked) {
        return asked.stream()
                .anyMatch(close ->
                        close.kind() == Kind.CLOSE && close.mayTakeEffect() && close.invoked() < attempt.ended());
    }

    private void checkClosing(Kept kept, List<Attempt> asked) {
        var closing =
                asked.stream().filter(attempt -> attempt.kind() == Kind.CLOSE).toList();
        checkThatItStaysDone(closing);
        var closed = closing.stream().filter(Attempt::isOk).toList();
        if (!closed.isEmpty() && kept.closedAt() == null) {
            report(Violation.Kind.LOST, "closed, and open still", closed, List.of());
        }
        boolean over = false;
        for (var happened : kept.events()) {
            if (over) {
                report(
                        Violation.Kind.DIVERGED,
                        "something happened after it was closed",
                        of(List.of(happened), asked),
                        List.of(happened));
                return;
            }
            over = happened.type().equals("LectureClosed");
        }
    }

    private void checkOpening(List<Attempt> tries) {
        checkThatItStaysDone(tries);
        // Each teacher has closed the last one before, and comes with a key.
        tries.stream()
                .filter(Attempt::isRefused)
                .findFirst()
                .ifPresent(refused ->
                        report(Violation.Kind.DIVERGED, "not let open a lecture", List.of(refused), List.of()));
    }

    /** What is done once is answered in the same way for good. */
    private void checkThatItStaysDone(List<Attempt> tries) {
        checkThatTheyAgree(tries);
        var done = tries.stream().filter(Attempt::isOk).findFirst();
        done.ifPresent(ok -> tries.stream()
                .filter(attempt -> attempt.isRefused() && attempt.invoked() > ok.ended())
                .findFirst()
                .ifPresent(refused ->
                        report(Violation.Kind.DIVERGED, "done, and refused later", List.of(ok, refused), List.of())));
    }

    private void checkThatTheyAgree(List<Attempt> tries) {
        var said = tries.stream()
                .map(Attempt::outcome)
                .filter(Outcome.Ok.class::isInstance)
                .map(ok -> ((Outcome.Ok) ok).says())
                .distinct()
                .count();
        if (said > 1) {
            report(Violation.Kind.DIVERGED, "the same request, answered otherwise", tries, List.of());
        }
    }

    /** What one student of one lecture asked for, and was told. */
    private final class OfStudent {

        private final Kept kept;
        private final String student;
        private final List<Attempt> theirs;
        private final List<Attempt> all;
        private final List<Attempt> attends;
        private final List<Attempt> leaves;
        private final List<Happened> happened;

        /** @param all what anybody asked for of the lecture */
        OfStudent(Kept kept, String student, List<Attempt> theirs, List<Attempt> all) {
            this.kept = kept;
            this.student = student;
            this.theirs = theirs;
            this.all = all;
            this.attends = such(Kind.ATTEND);
            this.leaves = such(Kind.LEAVE);
            this.happened = of(student, kept);
        }

        private List<Attempt> such(Kind kind) {
            return theirs.stream().filter(attempt -> attempt.kind() == kind).toList();
        }

        void check() {
            if (isKeptWhatWasTold()) {
                checkWhereTheyAre();
            }
            checkThatARefusalGaveNoSeat();
            checkThatRepeatsAgree(attends, leaves);
            checkThatRepeatsAgree(leaves, attends);
            checkThatTheFirstTimeWasOne();
            checkThatWhoIsInIsNotRefused();
            checkThatWhoIsOutIsToldSo();
        }

        /** G2. */
        private boolean isKeptWhatWasTold() {
            var numbers = happened.stream()
                    .filter(isA("StudentAttended"))
                    .map(Happened::number)
                    .collect(Collectors.toSet());
            for (var told : attends) {
                if (told.isOk() && !numbers.contains(number(told))) {
                    reportTheirs(Violation.Kind.LOST, "told number %d, which is not kept".formatted(number(told)));
                    return false;
                }
            }
            return true;
        }

        /** G3. */
        private void checkThatARefusalGaveNoSeat() {
            long seats = happened.stream().filter(isA("StudentAttended")).count();
            long askedFor = attends.stream().filter(Attempt::mayTakeEffect).count();
            if (seats > askedFor) {
                reportTheirs(
                        Violation.Kind.SEATED_THOUGH_REFUSED,
                        "%s got %d seats by %d requests that were not refused".formatted(student, seats, askedFor));
            }
        }

        /** As long as nothing of the other kind can have come in between. */
        private void checkThatRepeatsAgree(List<Attempt> same, List<Attempt> others) {
            Attempt before = null;
            for (var attempt : same.stream().filter(Attempt::isOk).toList()) {
                if (before != null && !mayHaveComeBetween(before, attempt, others)) {
                    checkThatTheyAgree(List.of(before, attempt));
                }
                before = attempt;
            }
        }

        private void checkThatTheFirstTimeWasOne() {
            var firsts = new HashSet<Integer>();
            for (var attempt : attends) {
                if (attempt.outcome() instanceof Outcome.Ok(int status, int number, var _)
                        && status == 201
                        && !firsts.add(number)) {
                    reportTheirs(Violation.Kind.DIVERGED, "number %d was new twice".formatted(number));
                    return;
                }
            }
        }

        /** Whoever is in is told so, and may leave: until the lecture is closed, and nothing else of theirs came in between. */
        private void checkThatWhoIsInIsNotRefused() {
            for (var refused : theirs.stream().filter(Attempt::isRefused).toList()) {
                var in = before(refused, attends);
                if (in != null && !mayHaveComeBetween(in, refused, leaves) && !mayBeClosed(refused, all)) {
                    report(Violation.Kind.DIVERGED, "in, and refused", List.of(in, refused), happened);
                    return;
                }
            }
        }

        /** Whoever has left is told so however often they ask, also after the close. */
        private void checkThatWhoIsOutIsToldSo() {
            for (var refused : leaves.stream().filter(Attempt::isRefused).toList()) {
                var out = before(refused, leaves);
                if (out != null && !mayHaveComeBetween(out, refused, attends)) {
                    report(Violation.Kind.DIVERGED, "out, and refused", List.of(out, refused), happened);
                    return;
                }
            }
        }

        /** The last one that was done before another was asked for. */
        private static @Nullable Attempt before(Attempt other, List<Attempt> attempts) {
            return last(attempts.stream()
                    .filter(attempt -> attempt.ended() < other.invoked())
                    .toList());
        }

        /** In when the last that they were told is that they are in, out when it is that they are out. */
        private void checkWhereTheyAre() {
            var lastIn = last(attends);
            var lastOut = last(leaves);
            var seat = kept.record().get(student);
            if (lastIn != null
                    && leaves.stream()
                            .noneMatch(leave ->
                                    leave.mayTakeEffect() && (leave.lingers() || leave.ended() > lastIn.invoked()))
                    && (seat == null || seat.leftAt() != null || seat.number() != number(lastIn))) {
                reportTheirs(Violation.Kind.LOST, "told that they attend, and it is kept that " + seat);
            }
            if (lastOut != null
                    && attends.stream()
                            .noneMatch(attend ->
                                    attend.mayTakeEffect() && (attend.lingers() || attend.ended() > lastOut.invoked()))
                    && (seat == null || seat.leftAt() == null)) {
                reportTheirs(Violation.Kind.LOST, "told that they left, and it is kept that " + seat);
            }
        }

        private static @Nullable Attempt last(List<Attempt> attempts) {
            return attempts.stream()
                    .filter(Attempt::isOk)
                    .reduce((_, later) -> later)
                    .orElse(null);
        }

        private static boolean mayHaveComeBetween(Attempt one, Attempt other, List<Attempt> others) {
            return others.stream()
                    .filter(Attempt::mayTakeEffect)
                    .anyMatch(between -> between.invoked() < other.ended()
                            && (between.lingers() || between.ended() > one.invoked()));
        }

        private void reportTheirs(Violation.Kind kind, String what) {
            report(kind, what, theirs, happened);
        }
    }

    private void report(Violation.Kind kind, String what, List<Attempt> asked, List<Happened> happened) {
        var lines = Stream.concat(
                        asked.stream().map(this::line), happened.stream().map(Checker::line))
                .limit(MOST_LINES)
                .collect(Collectors.joining("\n"));
        violations.add(new Violation(kind, what, lines));
    }

    private String line(Attempt attempt) {
        return "%6d–%6d ms #%d %s %s by %s through %s: %s"
                .formatted(
                        Duration.ofNanos(attempt.invoked() - start).toMillis(),
                        Duration.ofNanos(attempt.ended() - start).toMillis(),
                        attempt.operation(),
                        attempt.kind(),
                        attempt.lecture(),
                        attempt.user(),
                        attempt.instance(),
                        attempt.outcome());
    }

    private static String line(Happened happened) {
        return "kept: " + happened;
    }

    private static List<Attempt> of(List<Happened> happened, List<Attempt> asked) {
        return happened.stream()
                .flatMap(event -> by(event.student(), asked).stream())
                .toList();
    }

    private static List<Attempt> by(String student, List<Attempt> asked) {
        return asked.stream().filter(attempt -> attempt.user().equals(student)).toList();
    }

    private static List<Happened> of(String student, Kept kept) {
        return kept.events().stream()
                .filter(happened -> happened.student().equals(student))
                .toList();
    }

    private static Predicate<Happened> isA(String type) {
        return happened -> happened.type().equals(type);
    }

    private static int number(Attempt attempt) {
        return attempt.outcome() instanceof Outcome.Ok(var _, int number, var _) ? number : 0;
    }
}
