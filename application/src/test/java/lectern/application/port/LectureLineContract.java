package lectern.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lectern.application.Race;
import lectern.application.Samples;
import lectern.application.Some;
import lectern.application.port.Batch.Entry;
import lectern.application.port.LectureLine.Settled;
import lectern.application.port.LectureLine.Unreachable;
import lectern.domain.AttendLecture;
import lectern.domain.Decision;
import lectern.domain.LectureCommand;
import lectern.domain.LectureId;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link LectureLine} guarantees, over any number of instances. */
@Timeout(120)
public abstract class LectureLineContract {

    /** How many tickets a line has to hold at most in this suite. */
    protected static final int IN_LINE = 600;

    /** How many tickets a batch has to have at most in this suite. */
    protected static final int IN_BATCH = 500;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration NO_PATIENCE = Duration.ofMillis(-1);
    private static final Duration LONG_LEASE = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration OUTAGE = Duration.ofSeconds(60);

    private final LectureId lecture = Some.id();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicInteger nonces = new AtomicInteger();
    private final Inbox inboxHere = new Inbox();
    private final Inbox inboxThere = new Inbox();
    private LectureLine here;
    private LectureLine there;

    /**
     * The same lines, as an instance of this name reaches them. They hold {@link #IN_LINE} tickets, and hand out {@link #IN_BATCH}. Returns when they can be
     * reached.
     *
     * @param lease how long a turn lasts that this instance takes
     */
    protected abstract LectureLine connect(String instance, Duration lease);

    /** Everything in the lines is lost. */
    protected abstract void wipe();

    /** The lease of the turn at this lecture runs out now. */
    protected abstract void expireTurn(LectureId lecture);

    /** Puts a ticket at the end of the line that no instance here can read: its content is of a newer release. */
    protected abstract void addUnreadable(LectureId lecture, Ticket.Id id, Duration patience);

    /** The servers that keep the lines stop answering, though they can be connected to. Calls {@link #impossible()} where there are none. */
    protected abstract void freeze();

    /** They go on after {@link #freeze}, with all that they were sent meanwhile. */
    protected abstract void thaw();

    /** They end at once. Calls {@link #impossible()} where there are none. */
    protected abstract void kill();

    /** They start again after {@link #kill}, at the same address. */
    protected abstract void restart();

    /** Ends a test that this adapter has no means for. */
    protected static void impossible() {
        Assumptions.abort("not possible with this adapter");
    }

    @BeforeEach
    void connectTwoInstances() {
        here = connect("here-" + UUID.randomUUID(), LONG_LEASE);
        there = connect("there-" + UUID.randomUUID(), LONG_LEASE);
        here.listen(inboxHere);
        there.listen(inboxThere);
    }

    @Nested
    class Joining {

        @Test
        void takesTheTurnWhenItIsFree() {
            var ticket = attend(here);

            var joined = here.join(lecture, nonce(), List.of(ticket), List.of());

            assertThat(ids(joined.batch())).containsExactly(ticket.id());
            assertThat(joined.refused()).isEmpty();
            assertThat(joined.vanished()).isEmpty();
        }

        @Test
        void doesNotTakeTheTurnWhenAnotherHasIt() {
            var turn = take(here, attend(here));

            assertThat(joins(there, attend(there))).isEmpty();
            assertThat(turn.ids()).hasSize(1);
        }

        @Test
        void doesNotTakeTheTurnAtAnEmptyLine() {
            assertThat(joins(here)).isEmpty();
            assertThat(take(there, attend(there)).ids()).hasSize(1);
        }

        @Test
        void keepsTheOrderInWhichTicketsOfAllInstancesJoined() {
            var turn = take(here, attend(here));
            var inOrder = new ArrayList<Ticket.Id>();
            for (int i = 0; i < 3; i++) {
                for (var instance : List.of(there, here)) {
                    var tickets = List.of(attend(instance), attend(instance));
                    tickets.forEach(ticket -> inOrder.add(ticket.id()));
                    assertThat(joins(instance, tickets.toArray(Ticket[]::new))).isEmpty();
                }
            }

            assertThat(turn.settleAll()).containsExactlyElementsOf(inOrder);
        }

