package lectern.application.line;

import com.google.errorprone.annotations.FormatMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import lectern.application.Recent;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.inmemory.InMemoryLine;
import lectern.application.inmemory.SettableClock;
import lectern.application.port.Answer;
import lectern.application.port.Change;
import lectern.application.port.ForwardingLectures;
import lectern.application.port.LectureLine;
import lectern.application.port.Lectures;
import lectern.application.port.NotServed;
import lectern.application.port.Ticket;
import lectern.domain.Capacity;
import lectern.domain.Decision;
import lectern.domain.Lecture;
import lectern.domain.LectureClosed;
import lectern.domain.LectureCode;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Rejection;
import lectern.domain.Request;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import lectern.domain.StudentLeft;
import lectern.domain.Teacher;
import org.jspecify.annotations.Nullable;

/**
 * Several instances, one lecture, one seed: a schedule in which everything happens in an order drawn by chance, and everything
 * goes wrong that can.
 *
 * <p>The instances run the real {@link LineWorker}, a step at a time; between any two steps another instance may step, crash,
 * freeze, lose a message or an answer of the line or of the store; the lease may run out, the line be wiped, a command go
 * past it. Some instances are of an older version, which cannot read some tickets of the others, and some tickets nobody can read.
 * After every step the guarantees G1, G2, G3 and G5 are checked, and at the end G4, and that the line moves on. The clock never stands
 * still, so the time of an event says which ticket it came from.
 */
final class LineSimulation {

    /** What to leave out of the protocol, to see that it is needed. */
    enum Broken {
        NOTHING,
        /** The store decides whatever the version is. */
        NO_VERSION_CHECK,
        /** The version is read only when the turn has been taken. */
        VERSION_READ_AFTER_THE_TAKE,
        /** Whoever settles is believed. */
        NO_OWNER_CHECK,
        /** Attends and leaves are decided together though every seat is taken. */
        MIXED_WHEN_FULL,
        /** Somebody attends and leaves, or the other way round, in one go. */
        TURNING_BACK,
        /** A ticket that vanished is put back as it was, so an answer to its first life counts for the second. */
        SAME_TICKET_PUT_BACK,
        /** Those behind a ticket that an instance cannot read are served before it. */
        UNREADABLE_PASSED_OVER,
        /** A ticket that no instance can read stays where it is, also when it is overdue. */
        UNREADABLE_LEFT_FOR_EVER
    }

    /** A guarantee does not hold. */
    static final class Violation extends RuntimeException {

        Violation(String what) {
            super(what);
        }
    }

    private static final int STEPS = 160;
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private final Random random;
    private final Broken broken;
    private final boolean anyPastTheLine;
    private final boolean anyUnreadable;
    private final boolean keepsLog;
    private final StringBuilder log = new StringBuilder();

    private final SettableClock clock = new SettableClock(START);
    private final InMemoryLectures lectures = new InMemoryLectures();
    private final Teacher teacher = Teacher.of("kim");
    private final List<Student> students = new ArrayList<>();
    private final LectureOpened lecture;
    private final SimulatedLine line;

    private final List<Instance> instances = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final Set<Ticket.Id> ofNewerVersion = new HashSet<>();
    private final Deque<Runnable> mail = new ArrayDeque<>();
    private final Map<Instant, Joining> joinings = new HashMap<>();
    private int life;
    private int names;
    private long numbers;
    private long nonces;

    /** That a ticket joined the line, and in which of its lives. */
    private record Joining(Ticket.Id id, int life) {}

    LineSimulation(long seed, Broken broken, boolean keepsLog) {
        this.random = new Random(seed);
        this.broken = broken;
        this.keepsLog = keepsLog;
        this.anyPastTheLine = random.nextBoolean();
        this.anyUnreadable = random.nextInt(4) == 0;
        int seats = 1 + random.nextInt(3);
        for (int i = 0; i < seats + 2; i++) {
            students.add(Student.of("student-" + i));
        }
        this.lecture = new LectureOpened(
                new LectureId(new UUID(0, 1)),
                new LectureCode(new UUID(0, 2)),
                teacher,
                new Capacity(seats),
                null,
                START,
                START);
        Decision<LectureOpened> opened = lectures.open(lecture, null);
        if (!(opened instanceof Decision.Accepted)) {
            throw new IllegalStateException("not opened: " + opened);
        }
        this.line = new SimulatedLine();
        for (int i = 0; i < 2 + random.nextInt(2); i++) {
            instances.add(new Instance());
        }
    }

