package lectern.application.command;

import static lectern.domain.Decision.rejected;

import java.time.InstantSource;
import java.util.OptionalLong;
import lectern.application.line.Lines;
import lectern.application.line.Outcome;
import lectern.application.port.Change;
import lectern.application.port.Lectures;
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

    private final Lectures lectures;
    private final Lines lines;
    private final InstantSource clock;

    public Decider(Lectures lectures, Lines lines, InstantSource clock) {
        this.lectures = lectures;
        this.lines = lines;
        this.clock = clock;
    }

    /** Has a student attend the lecture that the code resolves to. */
    Decision<StudentAttended> attend(LectureCode code, Student student) {
        long before = lines.mark();
        return lectures.resolve(code, student)
                .map(found -> attend(found, before, new Request.Attend(student)))
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
