package lectern.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import lectern.application.Race;
import lectern.application.Some;
import lectern.application.port.LectureLine.Fate;
import lectern.application.port.LectureLine.Joined;
import lectern.application.port.LectureLine.Room;
import lectern.application.port.LectureLine.Settled;
import lectern.application.port.LectureLine.Settlement;
import lectern.domain.Capacity;
import lectern.domain.Decision;
import lectern.domain.LectureClosed;
import lectern.domain.LectureId;
import lectern.domain.Rejection;
import lectern.domain.Request;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import lectern.domain.StudentLeft;
import lectern.domain.Teacher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every {@link LectureLine} guarantees, over any number of instances. */
public abstract class LectureLineContract {

    /** How many tickets a line has to hold at most in this suite. */
    protected static final int IN_LINE = 30;

    /** How many tickets a batch has to have at most in this suite. */
    protected static final int IN_BATCH = 10;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration NO_PATIENCE = Duration.ofMillis(-1);

    private final LectureId lecture = Some.id();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicInteger nonces = new AtomicInteger();

    private LectureLine here;
    private LectureLine there;
    private final Ears hereHeard = new Ears();
    private final Ears thereHeard = new Ears();

    /** The same lines, as an instance of this name reaches them. Their limits are those of this suite. */
    protected abstract LectureLine connect(String instance);

    /** Everything in the lines is lost. */
    protected abstract void wipe();

    /** A ticket joins that no instance can read: what stands before its content is as of any other. */
    protected abstract void joinUnreadable(LectureId lecture, Ticket.Id id, Duration patience);

    /** The lease of the turn at this lecture runs out now. */
    protected abstract void leaseRunsOut(LectureId lecture);

    /** That every seat is taken at this lecture is forgotten now. */
    protected abstract void hintRunsOut(LectureId lecture);

    @BeforeEach
    void connectTwoInstances() {
        here = connect("here-" + UUID.randomUUID());
        there = connect("there-" + UUID.randomUUID());
        here.listen(hereHeard);
        there.listen(thereHeard);
    }

    @Nested
    class Joining {

        @Test
        void takesTheTurnWhenItIsFree() {
            var ticket = attend(here);

            var joined = here.join(lecture, nonce(), List.of(ticket), List.of());

            assertThat(ids(joined)).containsExactly(ticket.id());
            assertThat(joined.refused()).isEmpty();
            assertThat(joined.vanished()).isEmpty();
        }

        @Test
        void doesNotTakeTheTurnWhenAnotherHasIt() {
            var first = taken(here, attend(here));

            var joined = there.join(lecture, nonce(), List.of(attend(there)), List.of());

            assertThat(first.batch().entries()).hasSize(1);
            assertThat(joined.batch()).isEmpty();
        }

        @Test
        void doesNotTakeTheTurnAtAnEmptyLine() {
            assertThat(here.join(lecture, nonce(), List.of(), List.of()).batch())
                    .isEmpty();
            assertThat(ids(there.join(lecture, nonce(), List.of(attend(there)), List.of())))
                    .hasSize(1);
        }

        @Test
        void keepsTheOrderInWhichTicketsOfAllInstancesJoined() {
            var blocking = taken(here, leave(here));
            var inOrder = new ArrayList<Ticket.Id>();
            for (int i = 0; i < 3; i++) {
                for (var instance : List.of(there, here)) {
                    var tickets = List.of(attend(instance), attend(instance));
                    tickets.forEach(ticket -> inOrder.add(ticket.id()));
                    assertThat(instance.join(lecture, nonce(), tickets, List.of())
                                    .batch())
                            .isEmpty();
                }
            }
            inOrder.subList(10, 12).clear();

            assertThat(ids(settle(here, blocking))).containsExactlyElementsOf(inOrder);
        }

        @Test
        void givesEachTicketALaterTimeThanTheOneBefore() {
            var turn = taken(
                    here, Stream.generate(() -> attend(here)).limit(IN_BATCH).toArray(Ticket[]::new));

            assertThat(turn.batch().entries())
                    .extracting(entry -> due(entry).joinedAt())
                    .isSortedAccordingTo(Instant::compareTo)
                    .doesNotHaveDuplicates();
        }

