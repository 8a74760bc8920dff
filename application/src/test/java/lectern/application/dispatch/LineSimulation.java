package lectern.application.dispatch;

import static java.util.stream.Collectors.toSet;

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
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.inmemory.InMemoryLine;
import lectern.application.inmemory.SettableClock;
import lectern.application.port.Answer;
import lectern.application.port.Append;
import lectern.application.port.AppendResult;
import lectern.application.port.ForwardingLectures;
import lectern.application.port.LectureLine;
import lectern.application.port.LectureSnapshot;
import lectern.application.port.Lectures;
import lectern.application.port.ServiceUnavailable;
import lectern.application.port.Ticket;
import lectern.domain.AttendLecture;
import lectern.domain.Capacity;
import lectern.domain.CapacityChanged;
import lectern.domain.ChangeCapacity;
import lectern.domain.CloseLecture;
import lectern.domain.Decision;
import lectern.domain.LeaveLecture;
import lectern.domain.Lecture;
import lectern.domain.LectureClosed;
import lectern.domain.LectureCode;
import lectern.domain.LectureCommand;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Rejection;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import lectern.domain.StudentLeft;
import lectern.domain.Teacher;
import org.jspecify.annotations.Nullable;

/**
 * Several instances, one lecture, one seed: a schedule in which everything happens in an order drawn by chance, and everything
 * goes wrong that can.
 *
 * <p>The instances run the real {@link LineWorker}, a step at a time, and the real {@link TicketlessDecisions} and {@link DirectQueues}, during whose calls to the store others go on. Between any two
 * steps another instance may step, crash, freeze, be cut off, lose a message or an answer of the line or of the store; the lease may run out, the line be wiped, the store
 * fail over, a command go past the line. After every step the guarantees G1, G2, G3 and G5 are checked, and at the end G4. The clock never stands still, so the
 * time of an event says which ticket it came from.
 */
final class LineSimulation {

    /** A rule that is left out, to see that it is needed. */
    enum Broken {
        NOTHING(0),
        /** The store appends at any version. */
        NO_VERSION_CHECK(5),
        /** The store compares the numbers of versions, and no marks. */
        NO_MARK(68),
        /** The version is pinned only when the turn has been taken. */
        PINNED_AFTER_THE_TAKE(4681),
        /** Decisions are told that append nothing, though nobody has looked whether they hold. */
        UNVERIFIED_BATCH(1039),
        /** What an instance remembers is enough to refuse by. */
        UNVERIFIED_REFUSAL(6),
        /** A sender who has another command waiting is refused at once as well. */
        NO_ORDER_OF_A_SENDER(0),
        /** A command whose append may have been committed is decided again past the line. */
        DECIDED_AGAIN(2416),
        /** Everyone may settle. */
        NO_OWNER_CHECK(53_542),
        /** Attends and leaves are decided together though every seat is taken. */
        MIXED_WHEN_FULL(4149),
        /** Somebody attends and leaves, or the other way round, in one batch. */
        TURNING_BACK(4148),
        /** A change of the capacity is decided beside other commands. */
        CAPACITY_BESIDE_OTHERS(4206),
        /** A ticket that vanished is put back as it was, so an answer to its first attempt counts for the second. */
        SAME_TICKET_PUT_BACK(28_203),
        /** A ticket that cannot be read waits for ever. */
        UNREADABLE_FOR_EVER(0);

        private final long seed;

        Broken(long seed) {
            this.seed = seed;
        }

        /** The first that shows what is broken; as long as the simulation is what it was, so that the search may begin there. */
        long seed() {
            return seed;
        }
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
    private final boolean anyFailover;
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
    private final Deque<Runnable> mail = new ArrayDeque<>();
    private final Map<Instant, Joining> joinings = new HashMap<>();
    private int life;
    private int names;
    private long nonces;
    private int depth;
    private boolean isOver;
    private @Nullable Violation violation;