        @Test
        void givesEachTicketALaterTimeThanTheOneBefore() {
            var turn = take(here, attends(here, IN_BATCH / 2));
            assertThat(joins(there, attends(there, 2))).isEmpty();
            assertThat(joins(here, attends(here, 2))).isEmpty();

            assertThat(turn.look().batch().entries())
                    .hasSize(IN_BATCH / 2 + 4)
                    .extracting(entry -> ((Entry.Due) entry).joinedAt())
                    .isSortedAccordingTo(Instant::compareTo)
                    .doesNotHaveDuplicates();
        }

        @Test
        void leavesAKnownTicketWhereItIs() {
            var known = attend(here);
            var turn = take(here, known, attend(here));

            assertThat(turn.look(known).ids()).containsExactlyElementsOf(turn.ids());
        }

        @Test
        void leavesTheTimeOfAKnownTicketAsItIs() {
            var known = attend(here);
            var turn = take(here, known);

            assertThat(turn.look(known).batch()).isEqualTo(turn.batch());
        }

        @Test
        void tellsWhichWaitingTicketsAreNotInTheLine() {
            var turn = take(here, attend(here));
            var gone = attend(here).id();

            var joined = here.join(
                    lecture, turn.nonce(), List.of(), List.of(turn.ids().getFirst(), gone));

            assertThat(joined.vanished()).containsExactly(gone);
        }

        @Test
        void tellsATicketThatWasPutBackFromItsFirstAttempt() {
            var first = attend(here);
            var turn = take(here, first);
            var second = new Ticket(first.id().next(), first.command(), PATIENCE);

            assertThat(turn.look(second).ids()).containsExactly(first.id(), second.id());
        }

        @Test
        void isRefusedByALineAsLongAsItMayBe() {
            var turn = take(here, attend(here));
            var tickets = attends(there, IN_LINE + 1);

            var joined = there.join(lecture, nonce(), List.of(tickets), List.of());

            assertThat(joined.refused()).containsExactlyInAnyOrder(tickets[IN_LINE - 1].id(), tickets[IN_LINE].id());
            var last = turn.settle(turn.ids(), attend(here), attend(here));
            assertThat(last.refused()).hasSize(1);
            assertThat(ids(last.batch())).containsExactlyElementsOf(ids(tickets).subList(0, IN_BATCH));
        }

        @Test
        void givesTheTurnToOneOfTwenty() {
            var batches = Race.of(20, i -> {
                var instance = i % 2 == 0 ? here : there;
                return instance.join(lecture, nonce(), List.of(attend(instance)), List.of())
                        .batch();
            });

            assertThat(batches).filteredOn(Optional::isPresent).hasSize(1);
        }

        @Test
        void doesNotWaitForAnotherLecture() {
            var turn = take(here, attend(here));

            var joined = there.join(Some.id(), nonce(), List.of(attend(there)), List.of());

            assertThat(joined.batch()).isPresent();
            assertThat(turn.settleAll()).isEmpty();
        }
    }

    @Nested
    class ABatch {

        @Test
        void bringsEachCommandAsItWasSentInTheOrderOfTheLine() {
            var commands = Samples.commands(Some.teacher()).toList();

            var turn = take(
                    here,
                    commands.stream()
                            .map(command -> ticket(here, command, PATIENCE))
                            .toArray(Ticket[]::new));

            assertThat(turn.batch().entries())
                    .<LectureCommand<?>>extracting(entry -> ((Entry.Due) entry).command())
                    .containsExactlyElementsOf(commands);
        }

        @Test
        void hasNoMoreTicketsThanItMay() {
            var tickets = attends(here, IN_BATCH + 1);

            var turn = take(here, tickets);

            assertThat(turn.ids()).containsExactlyElementsOf(ids(tickets).subList(0, IN_BATCH));
            assertThat(turn.settleAll()).containsExactly(tickets[IN_BATCH].id());
        }

        @Test
        void saysWhichTicketsAreOverdue() {
            var overdue = ticket(here, new AttendLecture(Some.student()), NO_PATIENCE);

            var turn = take(here, overdue, attend(here));

            assertThat(turn.batch().entries()).first().isEqualTo(new Entry.Overdue(overdue.id()));
            assertThat(turn.batch().entries()).last().isInstanceOf(Entry.Due.class);
        }