    /** @throws Violation when a guarantee does not hold at some step */
    void run() {
        for (int i = 0; i < STEPS; i++) {
            step();
            check();
        }
        settleDown();
        check();
        checkThatAllAreAnswered();
        checkThatTheLineMovesOn();
    }

    /** What happened, step by step. */
    String log() {
        return log.toString();
    }

    private void step() {
        pass(Duration.ofNanos(1000));
        var instance = instances.get(random.nextInt(instances.size()));
        int chance = random.nextInt(anyUnreadable ? 102 : 100);
        if (chance < 14) {
            call(instance);
        } else if (chance < 66) {
            instance.step();
        } else if (chance < 76) {
            deliver();
        } else if (chance < 82) {
            instance.tick();
        } else if (chance < 85) {
            note("%s %s", instance.name, instance.frozen ? "thaws" : "freezes");
            instance.frozen = !instance.frozen;
        } else if (chance < 89) {
            note("the lease runs out");
            line.expireTurn(lecture.lecture());
        } else if (chance < 94) {
            if (anyPastTheLine) {
                pastTheLine();
            }
        } else if (chance == 94) {
            crash(instance);
        } else if (chance == 95) {
            note("the line is wiped");
            life++;
            line.wipe();
        } else if (chance == 96) {
            note("a message is lost");
            mail.pollFirst();
        } else if (chance == 97) {
            instance.failsNextLineCall = true;
        } else if (chance == 98) {
            instance.failsNextChange = true;
        } else if (chance >= 100) {
            note("a ticket joins that nobody can read");
            line.joinUnreadable(lecture.lecture(), new Ticket.Id("nobody", ++numbers, 1), DEADLINE);
        } else {
            pass(Duration.ofMillis(random.nextInt(3000)));
        }
    }

    private void pass(Duration time) {
        clock.advance(time);
        calls.forEach(Call::passDeadline);
    }

    @FormatMethod
    private void note(String what, Object... of) {
        if (keepsLog) {
            log.append(what.formatted(of)).append('\n');
        }
    }

    private Request<?> anyRequest() {
        var student = students.get(random.nextInt(students.size()));
        int chance = random.nextInt(100);
        return chance < 68
                ? new Request.Attend(student)
                : chance < 99 ? new Request.Leave(student) : new Request.Close(teacher);
    }

    private void call(Instance instance) {
        if (!instance.frozen) {
            var call = new Call(instance, anyRequest());
            calls.add(call);
            call.wait(false);
        }
    }

    /** A command that goes straight to the store, as if the line could not be reached. */
    private void pastTheLine() {
        var request = anyRequest();
        if (request instanceof Request.Close) {
            return;
        }
        var at = clock.instant();
        Change<Decision<?>> change = lectures.change(
                lecture.lecture(), OptionalLong.empty(), request.students(), l -> request.decide(l, at));
        note("past the line: %s: %s", request, change);
    }

    private void deliver() {
        var message = random.nextInt(4) == 0 ? mail.pollLast() : mail.pollFirst();
        if (message != null) {
            message.run();
        }
    }

    private void crash(Instance instance) {
        note("%s crashes", instance.name);
        calls.removeIf(call -> call.instance == instance);
        instances.remove(instance);
        instances.add(new Instance());
    }

    /** No more faults: everything that can still happen happens. */
    private void settleDown() {
        note("no more faults");
        instances.forEach(instance -> instance.recover());
        for (int round = 0; round < 400 && calls.stream().anyMatch(call -> !call.isAnswered()); round++) {
            pass(Duration.ofMillis(40));
            while (!mail.isEmpty()) {
                mail.removeFirst().run();
            }
            instances.forEach(instance -> {
                instance.tick();
                for (int i = 0; i < 6; i++) {
                    instance.step();
                    clock.advance(Duration.ofNanos(1000));
                }
            });
            check();
        }
    }

    private void check() {
        checkSeats();
        calls.forEach(this::checkWhatWasTold);
        checkOrder();
    }

    /** G1: attending ≤ capacity, numbers unique and dense. */
    private void checkSeats() {
        var in = new HashSet<Student>();
        int number = 0;
        for (var event : lectures.eventsOf(lecture.lecture())) {
            switch (event) {
                case StudentAttended attended -> {
                    require(
                            attended.number() == ++number,
                            "G1: number %d comes after %d",
                            attended.number(),
                            number - 1);
                    require(in.add(attended.student()), "G1: %s has two seats", attended.student());
                }
                case StudentLeft left -> require(in.remove(left.student()), "G1: %s left twice", left.student());
                case LectureOpened _, LectureClosed _ -> {}
            }
            require(in.size() <= lecture.capacity().seats(), "G1: overbooked");
        }
    }