    /** That a ticket joined the line, and in which of its lives. */
    private record Joining(Ticket.Id id, int life) {}

    LineSimulation(long seed, Broken broken, boolean keepsLog) {
        this.random = new Random(seed);
        this.broken = broken;
        this.keepsLog = keepsLog;
        this.anyPastTheLine = random.nextBoolean();
        this.anyFailover = random.nextInt(4) == 0;
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
        throwViolation();
    }

    /** What happened, step by step. */
    String log() {
        return log.toString();
    }

    private void step() {
        pass(Duration.ofNanos(1000));
        var instance = instances.get(random.nextInt(instances.size()));
        int chance = random.nextInt(100);
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
        } else if (chance < 92) {
            if (anyPastTheLine) {
                note("%s %s", instance.name, instance.cutOff ? "reaches the line" : "is cut off from the line");
                instance.cutOff = !instance.cutOff;
            }
        } else if (chance == 92) {
            if (anyFailover) {
                failOver();
            }
        } else if (chance == 93) {
            note("a ticket that can't be read joins");
            line.addUnreadable(
                    lecture.lecture(), new Ticket.Id("newer", ++names, 1), Duration.ofMillis(random.nextInt(5000)));
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
            instance.failsNextAppend = true;
        } else {
            pass(Duration.ofMillis(random.nextInt(3000)));
        }
    }

    private void pass(Duration time) {
        clock.advance(time);
        List.copyOf(calls).forEach(Call::passDeadline);
    }

    @FormatMethod
    private void note(String what, Object... of) {
        if (keepsLog) {
            log.append(what.formatted(of)).append('\n');
        }
    }

    private LectureCommand<?> anyCommand() {
        var student = students.get(random.nextInt(students.size()));
        int chance = random.nextInt(200);
        if (chance < 130) {
            return new AttendLecture(student);
        }
        if (chance < 185) {
            return new LeaveLecture(student);
        }
        return chance < 198
                ? new ChangeCapacity(teacher, new Capacity(1 + random.nextInt(4)))
                : new CloseLecture(teacher);
    }

    private void call(Instance instance) {
        if (instance.frozen) {
            return;
        }
        var call = new Call(instance, anyCommand());
        calls.add(call);
        try {
            call.begin();
        } catch (Crashed e) {
            note("nobody hears of %s", call);
        }
    }

    /** Others go on while an instance waits for the store. */
    private void meanwhile(Instance waiting) {
        if (depth == 2 || isOver) {
            return;
        }
        depth++;
        for (int i = random.nextInt(4); i > 0; i--) {
            step();
        }
        depth--;
        if (!instances.contains(waiting)) {
            throw new Crashed();
        }
    }

    /** An instance ended in the middle of its work. */
    private static final class Crashed extends RuntimeException {}

    private void failOver() {
        long version = snapshot().version().number();
        long last = Math.max(0, version - random.nextInt(4));
        note("the store fails over to version %d", last);
        lectures.loseAppendsAfter(lecture.lecture(), last);
    }

    private LectureSnapshot snapshot() {
        return lectures.find(lecture.lecture(), Set.copyOf(students)).orElseThrow();
    }

    private void deliver() {
        var message = random.nextInt(4) == 0 ? mail.pollLast() : mail.pollFirst();
        if (message != null) {
            message.run();
        }
    }

    private void crash(Instance instance) {
        note("%s crashes", instance.name);
        instance.frozen = true;
        calls.removeIf(call -> call.instance == instance);
        instances.remove(instance);
        instances.add(new Instance());
    }

    /** No more faults: everything that can still happen happens, and a line that has gone through all of that serves its next command. */
    private void settleDown() {
        note("no more faults");
        isOver = true;
        instances.forEach(Instance::recover);
        settle();
        // A ticket that nobody can read holds up the line until its patience is over.
        pass(DEADLINE);
        var last = new Call(instances.getFirst(), new AttendLecture(students.getFirst()));
        calls.add(last);
        last.begin();
        settle();
        require(last.isDecided, "%s is not served", last);
    }