        @Test
        void leavesAKnownTicketWhereItIs() {
            var first = attend(here);
            var turn = taken(here, first, attend(here));

            var again = here.join(lecture, turn.nonce(), List.of(first), List.of());

            assertThat(ids(again)).containsExactlyElementsOf(turn.ids());
        }

        @Test
        void tellsWhichWaitingTicketsAreNotInTheLine() {
            var turn = taken(here, attend(here));
            var gone = attend(here).id();

            var joined = here.join(
                    lecture, turn.nonce(), List.of(), List.of(turn.ids().getFirst(), gone));

            assertThat(joined.vanished()).containsExactly(gone);
        }

        @Test
        void isRefusedByALineAsLongAsItMayBe() {
            var turn = taken(here, leave(here));
            var tickets =
                    Stream.generate(() -> attend(there)).limit(IN_LINE + 1).toList();

            var joined = there.join(lecture, nonce(), tickets, List.of());

            assertThat(joined.refused())
                    .containsOnlyKeys(
                            tickets.get(IN_LINE - 1).id(), tickets.get(IN_LINE).id())
                    .containsValue(new Fate.LineFull());
            assertThat(ids(settle(here, turn))).hasSize(IN_BATCH);
        }

        @Test
        void givesTheTurnToOneOfTwenty() {
            var joined = Race.of(20, i -> {
                var instance = i % 2 == 0 ? here : there;
                return instance.join(lecture, nonce(), List.of(attend(instance)), List.of());
            });

            assertThat(joined).filteredOn(result -> result.batch().isPresent()).hasSize(1);
        }

        @Test
        void doesNotWaitForAnotherLecture() {
            var turn = taken(here, attend(here));
            var elsewhere = Some.id();

            var joined = here.join(elsewhere, nonce(), List.of(attend(here)), List.of());

            assertThat(joined.batch()).isPresent();
            assertThat(settle(here, turn).batch()).isEmpty();
        }
    }

    @Nested
    class ABatch {

        @Test
        void isOfAnyKindsInTheOrderOfTheLine() {
            var tickets = List.of(attend(here), leave(here), attend(here), close(here), leave(here));

            var turn = taken(here, tickets.toArray(Ticket[]::new));

            assertThat(turn.batch().entries())
                    .<Request<?>>extracting(entry -> due(entry).request())
                    .containsExactlyElementsOf(
                            tickets.stream().<Request<?>>map(Ticket::request).toList());
        }

        @Test
        void hasNoMoreTicketsThanItMay() {
            var turn = taken(
                    here,
                    Stream.generate(() -> attend(here)).limit(IN_BATCH + 1).toArray(Ticket[]::new));

            assertThat(turn.ids()).hasSize(IN_BATCH);
            assertThat(ids(settle(here, turn))).hasSize(1);
        }

        @Test
        void bringsEachRequestAsItWasSent() {
            var odd = new Student(Some.student().id());
            var requests = List.<Request<?>>of(
                    new Request.Attend(Student.of("수강생 \"7\" | \\ , 🎓 é")),
                    new Request.Leave(odd),
                    new Request.Close(Teacher.of("강사:1|2,3")));
            for (var request : requests) {
                var turn = taken(here, ticket(here, request, PATIENCE, false));

                assertThat(due(turn.batch().entries().getFirst()).request()).isEqualTo(request);
                assertThat(settle(here, turn).batch()).isEmpty();
            }
        }

        @Test
        void saysWhichTicketsAreOverdue() {
            var turn = taken(here, ticket(here, new Request.Attend(Some.student()), NO_PATIENCE, false), attend(here));

            assertThat(turn.batch().entries())
                    .hasExactlyElementsOfTypes(Batch.Entry.Overdue.class, Batch.Entry.Due.class);
        }
    }

    @Nested
    class ATicketThatCannotBeRead {

        private final Ticket.Id unreadable = new Ticket.Id("newer", 1, 1);

