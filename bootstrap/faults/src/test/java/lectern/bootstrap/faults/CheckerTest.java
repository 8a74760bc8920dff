package lectern.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lectern.bootstrap.faults.Attempt.Kind;
import lectern.bootstrap.faults.Attempt.Outcome;
import lectern.bootstrap.faults.Truth.Happened;
import lectern.bootstrap.faults.Truth.Kept;
import lectern.bootstrap.faults.Truth.Seat;
import lectern.bootstrap.faults.Truth.Viewed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Histories that are forged, one for each way in which a promise may be broken: the checker has to see it, and nothing else. */
class CheckerTest {

    private static final String LECTURE = "lecture";
    private static final Instant AT = Instant.parse("2026-01-01T10:00:00Z");

    private final History history = new History();
    private final List<Happened> events = new ArrayList<>();
    private int capacity = 2;
    private long now = 1;
    private long operations;

    @Test
    void findsNothingWhereNothingIsWrong() {
        attended("kim", 1);
        told("kim", 201, 1);
        told("kim", 200, 1);
        attended("lee", 2);
        ask(Kind.ATTEND, "lee", new Outcome.Unknown("reset"));
        repeat(Kind.ATTEND, "lee", attendedAs(200, 2));
        ask(Kind.ATTEND, "choi", new Outcome.Refused("LECTURE_FULL"));
        left("kim");
        ask(Kind.LEAVE, "kim", new Outcome.Ok(200, 0, AT.toString()));
        happened("LectureClosed", "", 0);
        ask(Kind.CLOSE, "teacher", new Outcome.Ok(200, 0, "2"));

        var verdict = verdict();

        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.operations()).isEqualTo(6);
        assertThat(verdict.acknowledged()).isEqualTo(3);
    }

    @Test
    void letsARequestTakeEffectThatWasNotAnswered() {
        ask(Kind.ATTEND, "kim", new Outcome.Busy("TRY_AGAIN"));
        repeat(Kind.ATTEND, "kim", attendedAs(201, 1));
        attended("kim", 1);
        ask(Kind.LEAVE, "kim", new Outcome.Ok(200, 0, AT.toString()));
        left("kim");
        attended("kim", 2);

        assertThat(verdict().violations()).isEmpty();
    }

    @Test
    void seesAnAcknowledgedAttendanceThatIsNotKept() {
        told("kim", 201, 1);

        assertThatItSees(Violation.Kind.LOST, "told number 1, which is not kept");
    }

    @Test
    void seesThatSomebodyIsOutWhoNeverLeft() {
        attended("kim", 1);
        told("kim", 201, 1);
        left("kim");

        assertThatItSees(Violation.Kind.LOST, "told that they attend");
    }

    @Test
    void seesThatSomebodyIsInWhoWasToldThatTheyLeft() {
        attended("kim", 1);
        told("kim", 201, 1);
        ask(Kind.LEAVE, "kim", new Outcome.Ok(200, 0, AT.toString()));

        assertThatItSees(Violation.Kind.LOST, "told that they left");
    }

    @Test
    void seesALectureThatIsGone() {
        told("kim", 201, 1);

        var verdict = Checker.check(history, new Truth(Map.of()));

        assertThat(verdict.violations()).extracting(Violation::kind).containsExactly(Violation.Kind.LOST);
    }

    @Test
    void seesARepeatThatIsAnsweredOtherwise() {
        attended("kim", 1);
        told("kim", 201, 1);
        left("kim");
        attended("kim", 2);
        told("kim", 200, 2);

        assertThatItSees(Violation.Kind.DIVERGED, "the same request, answered otherwise");
    }

    @Test
    void seesThatSomebodyIsRefusedWhoIsIn() {
        capacity = 1;
        attended("kim", 1);
        told("kim", 201, 1);
        ask(Kind.ATTEND, "kim", new Outcome.Refused("LECTURE_FULL"));

        assertThatItSees(Violation.Kind.DIVERGED, "in, and refused");
    }

    @Test
    void seesThatSomebodyIsNotLetLeaveWhoIsIn() {
        attended("kim", 1);
        told("kim", 201, 1);
        ask(Kind.LEAVE, "kim", new Outcome.Refused("NOT_IN_LECTURE"));

        assertThatItSees(Violation.Kind.DIVERGED, "in, and refused");
    }

    @Test
    void seesThatSomebodyIsRefusedWhoHasLeft() {
        attended("kim", 1);
        told("kim", 201, 1);
        left("kim");
        ask(Kind.LEAVE, "kim", new Outcome.Ok(200, 0, AT.toString()));
        ask(Kind.LEAVE, "kim", new Outcome.Refused("NOT_IN_LECTURE"));

        assertThatItSees(Violation.Kind.DIVERGED, "out, and refused");
    }

    @Test
    void letsWhoIsInBeToldThatItIsClosed() {
        attended("kim", 1);
        told("kim", 201, 1);
        happened("LectureClosed", "", 0);
        ask(Kind.CLOSE, "teacher", new Outcome.Ok(200, 0, "1"));
        ask(Kind.ATTEND, "kim", new Outcome.Refused("LECTURE_CLOSED"));
        ask(Kind.LEAVE, "kim", new Outcome.Refused("LECTURE_CLOSED"));

        assertThat(verdict().violations()).isEmpty();
    }

    @Test
    void seesARefusalAsFullOfALectureThatNeverWas() {
        attended("kim", 1);
        told("kim", 201, 1);
        ask(Kind.ATTEND, "lee", new Outcome.Refused("LECTURE_FULL"));

        assertThatItSees(Violation.Kind.DIVERGED, "refused with LECTURE_FULL, without a reason");
    }

    @Test
    void seesARefusalAsClosedBeforeTheClose() {
        ask(Kind.ATTEND, "kim", new Outcome.Refused("LECTURE_CLOSED"));
        happened("LectureClosed", "", 0);
        ask(Kind.CLOSE, "teacher", new Outcome.Ok(200, 0, "0"));

        assertThatItSees(Violation.Kind.DIVERGED, "refused with LECTURE_CLOSED, without a reason");
    }

    @Test
    void seesARefusalThatIsNoneOfItsKind() {
        ask(Kind.ATTEND, "kim", new Outcome.Refused("NOT_A_STUDENT"));

        assertThatItSees(Violation.Kind.DIVERGED, "refused with NOT_A_STUDENT, without a reason");
    }

    @Test
    void seesACloseThatIsRefusedOnceItIsDone() {
        happened("LectureClosed", "", 0);
        ask(Kind.CLOSE, "teacher", new Outcome.Ok(200, 0, "0"));
        repeat(Kind.CLOSE, "teacher", new Outcome.Refused("NOT_THE_OWNER"));

        assertThat(verdict().violations())
                .extracting(Violation::what)
                .containsExactly("done, and refused later", "refused with NOT_THE_OWNER, without a reason");
    }

    @Test
    void seesATeacherWhoMayNotOpen() {
        ask(Kind.OPEN, "teacher", new Outcome.Refused("LECTURE_ALREADY_OPEN"));

        assertThatItSees(Violation.Kind.DIVERGED, "not let open a lecture");
    }

    @Test
    void seesTheSameAttendanceToldToBeNewTwice() {
        attended("kim", 1);
        told("kim", 201, 1);
        told("kim", 201, 1);

        assertThatItSees(Violation.Kind.DIVERGED, "number 1 was new twice");
    }

    @Test
    void seesClosesThatAreAnsweredOtherwise() {
        happened("LectureClosed", "", 0);
        ask(Kind.CLOSE, "teacher", new Outcome.Ok(200, 0, "0"));
        ask(Kind.CLOSE, "teacher", new Outcome.Ok(200, 0, "1"));

        assertThatItSees(Violation.Kind.DIVERGED, "the same request, answered otherwise");
    }

    @Test
    void seesOpensThatAreAnsweredOtherwise() {
        ask(Kind.OPEN, "teacher", new Outcome.Ok(201, 0, "one"));
        repeat(Kind.OPEN, "teacher", new Outcome.Ok(201, 0, "another"));

        assertThatItSees(Violation.Kind.DIVERGED, "the same request, answered otherwise");
    }

    @Test
    void seesSomethingThatHappensAfterTheClose() {
        happened("LectureClosed", "", 0);
        ask(Kind.CLOSE, "teacher", new Outcome.Ok(200, 0, "0"));
        attended("kim", 1);
        told("kim", 201, 1);

        assertThatItSees(Violation.Kind.DIVERGED, "after it was closed");
    }

    @Test
    void seesARecordThatDoesNotFollowFromTheEvents() {
        attended("kim", 1);
        told("kim", 201, 1);
        var kept = kept();

        assertThatItSees(
                new Kept(2, 1, 1, 1, null, Map.of("kim", new Seat(1, AT.plusSeconds(1), null)), events, kept.viewed()),
                Violation.Kind.DIVERGED,
                "the record says");
    }

    @Test
    void seesAViewThatDoesNotFollowFromTheEvents() {
        attended("kim", 1);
        told("kim", 201, 1);
        var kept = kept();

        assertThatItSees(
                new Kept(2, 1, 1, 1, null, kept.record(), events, new Viewed(0, null, kept.record())),
                Violation.Kind.DIVERGED,
                "the view: attending 0");
        assertThatItSees(new Kept(2, 1, 1, 1, null, kept.record(), events, null), Violation.Kind.DIVERGED, "no view");
    }

    @Test
    void seesMoreStudentsThanSeats() {
        capacity = 1;
        attended("kim", 1);
        told("kim", 201, 1);
        attended("lee", 2);
        told("lee", 201, 2);

        assertThat(verdict().violations())
                .isNotEmpty()
                .allSatisfy(violation -> assertThat(violation.kind()).isEqualTo(Violation.Kind.OVERBOOKED));
    }

    @Test
    void seesANumberThatIsLeftOut() {
        attended("kim", 1);
        told("kim", 201, 1);
        attended("lee", 3);
        told("lee", 201, 3);

        assertThatItSees(Violation.Kind.OVERBOOKED, "2 numbers were given, the last one is said to be 3");
    }

    @Test
    void seesANumberThatIsGivenTwice() {
        attended("kim", 1);
        told("kim", 201, 1);
        attended("lee", 1);
        told("lee", 201, 1);

        assertThatItSees(Violation.Kind.OVERBOOKED, "2 numbers were given, the last one is said to be 1");
    }

    @Test
    void seesASeatForWhoWasToldThatItIsFull() {
        capacity = 1;
        ask(Kind.ATTEND, "kim", new Outcome.Refused("LECTURE_FULL"));
        attended("kim", 1);

        assertThatItSees(Violation.Kind.SEATED_THOUGH_REFUSED, "kim got 1 seats by 0 requests");
    }

    @Test
    void seesASeatThatNobodyAskedFor() {
        capacity = 1;
        ask(Kind.ATTEND, "lee", new Outcome.Refused("LECTURE_FULL"));
        attended("kim", 1);

        assertThatItSees(Violation.Kind.SEATED_THOUGH_REFUSED, "kim got 1 seats by 0 requests");
    }

    @Test
    void seesSilence() {
        ask(Kind.ATTEND, "kim", new Outcome.Silence());
        repeat(Kind.ATTEND, "kim", attendedAs(201, 1));
        attended("kim", 1);

        assertThatItSees(Violation.Kind.UNANSWERED, "silence");
    }

    @Test
    void seesWhatIsNeverAnswered() {
        ask(Kind.ATTEND, "kim", new Outcome.Unknown("reset"));
        repeat(Kind.ATTEND, "kim", new Outcome.Busy("TRY_AGAIN"));

        assertThatItSees(Violation.Kind.UNANSWERED, "no answer, however often it was asked");
    }

    @Test
    void seesNumbersAgainstTheOrderOfAsking() {
        told("kim", 201, 2);
        told("lee", 201, 1);
        attended("lee", 1);
        attended("kim", 2);

        assertThatItSees(Violation.Kind.OUT_OF_ORDER, "the number of who asked later is smaller");
    }

    @Test
    void seesAnAnswerThatIsNotInTheContract() {
        capacity = 1;
        attended("lee", 1);
        told("lee", 201, 1);
        ask(Kind.ATTEND, "kim", new Outcome.Wrong(500, "INTERNAL_ERROR"));
        repeat(Kind.ATTEND, "kim", new Outcome.Refused("LECTURE_FULL"));

        assertThatItSees(Violation.Kind.WRONG_ANSWER, "not in the contract");
    }

    @Test
    void showsNoMoreThanWhoItIsAbout() {
        attended("kim", 1);
        told("kim", 201, 1);
        told("lee", 201, 2);

        assertThat(verdict().violations())
                .singleElement()
                .satisfies(violation ->
                        assertThat(violation.excerpt()).contains("lee").doesNotContain("kim"));
    }

    private void told(String student, int status, int number) {
        ask(Kind.ATTEND, student, attendedAs(status, number));
    }

    private static Outcome attendedAs(int status, int number) {
        return new Outcome.Ok(status, number, "number " + number);
    }

    private void ask(Kind kind, String user, Outcome outcome) {
        operations++;
        repeat(kind, user, outcome);
    }

    private void repeat(Kind kind, String user, Outcome outcome) {
        now += Duration.ofMillis(10).toNanos();
        history.add(new Attempt(operations, kind, "A", 0, LECTURE, user, now, now + 1, outcome));
    }

    private void attended(String student, int number) {
        happened("StudentAttended", student, number);
    }

    private void left(String student) {
        happened("StudentLeft", student, 0);
    }

    private void happened(String type, String student, int number) {
        events.add(new Happened(type, AT, student, number));
    }

    /** As it follows from the events. */
    private Kept kept() {
        var seats = new HashMap<String, Seat>();
        int lastNumber = 0;
        Instant closedAt = null;
        for (var event : events) {
            switch (event.type()) {
                case "StudentAttended" -> {
                    seats.put(event.student(), new Seat(event.number(), event.at(), null));
                    lastNumber = event.number();
                }
                case "StudentLeft" ->
                    seats.computeIfPresent(
                            event.student(), (_, seat) -> new Seat(seat.number(), seat.attendedAt(), event.at()));
                default -> closedAt = event.at();
            }
        }
        int attending = (int)
                seats.values().stream().filter(seat -> seat.leftAt() == null).count();
        return new Kept(
                capacity,
                attending,
                lastNumber,
                seats.size(),
                closedAt,
                seats,
                events,
                new Viewed(attending, closedAt, seats));
    }

    private Verdict verdict() {
        return verdict(kept());
    }

    private Verdict verdict(Kept kept) {
        return Checker.check(history, new Truth(Map.of(LECTURE, kept)));
    }

    private void assertThatItSees(Violation.Kind kind, String what) {
        assertThatItSees(null, kind, what);
    }

    private void assertThatItSees(@Nullable Kept kept, Violation.Kind kind, String what) {
        assertThat(verdict(kept == null ? kept() : kept).violations())
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.kind()).isEqualTo(kind);
                    assertThat(violation.what()).contains(what);
                });
    }
}