    /** G2: told "attended" is in the record; G3: told "full" is not given a seat by that request later. */
    private void checkWhatWasTold(Call call) {
        var attended = call.toldAttended;
        if (attended != null) {
            require(
                    lectures.eventsOf(lecture.lecture()).contains(attended),
                    "G2: %s was told %s, and it is not in the record",
                    call,
                    attended);
        }
        if (call.isToldFull) {
            for (var event : eventsSince(call.eventsWhenTold)) {
                var joining = joinings.get(event.at());
                require(
                        !(event instanceof StudentAttended && joining != null && call.has(joining.id())),
                        "G3: %s was told full, and given a seat later",
                        call);
            }
        }
    }

    private List<LectureEvent> eventsSince(int count) {
        var all = lectures.eventsOf(lecture.lecture());
        return all.subList(count, all.size());
    }

    /**
     * G5: as long as the line lives, and nothing goes past it, each command takes effect at most once, and in the order in which
     * they joined.
     */
    private void checkOrder() {
        if (anyPastTheLine) {
            return;
        }
        Instant last = Instant.MIN;
        int lastLife = -1;
        for (var event : lectures.eventsOf(lecture.lecture())) {
            var joining = joinings.get(event.at());
            if (joining == null) {
                continue;
            }
            require(
                    joining.life() != lastLife || event.at().isAfter(last),
                    "G5: %s took effect after one that joined later",
                    event);
            last = event.at();
            lastLife = joining.life();
        }
    }

    /** What cannot be read holds up those behind it for no longer than its patience: who joins after that is served. */
    private void checkThatTheLineMovesOn() {
        pass(DEADLINE);
        var late = instances.stream()
                .map(instance -> new Call(instance, new Request.Leave(students.getFirst())))
                .toList();
        calls.addAll(late);
        late.forEach(call -> call.wait(false));
        settleDown();
        check();
        for (var call : late) {
            require(call.isDecided, "the line stands still: %s is not decided", call);
        }
    }

    /** G4: at most one answer is how waiters are made; that each got one shows here. */
    private void checkThatAllAreAnswered() {
        for (var call : calls) {
            require(call.isAnswered(), "G4: %s was never answered", call);
        }
    }

    @FormatMethod
    private void require(boolean holds, String otherwise, Object... of) {
        if (!holds) {
            throw new Violation(otherwise.formatted(of));
        }
    }

    /** A request of somebody, through an instance. */
    private final class Call {

        private final Instance instance;
        private final Request<?> request;
        private final Instant deadline = clock.instant().plus(DEADLINE);
        private final Set<Long> numbers = new HashSet<>();
        private @Nullable Waiter<?> waiter;
        private @Nullable StudentAttended toldAttended;
        private boolean isToldFull;
        private int eventsWhenTold;
        private boolean answered;
        private boolean isDecided;

        Call(Instance instance, Request<?> request) {
            this.instance = instance;
            this.request = request;
        }

        void wait(boolean insists) {
            long number = ++instance.numbers;
            numbers.add(number);
            if (anyUnreadable && !instance.isOlder && random.nextInt(4) == 0) {
                ofNewerVersion.add(new Ticket.Id(instance.name, number, 1));
            }
            note("%s: %s waits as %d", instance.name, request, number);
            waiter = instance.add(new Waiter<>(new Ticket.Id(instance.name, number, 1), request, insists, deadline));
        }

        boolean has(Ticket.Id id) {
            return id.instance().equals(instance.name) && numbers.contains(id.number());
        }

        boolean isAnswered() {
            if (!answered && waiter != null && waiter.isAnswered()) {
                hear(waiter.outcome().join());
            }
            return answered;
        }

        private void hear(Outcome<?> outcome) {
            switch (outcome) {
                case Outcome.Decided<?>(var decision) -> {
                    answered = true;
                    isDecided = true;
                    switch (decision) {
                        case Decision.Accepted<?>(StudentAttended attended) -> toldAttended = attended;
                        case Decision.Repeated<?>(StudentAttended attended) -> toldAttended = attended;
                        case Decision.Rejected<?>(Rejection.LectureFull _) -> tellFull();
                        case Decision.Accepted<?> _, Decision.Repeated<?> _, Decision.Rejected<?> _ -> {}
                    }
                }
                // Here it is always said by the line, since a moment ago.
                case Outcome.SaidToBeFull<?> _ -> wait(true);
                case Outcome.LineFull<?> _, Outcome.NotJoined<?> _, Outcome.Unserved<?> _ -> answered = true;
            }
            note("%s: %s", this, outcome);
        }