        @Test
        void saysSoOfATicketAsSoonAsItsPatienceIsOver() {
            var ticket = ticket(here, new AttendLecture(Some.student()), SHORT);
            var turn = take(here, ticket, attend(here));

            await().untilAsserted(() -> assertThat(turn.look().batch().entries())
                    .hasSize(2)
                    .first()
                    .isEqualTo(new Entry.Overdue(ticket.id())));
        }
    }

    @Nested
    class AnUnreadableTicket {

        private final Ticket.Id unreadable = new Ticket.Id("newer", 1, 1);

        @Test
        void endsTheBatchBeforeIt() {
            var first = attend(here);
            var turn = take(here, first);
            addUnreadable(lecture, unreadable, PATIENCE);

            assertThat(turn.look(attend(here)).ids()).containsExactly(first.id());
        }

        @Test
        void isLeftToAnotherInstanceWhenItIsAtTheHead() {
            addUnreadable(lecture, unreadable, PATIENCE);

            var turn = take(here, attend(here));

            assertThat(turn.ids()).isEmpty();
            assertThat(joins(there)).isEmpty();
            here.release(lecture, turn.nonce());
            assertThat(take(there).ids()).isEmpty();
        }

        @Test
        void comesToTheHeadWhenThoseBeforeItAreSettled() {
            var turn = take(here, attend(here));
            addUnreadable(lecture, unreadable, PATIENCE);

            var settled = turn.settle(turn.ids(), attend(here));

            assertThat(settled.batch()).hasValue(new Batch(List.of()));
            assertThat(here.join(lecture, turn.nonce(), List.of(), List.of(unreadable))
                            .vanished())
                    .isEmpty();
        }

        @Test
        void isOverdueToEveryInstanceInTheEndAndAnswered() {
            var theirs = new Ticket.Id(there.instance(), 1, 1);
            addUnreadable(lecture, theirs, SHORT);
            var turn = take(here, attend(here));

            await().untilAsserted(() ->
                    assertThat(turn.look().batch().entries()).hasSize(2).first().isEqualTo(new Entry.Overdue(theirs)));

            assertThat(turn.look().settleAll()).isEmpty();
            await().untilAsserted(
                            () -> assertThat(inboxThere.answers).isEqualTo(Map.of(theirs, new Answer.Unserved())));
        }
    }

    @Nested
    class Settling {

        @Test
        void takesAnsweredTicketsOutOfTheLine() {
            var turn = take(here, attends(here, 2));
            var joining = attend(here);

            var settled = turn.settle(turn.ids(), joining);

            assertThat(ids(settled.batch())).containsExactly(joining.id());
            assertThat(turn.vanished(turn.ids())).containsExactlyInAnyOrderElementsOf(turn.ids());
        }

        @Test
        void takesTicketsOutByTheirIdsWhereverTheyAre() {
            var turn = take(here, attends(here, 5));
            var ids = turn.ids();

            var settled = turn.settle(List.of(ids.get(0), ids.get(2), ids.get(3)));

            assertThat(ids(settled.batch())).containsExactly(ids.get(1), ids.get(4));
            assertThat(turn.vanished(ids)).containsExactlyInAnyOrder(ids.get(0), ids.get(2), ids.get(3));
        }

        @Test
        void leavesTheLineAsItIsWithoutAnswersOrWithAnswersToOthers() {
            var turn = take(here, attends(here, 2));

            assertThat(ids(turn.settle(List.of()).batch())).containsExactlyElementsOf(turn.ids());
            assertThat(ids(turn.settle(List.of(attend(here).id())).batch())).containsExactlyElementsOf(turn.ids());
        }

        @Test
        void letsMoreTicketsJoinBehindThoseInTheLine() {
            var turn = take(here, attends(here, 2));
            var joining = attend(here);

            var settled = turn.settle(List.of(turn.ids().getFirst()), joining);

            assertThat(ids(settled.batch())).containsExactly(turn.ids().getLast(), joining.id());
        }

        @Test
        void givesTheTurnBackWhenTheLineIsEmpty() {
            var turn = take(here, attend(here));

            assertThat(turn.settleAll()).isEmpty();

            assertThat(take(there, attend(there)).ids()).hasSize(1);
        }

        @Test
        void keepsTheTurnForTheNextBatch() {
            var turn = take(here, attends(here, 2));

            assertThat(turn.settle(List.of(turn.ids().getFirst())).batch()).isPresent();

            assertThat(joins(there, attend(there))).isEmpty();
        }