    private void settle() {
        for (int round = 0; round < 400 && List.copyOf(calls).stream().anyMatch(call -> !call.isAnswered()); round++) {
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
        List.copyOf(calls).forEach(this::checkWhatWasTold);
        checkOrder();
        throwViolation();
    }

    private void throwViolation() {
        if (violation != null) {
            throw violation;
        }
    }

    /** G1: attending ≤ capacity, numbers unique and dense. */
    private void checkSeats() {
        var in = new HashSet<Student>();
        int number = 0;
        int seats = lecture.capacity().seats();
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
                case CapacityChanged changed -> seats = changed.capacity().seats();
                case LectureOpened _, LectureClosed _ -> {}
            }
            require(in.size() <= seats, "G1: overbooked");
        }
    }

    /** G2: told "attended" is in the record. G3: told "full" is not given a seat by that command later. A failover may lose what was told. */
    private void checkWhatWasTold(Call call) {
        if (anyFailover) {
            return;
        }
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
        require(call.effects <= 1, "%s took effect twice", call);
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
        if (anyPastTheLine || anyFailover) {
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

    /** G4: at most one answer is how waiters are made; that each got one shows here. */
    private void checkThatAllAreAnswered() {
        for (var call : List.copyOf(calls)) {
            require(call.isAnswered(), "G4: %s was never answered", call);
        }
    }

    @FormatMethod
    private void require(boolean holds, String otherwise, Object... of) {
        if (!holds && violation == null) {
            // Told at the end of the step: in the middle of it, the work of an instance would take it for a failure of
            // its own.
            violation = new Violation(otherwise.formatted(of));
        }
    }

    /** A command of somebody, through an instance. */
    private final class Call {

        private final Instance instance;
        private final LectureCommand<?> command;
        private final Instant deadline = clock.instant().plus(DEADLINE);
        private final Set<Long> numbers = new HashSet<>();
        private final int eventsWhenBegun = eventsSince(0).size();
        private @Nullable PendingCommand<?> pending;
        private @Nullable StudentAttended toldAttended;
        private boolean isToldFull;
        private int eventsWhenTold;
        private int effects;
        private boolean answered;
        private boolean isDecided;
        private SenderOrder.@Nullable Place place;

        Call(Instance instance, LectureCommand<?> command) {
            this.instance = instance;
            this.command = command;
        }

        void begin() {
            place = instance.senders.enter(lecture.lecture(), command.sender());
            boolean isOnly = place.isFirst() || broken == Broken.NO_ORDER_OF_A_SENDER;
            try {
                var decided =
                        isOnly ? instance.ticketless.decide(lecture.lecture(), command) : Optional.<Decision<?>>empty();
                if (decided.isPresent()) {
                    hear(decided.get());
                    checkRefusal();
                } else {
                    await(instance::wait);
                }
            } catch (ServiceUnavailable e) {
                answered();
            }
        }

        private void await(Consumer<PendingCommand<?>> queue) {
            long number = ++instance.numbers;
            numbers.add(number);
            note("%s: %s waits as %d", instance.name, command, number);
            pending = new PendingCommand<>(new Ticket.Id(instance.name, number, 1), command, deadline);
            queue.accept(pending);
        }

        boolean has(Ticket.Id id) {
            return id.instance().equals(instance.name) && numbers.contains(id.number());
        }

        boolean isAnswered() {
            if (!answered && pending != null && pending.isDone()) {
                hear(pending.outcome().join());
            }
            return answered;
        }

        private void hear(Outcome<?> outcome) {
            note("%s: %s", this, outcome);
            switch (outcome) {
                case Outcome.Decided<?>(var decision) -> hear(decision);
                case Outcome.LineFull<?> _, Outcome.Unserved<?> _ -> answered();
                case Outcome.NotJoined<?> _ -> {
                    try {
                        await(direct -> instance.goDirectly(this, direct));
                    } catch (Crashed e) {
                        note("nobody hears of %s", this);
                    }
                }
            }
        }

        private void hear(Decision<?> decision) {
            note("%s: %s", this, decision);
            answered();
            isDecided = true;
            switch (decision) {
                case Decision.Accepted<?>(StudentAttended attended) -> toldAttended = attended;
                case Decision.Repeated<?>(StudentAttended attended) -> toldAttended = attended;
                case Decision.Rejected<?>(Rejection.LectureFull _) -> {
                    isToldFull = true;
                    eventsWhenTold = eventsSince(0).size();
                }
                case Decision.Accepted<?> _, Decision.Repeated<?> _, Decision.Rejected<?> _ -> {}
            }
        }

        private void answered() {
            answered = true;
            if (place != null) {
                place.close();
            }
        }

        /** A command that is refused without a ticket was wrong to be sent at some moment since it was, and no earlier command of its sender waits. */
        private void checkRefusal() {
            if (anyFailover) {
                return;
            }
            require(
                    !isToldFull || wasFullSince(eventsWhenBegun),
                    "%s was told full, and at no moment since it was sent the lecture was",
                    this);
            for (var earlier : List.copyOf(calls.subList(0, calls.indexOf(this)))) {
                require(
                        earlier.instance != instance
                                || !earlier.command.sender().equals(command.sender())
                                || earlier.isAnswered(),
                        "%s was decided before %s, which its sender had sent earlier",
                        this,
                        earlier);
            }
        }

        private boolean wasFullSince(int events) {
            var all = eventsSince(0);
            var then = Lecture.of(lecture);
            for (int i = 1; i < all.size(); i++) {
                if (i >= events && then.state().isFull()) {
                    return true;
                }
                then = then.apply(all.get(i));
            }
            return then.state().isFull();
        }

        void passDeadline() {
            if (!isAnswered() && pending != null && !clock.instant().isBefore(deadline)) {
                pending.unserved();
            }
            boolean _ = isAnswered();
        }

        @Override
        public String toString() {
            return "%s%s %s".formatted(instance.name, numbers, command);
        }
    }

    /** One instance: a worker at the one lecture, and the ports as it reaches them. */
    private final class Instance extends ForwardingLectures implements LectureLine, LectureLine.Listener {

        private final String name = "i" + ++names;
        private final LectureLine connection = line.connect(name);
        private final LectureStates states = new LectureStates();
        private final WaitingRoom room = new WaitingRoom(clock);
        private final Map<Long, PendingCommand<?>> commands = new HashMap<>();
        private final List<Call> direct = new ArrayList<>();
        private final SenderOrder senders = new SenderOrder();
        private final TicketlessDecisions ticketless = new TicketlessDecisions(slowly(), states, clock) {
            @Override
            <E extends LectureEvent> Optional<Decision<E>> decide(LectureId id, LectureCommand<E> command) {
                return broken == Broken.UNVERIFIED_REFUSAL && states.find(id).isPresent()
                        ? decideOn(states.find(id).get().lecture(), command)
                        : super.decide(id, command);
            }
        };
        private final DirectQueues directQueues = new DirectQueues(slowly(), states, clock, 4, Runnable::run);
        private @Nullable LineWorker worker;
        private long numbers;
        private boolean frozen;
        private boolean cutOff;
        private boolean failsNextLineCall;
        private boolean failsNextAppend;
        private boolean pinsLate;
        private @Nullable LectureSnapshot pinnedLate;

        Instance() {
            connection.listen(this);
        }

        void wait(PendingCommand<?> pending) {
            if (worker == null) {
                worker = new SimulatedWorker();
            }
            commands.put(pending.id().number(), pending);
            room.add(pending);
        }

        void goDirectly(Call call, PendingCommand<?> pending) {
            direct.add(call);
            directQueues.add(lecture.lecture(), pending);
        }

        void step() {
            if (frozen || worker == null) {
                return;
            }
            if (pinsLate) {
                pinnedLate = snapshot().withoutAttendances();
                pinsLate = false;
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
            cutOff = false;
            failsNextLineCall = false;
            failsNextAppend = false;
        }

        private final class SimulatedWorker extends LineWorker {

            SimulatedWorker() {
                super(
                        lecture.lecture(),
                        Instance.this,
                        Instance.this,
                        states,
                        new SuspendedLines(Duration.ZERO),
                        room,
                        () -> "n" + ++nonces,
                        2);
            }

            @Override
            ReplaySafePrefix prefix() {
                return new SimulatedPrefix();
            }

            @Override
            boolean mayAnswer(boolean isRead) {
                return broken == Broken.UNVERIFIED_BATCH || super.mayAnswer(isRead);
            }

            @Override
            LectureSnapshot pinned() {
                return pinnedLate == null ? super.pinned() : pinnedLate;
            }
        }

        private <T> T lineCall(Supplier<T> call) {
            if (cutOff) {
                throw new Unreachable("it is cut off", new IllegalStateException());
            }
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
            return !cutOff;
        }

        @Override
        public Joined join(LectureId id, String nonce, List<Ticket> tickets, Collection<Ticket.Id> waiting) {
            var joined = lineCall(() -> connection.join(id, nonce, asSent(tickets), asSentIds(waiting)));
            note("%s joins %s as %s: %s", name, tickets, nonce, joined);
            pinsLate = broken == Broken.PINNED_AFTER_THE_TAKE && joined.batch().isPresent();
            pinnedLate = null;
            if (broken != Broken.SAME_TICKET_PUT_BACK) {
                return joined;
            }
            return new Joined(asHeld(joined.refused()), asHeld(joined.vanished()), joined.batch());
        }

        @Override
        public Settled settle(
                LectureId id, String nonce, SequencedMap<Ticket.Id, Answer> answers, List<Ticket> tickets) {
            var settled = lineCall(() -> connection.settle(id, nonce, answers, asSent(tickets)));
            note("%s settles %s as %s: %s", name, answers, nonce, settled);
            pinnedLate = null;
            if (settled instanceof Settled.Done) {
                // What the worker does for its own commands: in the broken variant it can't tell them by their ids.
                answered(id, answers);
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
            room.answered(own);
        }

        @Override
        public void turnIsFree(LectureId id) {}

        private List<Ticket> asSent(List<Ticket> tickets) {
            return tickets.stream()
                    .map(ticket -> new Ticket(asSent(ticket.id()), ticket.command(), ticket.patience()))
                    .toList();
        }

        private List<Ticket.Id> asSentIds(Collection<Ticket.Id> ids) {
            return ids.stream().map(this::asSent).toList();
        }

        private Ticket.Id asSent(Ticket.Id id) {
            return broken == Broken.SAME_TICKET_PUT_BACK ? new Ticket.Id(id.instance(), id.number(), 1) : id;
        }

        private Set<Ticket.Id> asHeld(Set<Ticket.Id> ids) {
            return ids.stream().map(this::asHeld).collect(toSet());
        }

        private Ticket.Id asHeld(Ticket.Id id) {
            var command = commands.get(id.number());
            return broken == Broken.SAME_TICKET_PUT_BACK && command != null ? command.id() : id;
        }

        @Override
        protected Lectures next() {
            return lectures;
        }

        @Override
        public AppendResult append(Append append) {
            if (failsNextAppend) {
                failsNextAppend = false;
                if (random.nextBoolean()) {
                    var lost = lectures.append(asChecked(append));
                    note("%s: the answer to an append is lost: %s", name, lost);
                }
                throw new ServiceUnavailable.TryAgain("it was to fail");
            }
            var result = lectures.append(asChecked(append));
            note("%s appends %s: %s", name, append, result);
            return result;
        }

        /** With as much to verify as is not broken. */
        private Append asChecked(Append append) {
            var version = append.on().version();
            var current = snapshot().version();
            boolean isTaken = broken == Broken.NO_VERSION_CHECK
                    || (broken == Broken.NO_MARK && version.number() == current.number());
            return isTaken
                    ? new Append(
                            new LectureSnapshot(append.on().lecture(), current), append.newcomers(), append.events())
                    : append;
        }

        /** The store, during whose calls others go on. */
        private Lectures slowly() {
            return new ForwardingLectures() {
                @Override
                protected Lectures next() {
                    return Instance.this;
                }

                @Override
                public Optional<LectureSnapshot> find(LectureId id, Set<Student> about) {
                    meanwhile(Instance.this);
                    var found = super.find(id, about);
                    meanwhile(Instance.this);
                    return found;
                }

                @Override
                public AppendResult append(Append append) {
                    meanwhile(Instance.this);
                    int before = eventsSince(0).size();
                    try {
                        return super.append(append);
                    } catch (ServiceUnavailable e) {
                        if (broken == Broken.DECIDED_AGAIN) {
                            return new AppendResult.Conflict();
                        }
                        throw e;
                    } finally {
                        if (eventsSince(0).size() > before) {
                            append.events().forEach(Instance.this::countEffect);
                        }
                        meanwhile(Instance.this);
                    }
                }

                @Override
                public <R> Optional<R> exclusively(
                        LectureId id, Set<Student> about, Function<LectureSnapshot, Decided<R>> decide) {
                    meanwhile(Instance.this);
                    return super.exclusively(id, about, found -> {
                        var decided = decide.apply(found);
                        decided.append().events().forEach(Instance.this::countEffect);
                        return decided;
                    });
                }
            };
        }

        private void countEffect(LectureEvent event) {
            var command = switch (event) {
                case StudentAttended attended -> new AttendLecture(attended.student());
                case StudentLeft left -> new LeaveLecture(left.student());
                case CapacityChanged changed -> new ChangeCapacity(teacher, changed.capacity());
                case LectureClosed _ -> new CloseLecture(teacher);
                case LectureOpened _ -> throw new IllegalStateException("opened again");
            };
            direct.stream()
                    .filter(call -> !call.answered && call.command.equals(command))
                    .findFirst()
                    .ifPresent(call -> call.effects++);
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
                    new Limits(100, 4, Duration.ofSeconds(2)),
                    message -> LineSimulation.this.mail.addLast(message));
        }

        @Override
        protected void joined(Ticket.Id id, Instant at) {
            joinings.put(at, new Joining(id, life));
            clock.advance(Duration.ofNanos(1000));
        }

        @Override
        protected boolean maySettle(@Nullable String owner, String nonce) {
            return broken == Broken.NO_OWNER_CHECK || super.maySettle(owner, nonce);
        }

        @Override
        protected boolean isOverdueUnread() {
            return broken != Broken.UNREADABLE_FOR_EVER;
        }
    }

    /** What is decided at once, by as many of its rules as are not broken. */
    private final class SimulatedPrefix extends ReplaySafePrefix {

        @Override
        boolean goesAlone(LectureCommand<?> command) {
            return broken != Broken.CAPACITY_BESIDE_OTHERS && super.goesAlone(command);
        }

        @Override
        boolean changesKindWhenFull(LectureCommand<?> before, LectureCommand<?> next) {
            return broken != Broken.MIXED_WHEN_FULL && super.changesKindWhenFull(before, next);
        }

        @Override
        boolean reversesEarlier(LectureCommand<?> next) {
            return broken != Broken.TURNING_BACK && super.reversesEarlier(next);
        }
    }
}