        @Test
        void endsTheBatchBeforeIt() {
            var first = attend(here);
            var turn = taken(here, first);
            joinUnreadable(lecture, unreadable, PATIENCE);

            var again = here.join(lecture, turn.nonce(), List.of(attend(here)), List.of());

            assertThat(ids(again)).containsExactly(first.id());
        }

        @Test
        void leavesTheTurnToBeGivenBackWhenItIsAtTheHead() {
            joinUnreadable(lecture, unreadable, PATIENCE);

            var turn = taken(here, attend(here));

            assertThat(turn.batch().isEmpty()).isTrue();
            assertThat(there.join(lecture, nonce(), List.of(), List.of()).batch())
                    .isEmpty();
            here.release(lecture, turn.nonce());
            assertThat(taken(there).batch().isEmpty()).isTrue();
        }

        @Test
        void comesToTheHeadWhenThoseBeforeItAreSettled() {
            var turn = taken(here, attend(here));
            joinUnreadable(lecture, unreadable, PATIENCE);

            assertThat(settle(here, turn, new Room.Some(), attend(here)).batch())
                    .map(Batch::isEmpty)
                    .hasValue(true);
        }

        @Test
        void isInTheLine() {
            joinUnreadable(lecture, unreadable, PATIENCE);

            assertThat(there.join(lecture, nonce(), List.of(), List.of(unreadable))
                            .vanished())
                    .isEmpty();
        }

        @Test
        void isHandedOutWhenItIsOverdueAndHoldsUpNobodyAnyMore() {
            joinUnreadable(lecture, unreadable, NO_PATIENCE);
            var behind = attend(here);

            var turn = taken(here, behind);

            assertThat(turn.batch().entries().getFirst()).isEqualTo(new Batch.Entry.Overdue(unreadable));
            assertThat(turn.ids()).containsExactly(unreadable, behind.id());
            assertThat(settle(here, turn).batch()).isEmpty();
        }

        @Test
        void isAnsweredToTheInstanceThatItIsOf() {
            var theirs = new Ticket.Id(there.instance(), 1, 1);
            joinUnreadable(lecture, theirs, NO_PATIENCE);

            assertThat(settle(here, taken(here)).batch()).isEmpty();

            await().untilAsserted(
                            () -> assertThat(thereHeard.answers).isEqualTo(Map.of(theirs, new Answer.Unserved())));
        }
    }

    @Nested
    class Settling {

        @Test
        void takesAnsweredTicketsOutOfTheLine() {
            var turn = taken(here, leave(here), attend(here));
            var riding = attend(here);

            var next = settle(here, turn, new Room.Some(), riding);

            assertThat(ids(next)).containsExactly(riding.id());
            assertThat(there.join(lecture, nonce(), List.of(), turn.ids()).vanished())
                    .containsExactlyInAnyOrderElementsOf(turn.ids());
        }

        @Test
        void leavesTheTicketsBehindThoseThatAreAnsweredWhereTheyAre() {
            var turn = taken(here, leave(here), attend(here), attend(here));

            var next = settle(here, turn.first(1));

            assertThat(ids(next)).containsExactlyElementsOf(turn.ids().subList(1, 3));
            assertThat(there.join(lecture, nonce(), List.of(), turn.ids()).vanished())
                    .containsExactly(turn.ids().getFirst());
        }

        @Test
        void givesTheTurnBackWhenTheLineIsEmpty() {
            var turn = taken(here, attend(here));

            assertThat(settle(here, turn).batch()).isEmpty();
            assertThat(there.join(lecture, nonce(), List.of(attend(there)), List.of())
                            .batch())
                    .isPresent();
        }

        @Test
        void holdsOnToTheTurnForTheNextBatch() {
            var turn = taken(here, leave(here), attend(here));

            assertThat(settle(here, turn.first(1)).batch()).isPresent();
            assertThat(there.join(lecture, nonce(), List.of(attend(there)), List.of())
                            .batch())
                    .isEmpty();
        }

        @Test
        void letsMoreTicketsJoinBehindThoseInTheLine() {
            var turn = taken(here, leave(here), attend(here));
            var riding = attend(here);

            var settled = settle(here, turn.first(1), new Room.Some(), riding);

            assertThat(ids(settled)).containsExactly(turn.ids().getLast(), riding.id());
        }