        @Test
        void sendsAnswersToTheInstancesThatTheyAreFor() {
            var blocking = take(here, attend(here));
            var theirs = attends(there, 2);
            assertThat(joins(there, theirs)).isEmpty();
            assertThat(joins(here, attend(here))).isEmpty();

            assertThat(blocking.settleAll()).hasSize(3);
            assertThat(blocking.look().settleAll()).isEmpty();

            await().untilAsserted(() ->
                    assertThat(inboxThere.answers.keySet()).containsExactlyInAnyOrderElementsOf(ids(theirs)));
            assertThat(inboxHere.answers).isEmpty();
        }

        @Test
        void bringsEveryAnswerAsItWasGiven() {
            var answers = new LinkedHashMap<Ticket.Id, Answer>();
            Samples.answers(lecture).forEach(answer -> answers.put(attend(there).id(), answer));
            var turn = take(here, attend(here));

            assertThat(here.settle(lecture, turn.nonce(), answers, List.of())).isInstanceOf(Settled.Done.class);

            await().untilAsserted(() -> assertThat(inboxThere.answers).isEqualTo(answers));
        }

        @Test
        void bringsAnswersToAWholeBatchOfTheLongestIds() {
            var tickets = attends(there, IN_BATCH);
            var turn = take(there, tickets);
            there.release(lecture, turn.nonce());
            var answers = new LinkedHashMap<Ticket.Id, Answer>();
            IntStream.range(0, IN_BATCH).forEach(i -> {
                var student = Student.of("\ud83c\udf93".repeat(60) + (1000 + i));
                answers.put(tickets[i].id(), accepted(new StudentAttended(lecture, student, i + 1, Some.TIME)));
            });

            assertThat(here.settle(lecture, take(here).nonce(), answers, List.of()))
                    .isEqualTo(new Settled.Done(Set.of(), Optional.empty()));

            await().untilAsserted(() -> assertThat(inboxThere.answers).isEqualTo(answers));
        }

        @Test
        void countsForTheOwnerWhoseLeaseRanOutUnnoticed() {
            var turn = take(here, attends(here, 2));

            expireTurn(lecture);

            assertThat(turn.settle(List.of(turn.ids().getFirst())).batch()).isPresent();
            assertThat(joins(there)).as("renewed").isEmpty();
        }

        @Test
        void isRefusedWhenAnotherTookTheTurn() {
            var late = take(here, attend(there), attend(here));
            expireTurn(lecture);
            var successor = take(there);
            var joining = attend(here);

            assertThat(late.settled(late.ids(), joining)).isEqualTo(new Settled.Refused());

            assertThat(successor.ids()).containsExactlyElementsOf(late.ids());
            assertThat(successor.vanished(List.of(joining.id(), late.ids().getFirst())))
                    .containsExactly(joining.id());
            assertThat(inboxThere.answers).isEmpty();
        }

        @Test
        void isRefusedWhenTheTurnWasGivenBack() {
            var turn = take(here, attend(here));
            assertThat(turn.settleAll()).isEmpty();

            assertThat(turn.settled(turn.ids(), attend(here))).isEqualTo(new Settled.Refused());
            assertThat(joins(there)).isEmpty();
        }
    }

    @Nested
    class OwningTheLine {

        @Test
        void letsTheOwnerLookAtTheHeadAgain() {
            var turn = take(here, attend(here));

            assertThat(turn.look(attend(here)).ids())
                    .hasSize(2)
                    .startsWith(turn.ids().getFirst());
        }

        @Test
        void endsWhenAnotherTakesTheTurn() {
            var late = take(here, attend(here));
            expireTurn(lecture);
            var successor = take(there);

            assertThat(successor.ids()).containsExactlyElementsOf(late.ids());
            assertThat(here.join(lecture, late.nonce(), List.of(), List.of()).batch())
                    .isEmpty();
        }

        @Test
        void passesToAnotherWhenTheLeaseRunsOut() {
            var dying = connect("dying-" + UUID.randomUUID(), SHORT);
            var turn = take(dying, attend(dying));

            var successor = await().until(
                            () -> there.join(lecture, nonce(), List.of(), List.of())
                                    .batch(),
                            Optional::isPresent);

            assertThat(ids(successor)).containsExactlyElementsOf(turn.ids());
        }
    }

