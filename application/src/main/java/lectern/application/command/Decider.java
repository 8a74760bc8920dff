package lectern.application.command;

import static lectern.domain.Decision.rejected;

import java.time.InstantSource;
import java.util.OptionalLong;
import lectern.application.line.Lines;
import lectern.application.line.Outcome;
import lectern.application.port.Change;
import lectern.application.port.Lectures;
import lectern.application.port.NotServed;
import lectern.domain.Capacity;
import lectern.domain.Decision;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.Rejection;
import lectern.domain.Request;

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

    /** @param version the lecture's version, if it was just read */
    <E extends LectureEvent> Decision<E> decide(LectureId id, OptionalLong version, Request<E> request) {
        var outcome = lines.await(id, version, request, false);
        return outcome instanceof Outcome.SaidToBeFull<E>(var capacity)
                ? full(id, version, request, capacity)
                : decisionOf(outcome, id, request);
    }

    /** Whoever is in already is never told "full": they are answered as they were the first time, in their turn. */
    private <E extends LectureEvent> Decision<E> full(
            LectureId id, OptionalLong version, Request<E> request, Capacity capacity) {
        return request.students().stream().anyMatch(student -> lectures.isIn(id, student))
                ? decisionOf(lines.await(id, version, request, true), id, request)
                : rejected(new Rejection.LectureFull(capacity));
    }

    private <E extends LectureEvent> Decision<E> decisionOf(Outcome<E> outcome, LectureId id, Request<E> request) {
        return switch (outcome) {
            case Outcome.Decided<E>(var decision) -> decision;
            case Outcome.NotJoined<E> _ -> straight(id, request);
            case Outcome.LineFull<E> _ -> throw new NotServed.LineFull("too many are waiting");
            case Outcome.Unserved<E> _ -> throw new NotServed.TryAgain("no answer before the deadline");
            case Outcome.SaidToBeFull<E>(var capacity) -> rejected(new Rejection.LectureFull(capacity));
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