        @Test
        void sendsAnswersToTheInstancesThatTheyAreFor() {
            var own = attend(here);
            var theirs = List.of(attend(there), attend(there));
            var blocking = taken(here, leave(here));
            assertThat(there.join(lecture, nonce(), theirs, List.of()).batch()).isEmpty();
            assertThat(here.join(lecture, nonce(), List.of(own), List.of()).batch())
                    .isEmpty();
            var turn = new Turn(blocking.nonce(), batchOf(settle(here, blocking)));

            assertThat(settle(here, turn).batch()).isEmpty();

            await().untilAsserted(() -> assertThat(thereHeard.answers)
                    .containsOnlyKeys(theirs.get(0).id(), theirs.get(1).id()));
            assertThat(hereHeard.answers).isEmpty();
        }

        @Test
        void bringsEveryAnswerAsItWasGiven() {
            var student = Student.of("수강생 \"7\" | \\ , 🎓");
            var at = Some.TIME;
            var answers = List.<Answer>of(
                    new Answer.Unserved(),
                    decided(new Decision.Accepted<>(new StudentAttended(lecture, student, 100_000, at))),
                    decided(new Decision.Repeated<>(new StudentAttended(lecture, student, 7, at))),
                    decided(new Decision.Accepted<>(new StudentLeft(lecture, student, at))),
                    decided(new Decision.Repeated<>(new StudentLeft(lecture, student, at))),
                    decided(new Decision.Accepted<>(new LectureClosed(lecture, 99, at))),
                    decided(new Decision.Repeated<>(new LectureClosed(lecture, 0, at))),
                    decided(Decision.rejected(new Rejection.NotTheOwner())),
                    decided(Decision.rejected(new Rejection.NotInLecture())),
                    decided(Decision.rejected(new Rejection.LectureNotFound())),
                    decided(Decision.rejected(new Rejection.LectureFull(new Capacity(100_000)))),
                    decided(Decision.rejected(new Rejection.LectureNotStarted(at))),
                    decided(Decision.rejected(new Rejection.LectureWasClosed(at))));
            for (var answer : answers) {
                var blocking = taken(here, leave(here));
                var theirs = attend(there);
                assertThat(there.join(lecture, nonce(), List.of(theirs), List.of())
                                .batch())
                        .isEmpty();
                var turn = new Turn(blocking.nonce(), batchOf(settle(here, blocking)));

                assertThat(here.settle(lecture, turn.nonce(), turn.settlement(answer, new Room.Some()), List.of()))
                        .isInstanceOf(Settled.Done.class);

                await().untilAsserted(() -> assertThat(thereHeard.answers).containsEntry(theirs.id(), answer));
            }
        }

        @Test
        void countsForTheOwnerWhoseLeaseRanOutUnnoticed() {
            var turn = taken(here, leave(here), attend(here));

            leaseRunsOut(lecture);

            assertThat(settle(here, turn.first(1)).batch()).isPresent();
        }

        @Test
        void isRefusedWhenAnotherTookTheTurn() {
            var late = taken(here, attend(there), leave(here));
            leaseRunsOut(lecture);
            var successor = taken(there);
            var riding = attend(here);

            var settled = settled(here, late, new Room.Some(), riding);

            assertThat(settled).isEqualTo(new Settled.Refused());
            assertThat(successor.ids()).containsExactlyElementsOf(late.ids());
            assertThat(there.join(
                                    lecture,
                                    successor.nonce(),
                                    List.of(),
                                    List.of(riding.id(), late.ids().getFirst()))
                            .vanished())
                    .containsExactly(riding.id());
            assertThat(thereHeard.answers).isEmpty();
        }

        @Test
        void isRefusedWhenTheTurnWasGivenBack() {
            var turn = taken(here, attend(here));
            assertThat(settle(here, turn).batch()).isEmpty();

            assertThat(settled(here, turn, new Room.Some())).isEqualTo(new Settled.Refused());
        }
    }

    @Nested
    class OwningTheLine {