        private void tellFull() {
            isToldFull = true;
            eventsWhenTold = eventsSince(0).size();
        }

        void passDeadline() {
            if (!isAnswered() && waiter != null && !clock.instant().isBefore(deadline)) {
                waiter.unserved();
            }
            boolean _ = isAnswered();
        }

        @Override
        public String toString() {
            return "%s%s %s".formatted(instance.name, numbers, request);
        }
    }

    /** One instance: a worker at the one lecture, and the ports as it reaches them. */
    private final class Instance extends ForwardingLectures implements LectureLine, LectureLine.Listener {

        private final String name = "i" + ++names;
        private final boolean isOlder = anyUnreadable && random.nextInt(4) == 0;
        private final LectureLine connection = line.connect(name);
        private final Map<Long, Waiter<?>> waiters = new HashMap<>();
        private @Nullable LineWorker worker;
        private long numbers;
        private boolean frozen;
        private boolean failsNextLineCall;
        private boolean failsNextChange;
        private boolean readsLate;
        private OptionalLong lateVersion = OptionalLong.empty();

        Instance() {
            connection.listen(this);
        }

        Waiter<?> add(Waiter<?> waiter) {
            if (worker == null) {
                worker =
                        new LineWorker(
                                lecture.lecture(),
                                this,
                                this,
                                clock,
                                () -> "n" + ++nonces,
                                new Recent<>(clock, Duration.ZERO),
                                new Recent<>(clock, Duration.ZERO),
                                2) {
                            @Override
                            Stretch stretch(Lecture of) {
                                return new SimulatedStretch(of);
                            }
                        };
            }
            waiters.put(waiter.id().number(), waiter);
            worker.add(waiter, OptionalLong.empty());
            return waiter;
        }

        void step() {
            if (frozen || worker == null) {
                return;
            }
            if (readsLate) {
                lateVersion = locate(lecture.lecture())
                        .map(found -> OptionalLong.of(found.version()))
                        .orElseThrow();
                readsLate = false;
            } else if (worker.step() == LineWorker.Next.DONE && worker.isIdle()) {
                worker = null;
            }
        }

        void tick() {
            if (!frozen && worker != null) {
                worker.tick();
            }
        }

        void recover() {
            frozen = false;
            failsNextLineCall = false;
            failsNextChange = false;
        }

        private <T> T lineCall(Supplier<T> call) {
            if (!failsNextLineCall) {
                return call.get();
            }
            failsNextLineCall = false;
            if (random.nextBoolean()) {
                T lost = call.get();
                note("%s: an answer of the line is lost: %s", name, lost);
            }
            throw new Unreachable("it was to fail", new IllegalStateException());
        }

        @Override
        public String instance() {
            return name;
        }

        @Override
        public void listen(Listener listener) {
            throw new IllegalStateException("the simulation listens");
        }

        @Override
        public boolean isReachable() {
            return true;
        }

        @Override
        public Joined join(LectureId id, String nonce, List<Ticket> tickets, Collection<Ticket.Id> waiting) {
            var joined = lineCall(() -> connection.join(id, nonce, asSent(tickets), asSentIds(waiting)));
            note("%s joins %s as %s: %s", name, tickets, nonce, joined);
            readsLate = broken == Broken.VERSION_READ_AFTER_THE_TAKE
                    && joined.batch().isPresent();
            if (broken != Broken.SAME_TICKET_PUT_BACK) {
                return joined;
            }
            var refused = new HashMap<Ticket.Id, Fate>();
            joined.refused().forEach((ticket, fate) -> refused.put(asHeld(ticket), fate));
            var vanished = new HashSet<Ticket.Id>();
            joined.vanished().forEach(ticket -> vanished.add(asHeld(ticket)));
            return new Joined(refused, vanished, joined.batch());
        }

        @Override
        public Settled settle(LectureId id, String nonce, Settlement settlement, List<Ticket> tickets) {
            var settled = lineCall(() -> connection.settle(id, nonce, settlement, asSent(tickets)));
            note("%s settles %s as %s: %s", name, settlement.answers(), nonce, settled);
            lateVersion = OptionalLong.empty();
            if (settled instanceof Settled.Done) {
                // What the worker does for its own waiters: in the broken variant it can't tell them by their ids.
                answered(id, settlement.answers());
            }
            return settled;
        }