    @Nested
    class Releasing {

        @Test
        void givesTheTurnBackWithTheLineAsItIs() {
            var turn = take(here, attends(here, 2));

            here.release(lecture, turn.nonce());

            assertThat(turn.settled(turn.ids())).isEqualTo(new Settled.Refused());
            assertThat(take(there).ids()).containsExactlyElementsOf(turn.ids());
        }

        @Test
        void wakesAnotherInstanceThatHasTicketsInTheLine() {
            var turn = take(here, attend(here));
            assertThat(joins(there, attend(there))).isEmpty();

            here.release(lecture, turn.nonce());

            await().untilAsserted(() -> assertThat(inboxThere.free).containsExactly(lecture));
            assertThat(inboxHere.free).isEmpty();
        }

        @Test
        void doesNothingForOneWhoseTurnItIsNot() {
            var late = take(here, attend(here));
            expireTurn(lecture);
            var successor = take(there);

            here.release(lecture, late.nonce());

            assertThat(joins(here)).isEmpty();
            assertThat(successor.settleAll()).isEmpty();
        }
    }

    @Nested
    class BeingWiped {

        @Test
        void losesTheTicketsAndSaysSo() {
            var turn = take(here, attend(here));

            wipe();

            assertThat(turn.vanished(turn.ids())).containsExactlyElementsOf(turn.ids());
        }

        @Test
        void refusesToSettleWhatWasTakenBefore() {
            var turn = take(here, attend(there));

            wipe();

            assertThat(turn.settled(turn.ids())).isEqualTo(new Settled.Refused());
            assertThat(inboxThere.answers).isEmpty();
        }

        @Test
        void letsTicketsBePutBack() {
            var lost = attend(here);
            assertThat(take(here, lost).ids()).containsExactly(lost.id());
            wipe();
            var putBack = new Ticket(lost.id().next(), lost.command(), PATIENCE);

            assertThat(take(there, putBack).ids()).containsExactly(putBack.id());
        }
    }

    @Nested
    class AnOutage {

        private boolean frozen;

        @AfterEach
        void end() {
            if (frozen) {
                thaw();
            }
        }

        @Test
        void isNoticedWhenTheServerIsKilledAndSoIsItsEnd() {
            kill();
            try {
                assertUnreachable(() -> take(here, attend(here)));
                await().atMost(OUTAGE).until(() -> !here.isReachable());
            } finally {
                restart();
            }
            awaitReachable();

            var blocking = take(here, attend(there), attend(here));
            assertThat(blocking.settleAll()).isEmpty();
            await().untilAsserted(() -> assertThat(inboxThere.answers).hasSize(1));
        }

        @Test
        void isNoticedWhenTheServerIsFrozenAndSoIsItsEnd() {
            freezeIt();
            assertUnreachable(() -> take(here, attend(here)));
            await().atMost(OUTAGE).until(() -> !here.isReachable());

            thawIt();

            awaitReachable();
            assertThat(take(here, attend(here)).settleAll()).isEmpty();
        }

        @Test
        void endsWithoutTheCallsThatCameTooLate() {
            var joined = Some.id();
            assertThat(here.join(joined, nonce(), List.of(), List.of()).batch()).isEmpty();
            var released = Some.id();
            var releasing = nonce();
            assertThat(here.join(released, releasing, List.of(attend(here)), List.of())
                            .batch())
                    .isPresent();
            var turn = take(here, attend(there), attend(here));
            var late = attend(here);
            freezeIt();

            var calls = List.<ThrowingCallable>of(
                    () -> here.join(joined, nonce(), List.of(late), List.of()),
                    () -> here.release(released, releasing),
                    () -> turn.settled(turn.ids()));
            assertThat(Race.of(calls.size(), i -> catchThrowable(calls.get(i))))
                    .hasOnlyElementsOfType(Unreachable.class);
            thawIt();
            awaitReachable();

            assertThat(there.join(joined, nonce(), List.of(), List.of(late.id()))
                            .vanished())
                    .containsExactly(late.id());
            assertThat(there.join(released, nonce(), List.of(), List.of()).batch())
                    .isEmpty();
            assertThat(turn.look().ids()).containsExactlyElementsOf(turn.ids());
            assertThat(inboxThere.answers).isEmpty();
        }

        private void freezeIt() {
            freeze();
            frozen = true;
        }