        @Test
        void letsTheOwnerLookAtTheHeadAgain() {
            var turn = taken(here, attend(here));

            var again = here.join(lecture, turn.nonce(), List.of(attend(here)), List.of());

            assertThat(ids(again)).hasSize(2).startsWith(turn.ids().getFirst());
        }

        @Test
        void endsWhenAnotherTakesTheTurn() {
            var late = taken(here, attend(here));
            leaseRunsOut(lecture);
            var successor = taken(there);

            assertThat(successor.ids()).containsExactlyElementsOf(late.ids());
            assertThat(here.join(lecture, late.nonce(), List.of(), List.of()).batch())
                    .isEmpty();
        }

        @Test
        void passesToTheNextWhenTheOwnerDies() {
            var dead = taken(here, attend(here));
            assertThat(there.join(lecture, nonce(), List.of(attend(there)), List.of())
                            .batch())
                    .isEmpty();

            leaseRunsOut(lecture);

            assertThat(taken(there).ids()).hasSize(2).startsWith(dead.ids().getFirst());
        }
    }

    @Nested
    class Releasing {

        @Test
        void givesTheTurnBackWithTheLineAsItIs() {
            var turn = taken(here, attend(here));

            here.release(lecture, turn.nonce());

            assertThat(taken(there).ids()).containsExactlyElementsOf(turn.ids());
        }

        @Test
        void wakesAnotherInstanceThatHasTicketsInTheLine() {
            var turn = taken(here, attend(here));
            assertThat(there.join(lecture, nonce(), List.of(attend(there)), List.of())
                            .batch())
                    .isEmpty();

            here.release(lecture, turn.nonce());

            await().untilAsserted(() -> assertThat(thereHeard.free).containsKey(lecture));
            assertThat(hereHeard.free).isEmpty();
        }

        @Test
        void doesNothingForOneWhoseTurnItIsNot() {
            var late = taken(here, attend(here));
            leaseRunsOut(lecture);
            var successor = taken(there);

            here.release(lecture, late.nonce());

            assertThat(settle(there, successor).batch()).isEmpty();
        }
    }

    @Nested
    class BeingWiped {

        @Test
        void losesTheTicketsAndSaysSo() {
            var turn = taken(here, attend(here));

            wipe();

            assertThat(here.join(lecture, nonce(), List.of(), turn.ids()).vanished())
                    .containsExactlyElementsOf(turn.ids());
        }

        @Test
        void refusesToSettleWhatWasTakenBefore() {
            var turn = taken(here, attend(here));

            wipe();

            assertThat(settled(here, turn, new Room.Some())).isEqualTo(new Settled.Refused());
        }

        @Test
        void letsTicketsBePutBack() {
            var lost = attend(here);
            assertThat(taken(here, lost).ids()).containsExactly(lost.id());
            wipe();
            var putBack = new Ticket(lost.id().next(), lost.request(), false, PATIENCE);

            var turn = taken(there, putBack);

            assertThat(turn.ids()).containsExactly(putBack.id());
        }
    }

    @Nested
    class AFullLecture {

        private final Capacity capacity = new Capacity(1);

        @Test
        void refusesAttendsWithoutATicket() {
            sayItIsFull();
            var ticket = attend(there);

            var joined = there.join(lecture, nonce(), List.of(ticket), List.of());

            assertThat(joined.refused()).isEqualTo(Map.of(ticket.id(), new Fate.Full(capacity)));
            assertThat(joined.batch()).isEmpty();
        }

        @Test
        void letsThoseInWhoInsist() {
            sayItIsFull();
            var insisting = ticket(there, new Request.Attend(Some.student()), PATIENCE, true);

            assertThat(taken(there, insisting).ids()).containsExactly(insisting.id());
        }

        @Test
        void letsOthersLeave() {
            sayItIsFull();
            var leaving = leave(there);

            assertThat(taken(there, leaving).ids()).containsExactly(leaving.id());
        }

        @Test
        void isForgottenWhenASeatIsFreed() {
            sayItIsFull();
            assertThat(settle(here, taken(here, leave(here))).batch()).isEmpty();

            assertThat(taken(there, attend(there)).ids()).hasSize(1);
        }