        @Override
        public void release(LectureId id, String nonce) {
            note("%s gives the turn back", name);
            Object _ = lineCall(() -> {
                connection.release(id, nonce);
                return nonce;
            });
        }

        @Override
        public void answered(LectureId id, Map<Ticket.Id, Answer> answers) {
            var own = new HashMap<Ticket.Id, Answer>();
            answers.forEach((ticket, answer) -> {
                if (ticket.instance().equals(name)) {
                    own.put(asHeld(ticket), answer);
                }
            });
            if (worker != null) {
                worker.answered(own);
            }
        }

        @Override
        public void turnIsFree(LectureId id) {}

        private List<Ticket> asSent(List<Ticket> tickets) {
            return tickets.stream()
                    .map(ticket ->
                            new Ticket(asSent(ticket.id()), ticket.request(), ticket.insists(), ticket.patience()))
                    .toList();
        }

        private List<Ticket.Id> asSentIds(Collection<Ticket.Id> ids) {
            return ids.stream().map(this::asSent).toList();
        }

        private Ticket.Id asSent(Ticket.Id id) {
            return broken == Broken.SAME_TICKET_PUT_BACK ? new Ticket.Id(id.instance(), id.number(), 1) : id;
        }

        private Ticket.Id asHeld(Ticket.Id id) {
            var waiter = waiters.get(id.number());
            return broken == Broken.SAME_TICKET_PUT_BACK && waiter != null ? waiter.id() : id;
        }

        @Override
        protected Lectures next() {
            return lectures;
        }

        @Override
        public <R> Change<R> change(
                LectureId id, OptionalLong expected, Set<Student> about, Function<Lecture, ? extends R> decide) {
            var version = switch (broken) {
                case NO_VERSION_CHECK -> OptionalLong.empty();
                case VERSION_READ_AFTER_THE_TAKE -> lateVersion.isPresent() ? lateVersion : expected;
                case NOTHING,
                        NO_OWNER_CHECK,
                        MIXED_WHEN_FULL,
                        TURNING_BACK,
                        SAME_TICKET_PUT_BACK,
                        UNREADABLE_PASSED_OVER,
                        UNREADABLE_LEFT_FOR_EVER -> expected;
            };
            lateVersion = OptionalLong.empty();
            if (failsNextChange) {
                failsNextChange = false;
                if (random.nextBoolean()) {
                    Change<R> lost = lectures.change(id, version, about, decide);
                    note("%s: the answer to the commit is lost: %s", name, lost);
                }
                throw new NotServed.TryAgain("it was to fail");
            }
            Change<R> change = lectures.change(id, version, about, decide);
            note("%s decides at %s: %s", name, version, change);
            return change;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** The line, as much of it as is not broken. */
    private final class SimulatedLine extends InMemoryLine {

        SimulatedLine() {
            super(
                    clock,
                    new Limits(100, 4, Duration.ofSeconds(2), Duration.ofSeconds(1)),
                    message -> LineSimulation.this.mail.addLast(message));
        }

        @Override
        protected void joined(Ticket.Id id, Instant at) {
            joinings.put(at, new Joining(id, life));
            clock.advance(Duration.ofNanos(1000));
        }

        @Override
        protected boolean canRead(String instance, Ticket.Id id) {
            return !isOlder(instance) || !ofNewerVersion.contains(new Ticket.Id(id.instance(), id.number(), 1));
        }

        private boolean isOlder(String instance) {
            return instances.stream().anyMatch(each -> each.isOlder && each.name.equals(instance));
        }

        @Override
        protected boolean endsBeforeTheUnreadable() {
            return broken != Broken.UNREADABLE_PASSED_OVER;
        }

        @Override
        protected boolean handsOutTheUnreadable() {
            return broken != Broken.UNREADABLE_LEFT_FOR_EVER;
        }

        @Override
        protected boolean maySettle(@Nullable String owner, String nonce) {
            return broken == Broken.NO_OWNER_CHECK || super.maySettle(owner, nonce);
        }
    }

    /** What is decided in one go, by as many of its rules as are not broken. */
    private final class SimulatedStretch extends Stretch {

        SimulatedStretch(Lecture of) {
            super(of);
        }

        @Override
        boolean isOfOneKind() {
            return broken != Broken.MIXED_WHEN_FULL && super.isOfOneKind();
        }

        @Override
        boolean turnsBack(Request<?> next) {
            return broken != Broken.TURNING_BACK && super.turnsBack(next);
        }
    }
}
