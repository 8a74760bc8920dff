package lectern.application.command;

import static lectern.domain.Decision.rejected;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import lectern.application.Recent;
import lectern.application.line.Lines;
import lectern.application.line.Outcome;
import lectern.application.port.Change;
import lectern.application.port.Lectures;
import lectern.application.port.Located;
import lectern.application.port.NotServed;
import lectern.application.port.Resolved;
import lectern.domain.Decision;
import lectern.domain.LectureCode;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.Rejection;
import lectern.domain.Request;
import lectern.domain.Student;
import lectern.domain.StudentAttended;

/**
 * Has requests decided by the lecture that they are about: when they come to their turn in its line, or straight in the store
 * while the line can't be reached.
 */
public final class Decider {

    /** For how long a code of a busy lecture is not looked up again. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final Lectures lectures;
    private final Lines lines;
    private final InstantSource clock;
    private final Recent<LectureCode, Located> resolved;

    public Decider(Lectures lectures, Lines lines, InstantSource clock) {
        this.lectures = lectures;
        this.lines = lines;
        this.clock = clock;
        this.resolved = new Recent<>(clock, MOMENT);
    }

    /** Has a student attend the lecture that the code resolves to. */
    Decision<StudentAttended> attend(LectureCode code, Student student) {
        return resolved.find(code)
                .map(Recent.Found::what)
                // Where nobody waits, the first to come needs the version as it is now.
                .filter(lecture -> lines.isBusyWith(lecture.id()))
                .flatMap(lecture -> attendAsResolved(code, lecture, student))
                .orElseGet(() -> resolveAndAttend(code, student));
    }

    /**
     * Has it decided by the lecture that the code resolved to a moment ago. If the decision may be due to its having been closed, the
     * code is looked up after all. Empty if it is said to be full: then the student has to be looked up.
     */
    private Optional<Decision<StudentAttended>> attendAsResolved(LectureCode code, Located lecture, Student student) {
        var request = new Request.Attend(student);
        var outcome = lines.await(lecture.id(), OptionalLong.of(lecture.version()), request, false);
        if (outcome instanceof Outcome.SaidToBeFull) {
            return Optional.empty();
        }
        var decision = decisionOf(outcome, lecture.id(), request);
        if (stands(decision) || lectures.resolve(code, student).isPresent()) {
            return Optional.of(decision);
        }
        resolved.forget(code);
        return Optional.of(rejected(new Rejection.LectureNotFound()));
    }

    private static boolean stands(Decision<StudentAttended> decision) {
        return switch (decision) {
            case Decision.Accepted<StudentAttended> _ -> true;
            // It may be this very attend, decided once more since its answer was lost: then it has a seat.
            case Decision.Repeated<StudentAttended> _ -> true;
            case Decision.Rejected<StudentAttended>(var why) ->
                why instanceof Rejection.LectureFull || why instanceof Rejection.LectureNotStarted;
        };
    }

    private Decision<StudentAttended> resolveAndAttend(LectureCode code, Student student) {
        long before = lines.mark();
        var found = lectures.resolve(code, student);
        found.ifPresent(it -> resolved.remember(code, it.lecture()));
        return found.map(it -> attend(it, before, new Request.Attend(student)))
                .orElseGet(() -> rejected(new Rejection.LectureNotFound()));
    }

    /**
     * Whoever is in already is never told "full": they are answered as they were the first time, in their turn.
     *
     * @param before a mark from before the lecture was found
     */
    private Decision<StudentAttended> attend(Resolved found, long before, Request.Attend request) {
        var id = found.lecture().id();
        var version = OptionalLong.of(found.lecture().version());
        var outcome = lines.await(id, version, request, found.attends());
        if (outcome instanceof Outcome.SaidToBeFull<StudentAttended> full && full.since() > before) {
            // It may be theirs, the last seat, by another request that they sent at the same time.
            outcome = lines.await(id, version, request, true);
        }
        return decisionOf(outcome, id, request);
    }

    /** Has a request decided that asks for no seat. */
    <E extends LectureEvent> Decision<E> decide(LectureId id, Request<E> request) {
        return decisionOf(lines.await(id, OptionalLong.empty(), request, false), id, request);
    }

    private <E extends LectureEvent> Decision<E> decisionOf(Outcome<E> outcome, LectureId id, Request<E> request) {
        return switch (outcome) {
            case Outcome.Decided<E>(var decision) -> decision;
            case Outcome.NotJoined<E> _ -> straight(id, request);
            case Outcome.LineFull<E> _ -> throw new NotServed.LineFull("too many are waiting");
            case Outcome.Unserved<E> _ -> throw new NotServed.TryAgain("no answer before the deadline");
            case Outcome.SaidToBeFull<E> full -> rejected(new Rejection.LectureFull(full.capacity()));
        };
    }

    private <E extends LectureEvent> Decision<E> straight(LectureId id, Request<E> request) {
        Change<Decision<E>> change = lectures.change(
                id,
                OptionalLong.empty(),
                request.students(),
                // The time is asked for inside, so that it follows the order in which the store lets requests in.
                lecture -> request.decide(lecture, clock.instant()));
        return switch (change) {
            case Change.Done<Decision<E>> done -> done.result();
            case Change.Missing<Decision<E>> _ -> rejected(new Rejection.LectureNotFound());
            case Change.Stale<Decision<E>> _ ->
                throw new IllegalStateException("stale, though no version was expected");
        };
    }
}