        private void thawIt() {
            thaw();
            frozen = false;
        }

        private void awaitReachable() {
            await().atMost(OUTAGE).until(() -> here.isReachable() && there.isReachable());
        }

        private static void assertUnreachable(ThrowingCallable call) {
            assertThatExceptionOfType(Unreachable.class).isThrownBy(call).withMessageNotContaining("student");
        }
    }

    /** A turn that an instance took, and the batch that came with it. */
    private final class Turn {

        private final LectureLine owner;
        private final String nonce;
        private final Batch batch;

        Turn(LectureLine owner, String nonce, Batch batch) {
            this.owner = owner;
            this.nonce = nonce;
            this.batch = batch;
        }

        String nonce() {
            return nonce;
        }

        Batch batch() {
            return batch;
        }

        List<Ticket.Id> ids() {
            return LectureLineContract.ids(Optional.of(batch));
        }

        /** The same turn, with the head of the line as it is now. */
        Turn look(Ticket... joining) {
            var joined = owner.join(lecture, nonce, List.of(joining), List.of());
            return new Turn(owner, nonce, joined.batch().orElseThrow());
        }

        Collection<Ticket.Id> vanished(List<Ticket.Id> waiting) {
            return owner.join(lecture, nonce, List.of(), waiting).vanished();
        }

        Settled settled(List<Ticket.Id> answered, Ticket... joining) {
            return owner.settle(lecture, nonce, unserved(answered), List.of(joining));
        }

        Settled.Done settle(List<Ticket.Id> answered, Ticket... joining) {
            var settled = settled(answered, joining);
            assertThat(settled).isInstanceOf(Settled.Done.class);
            return (Settled.Done) settled;
        }

        /** Answers the whole batch. Returns the next one. */
        List<Ticket.Id> settleAll() {
            return LectureLineContract.ids(settle(ids()).batch());
        }
    }

    /** What an instance was told. */
    private static final class Inbox implements LectureLine.Listener {

        private final Map<Ticket.Id, Answer> answers = new ConcurrentHashMap<>();
        private final Collection<LectureId> free = new ConcurrentLinkedQueue<>();

        @Override
        public void answered(LectureId lecture, Map<Ticket.Id, Answer> told) {
            answers.putAll(told);
        }

        @Override
        public void turnIsFree(LectureId lecture) {
            free.add(lecture);
        }
    }

    private String nonce() {
        return "nonce-" + nonces.incrementAndGet();
    }

    private Ticket attend(LectureLine instance) {
        return ticket(instance, new AttendLecture(Some.student()), PATIENCE);
    }

    private Ticket[] attends(LectureLine instance, int howMany) {
        return Stream.generate(() -> attend(instance)).limit(howMany).toArray(Ticket[]::new);
    }

    private Ticket ticket(LectureLine instance, LectureCommand<?> command, Duration patience) {
        return new Ticket(new Ticket.Id(instance.instance(), numbers.incrementAndGet(), 1), command, patience);
    }

    /** Joins. Returns the batch, if the instance gets the turn by it. */
    private Optional<Batch> joins(LectureLine instance, Ticket... tickets) {
        return instance.join(lecture, nonce(), List.of(tickets), List.of()).batch();
    }

    /** Joins, and has to get the turn by it. */
    private Turn take(LectureLine instance, Ticket... tickets) {
        var nonce = nonce();
        var joined = instance.join(lecture, nonce, List.of(tickets), List.of());
        assertThat(joined.batch()).as("the turn").isPresent();
        return new Turn(instance, nonce, joined.batch().orElseThrow());
    }

    private static SequencedMap<Ticket.Id, Answer> unserved(List<Ticket.Id> ids) {
        var answers = new LinkedHashMap<Ticket.Id, Answer>();
        ids.forEach(id -> answers.put(id, new Answer.Unserved()));
        return answers;
    }

    private static Answer accepted(StudentAttended event) {
        return new Answer.Decided(new Decision.Accepted<>(event));
    }

    private static List<Ticket.Id> ids(Ticket... tickets) {
        return Stream.of(tickets).map(Ticket::id).toList();
    }

    private static List<Ticket.Id> ids(Optional<Batch> batch) {
        return batch.stream()
                .flatMap(some -> some.entries().stream())
                .map(Entry::id)
                .toList();
    }
}