        @Test
        void isForgottenAfterAWhile() {
            sayItIsFull();

            hintRunsOut(lecture);

            assertThat(taken(there, attend(there)).ids()).hasSize(1);
        }

        @Test
        void isOfOneLectureOnly() {
            sayItIsFull();

            assertThat(there.join(Some.id(), nonce(), List.of(attend(there)), List.of())
                            .batch())
                    .isPresent();
        }

        private void sayItIsFull() {
            var turn = taken(here, attend(here));
            assertThat(settle(here, turn, new Room.None(capacity)).batch()).isEmpty();
        }
    }

    private record Turn(String nonce, Batch batch) {

        List<Ticket.Id> ids() {
            return batch.entries().stream().map(Batch.Entry::id).toList();
        }

        /** As much of it as is to be settled at first. */
        Turn first(int number) {
            return new Turn(nonce, new Batch(batch.entries().subList(0, number)));
        }

        Settlement settlement(Answer answer, Room room) {
            var answers = new LinkedHashMap<Ticket.Id, Answer>();
            ids().forEach(id -> answers.put(id, answer));
            return new Settlement(answers, room);
        }
    }

    /** What an instance was told. */
    private static final class Ears implements LectureLine.Listener {

        private final Map<Ticket.Id, Answer> answers = new ConcurrentHashMap<>();
        private final Map<LectureId, Boolean> free = new ConcurrentHashMap<>();

        @Override
        public void answered(LectureId lecture, Map<Ticket.Id, Answer> told) {
            answers.putAll(told);
        }

        @Override
        public void turnIsFree(LectureId lecture) {
            free.put(lecture, true);
        }
    }

    private String nonce() {
        return "nonce-" + nonces.incrementAndGet();
    }

    private Ticket attend(LectureLine instance) {
        return ticket(instance, new Request.Attend(Some.student()), PATIENCE, false);
    }

    private Ticket leave(LectureLine instance) {
        return ticket(instance, new Request.Leave(Some.student()), PATIENCE, false);
    }

    private Ticket close(LectureLine instance) {
        return ticket(instance, new Request.Close(Some.teacher()), PATIENCE, false);
    }

    private Ticket ticket(LectureLine instance, Request<?> request, Duration patience, boolean insists) {
        return new Ticket(new Ticket.Id(instance.instance(), numbers.incrementAndGet(), 1), request, insists, patience);
    }

    /** Joins, and has to get the turn by it. */
    private Turn taken(LectureLine instance, Ticket... tickets) {
        var nonce = nonce();
        var joined = instance.join(lecture, nonce, List.of(tickets), List.of());
        assertThat(joined.batch()).as("the turn").isPresent();
        return new Turn(nonce, joined.batch().orElseThrow());
    }

    private Settled.Done settle(LectureLine instance, Turn turn) {
        return settle(instance, turn, new Room.Some());
    }

    private Settled.Done settle(LectureLine instance, Turn turn, Room room, Ticket... riding) {
        var settled = settled(instance, turn, room, riding);
        assertThat(settled).isInstanceOf(Settled.Done.class);
        return (Settled.Done) settled;
    }

    private Settled settled(LectureLine instance, Turn turn, Room room, Ticket... riding) {
        return instance.settle(lecture, turn.nonce(), turn.settlement(new Answer.Unserved(), room), List.of(riding));
    }

    private static Batch.Entry.Due due(Batch.Entry entry) {
        assertThat(entry).isInstanceOf(Batch.Entry.Due.class);
        return (Batch.Entry.Due) entry;
    }

    private static Answer decided(Decision<?> decision) {
        return new Answer.Decided(decision);
    }

    private static Batch batchOf(Settled.Done settled) {
        return settled.batch().orElseThrow();
    }

    private static List<Ticket.Id> ids(Joined joined) {
        return ids(joined.batch());
    }

    private static List<Ticket.Id> ids(Settled.Done settled) {
        return ids(settled.batch());
    }

    private static List<Ticket.Id> ids(Optional<Batch> batch) {
        return batch.stream()
                .flatMap(b -> b.entries().stream())
                .map(Batch.Entry::id)
                .toList();
    }
}
