package lectern.bootstrap.faults;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lectern.bootstrap.Client;
import lectern.bootstrap.Passports;
import lectern.bootstrap.faults.Attempt.Kind;
import lectern.bootstrap.faults.Attempt.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Students who come at a rate, whatever becomes of those before them (an open loop), to rooms that their teachers open and close. Each
 * asks one instance after the other until there is an answer.
 */
final class Load implements AutoCloseable {

    /** Two that are contended, and two that aren't. */
    private static final List<Integer> SEATS = List.of(10, 30, 300, 1000);

    /** How many may be there at once; who would come as one more does not. */
    private static final int MOST_AT_ONCE = 2000;

    /** How long somebody repeats. */
    private static final Duration PERSISTENCE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final AtomicLong LOADS = new AtomicLong();

    private final List<Instance> instances;
    private final Queue<User> students;
    private final History history;
    private final int rate;
    private final Random dice;
    private final List<Room> rooms;

    private final AtomicLong operations = new AtomicLong();
    private final AtomicInteger visited = new AtomicInteger();
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final ExecutorService visits = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread arrivals;
    private volatile boolean over;

    /** Somebody with a passport. */
    record User(String id, String passport) {}

    /** All who may come, with passports of two hours ago: so old that they are good where the clock is an hour slow. */
    record Users(Passports passports, Queue<User> students) {

        static Users of(int number) {
            var passports = new Passports(Instant.now().minus(Duration.ofHours(2)));
            var students = IntStream.range(0, number)
                    .mapToObj(i -> "student-" + i)
                    .map(id -> new User(id, passports.student(id)))
                    .collect(Collectors.toCollection(ConcurrentLinkedQueue::new));
            return new Users(passports, students);
        }
    }

    /**
     * @param users nobody else uses them meanwhile
     * @param rate how many come in a second
     */
    private Load(List<Instance> instances, Users users, History history, long seed, int rate) {
        this.instances = instances;
        this.students = users.students();
        this.history = history;
        this.rate = rate;
        this.dice = new Random(seed);
        long load = LOADS.incrementAndGet();
        this.rooms = IntStream.range(0, SEATS.size())
                .mapToObj(i -> {
                    var id = "teacher-%d-%d".formatted(load, i);
                    var teacher = new User(id, users.passports().teacher(id));
                    return new Room(i, SEATS.get(i), teacher, new Random(dice.nextLong()));
                })
                .toList();
        rooms.forEach(room -> visits.execute(room::run));
        this.arrivals = Thread.ofVirtual().unstarted(this::arrive);
    }

    static Load start(List<Instance> instances, Users users, History history, long seed, int rate) {
        var load = new Load(instances, users, history, seed, rate);
        load.arrivals.start();
        return load;
    }

    int rooms() {
        return rooms.size();
    }

    /** How many students have been to a lecture, and are through with it. */
    int visited() {
        return visited.get();
    }

    /** The ids of the lectures that are open now. */
    List<String> lectures() {
        return rooms.stream()
                .map(room -> room.lecture)
                .filter(Objects::nonNull)
                .map(Lecture::id)
                .toList();
    }

    /** Nobody comes any more; returns when all have an answer, or have given up, and the lectures are closed. */
    @Override
    public void close() {
        over = true;
        try {
            arrivals.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a load", e);
        }
        rooms.forEach(Room::lastVisit);
        visits.close();
    }

    private void arrive() {
        long start = System.nanoTime();
        for (long i = 0; !over; i++) {
            long due = start + SECONDS.toNanos(i) / rate;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            var seed = dice.nextLong();
            if (!places.tryAcquire()) {
                continue;
            }
            visits.execute(() -> {
                try {
                    visit(new Random(seed));
                } finally {
                    places.release();
                }
            });
        }
    }

    private void visit(Random dice) {
        var student = students.poll();
        if (student == null) {
            return;
        }
        try {
            var room = rooms.get(dice.nextInt(rooms.size()));
            var lecture = room.lecture;
            if (lecture != null && lecture.mayBeVisitedBy(student)) {
                visit(dice, room, lecture, student);
                lecture.left.countDown();
                int _ = visited.incrementAndGet();
            }
        } finally {
            students.add(student);
        }
    }

    private void visit(Random dice, Room room, Lecture lecture, User student) {
        long attending = operations.incrementAndGet();
        var attended = repeated(dice, lecture, student, attending, Kind.ATTEND, room);
        if (!(attended instanceof Outcome.Ok)) {
            return;
        }
        if (dice.nextInt(10) < 3) {
            var _ = repeated(dice, lecture, student, attending, Kind.ATTEND, room);
        }
        if (dice.nextInt(10) < 6) {
            long leaving = operations.incrementAndGet();
            var _ = repeated(dice, lecture, student, leaving, Kind.LEAVE, room);
            if (dice.nextInt(10) < 3) {
                var _ = repeated(dice, lecture, student, leaving, Kind.LEAVE, room);
            }
        }
    }

    /** Asks for the same, through one instance after the other, until it is answered. */
    private Outcome repeated(Random dice, Lecture lecture, User user, long operation, Kind kind, Room room) {
        Function<Client, Client.Answer> request = switch (kind) {
            case ATTEND -> client -> client.attend(user.passport(), lecture.code());
            case LEAVE -> client -> client.leave(user.passport(), lecture.roomPassport());
            case CLOSE -> client -> client.close(user.passport(), lecture.roomPassport());
            case OPEN -> throw new IllegalArgumentException("there is no lecture yet");
        };
        var answered = repeated(dice, user, operation, kind, room, lecture.id(), request);
        if (answered.tries() > 1) {
            // An earlier try may be carried out later still. Nobody could tell what comes of more.
            lecture.barred.add(user.id());
        }
        return answered.outcome();
    }

    /** @param answer the last one; null when there was none */
    private record Answered(Outcome outcome, int tries, Client.@Nullable Answer answer) {}

    private Answered repeated(
            Random dice,
            User user,
            long operation,
            Kind kind,
            Room room,
            String lecture,
            Function<Client, Client.Answer> request) {
        int first = dice.nextInt(instances.size());
        long start = System.nanoTime();
        for (int i = 0; ; i++) {
            var instance = instances.get((first + i) % instances.size());
            long invoked = System.nanoTime();
            Outcome outcome;
            Client.Answer answer = null;
            try {
                answer = request.apply(instance.client());
                outcome = outcome(kind, answer);
            } catch (UncheckedIOException e) {
                outcome = withoutAnswer(e);
            }
            var about = lecture.isEmpty() && answer != null
                    ? answer.body().path("lectureId").asString("")
                    : lecture;
            var attempt = new Attempt(
                    operation,
                    kind,
                    instance.name(),
                    room.number,
                    about,
                    user.id(),
                    invoked,
                    System.nanoTime(),
                    outcome);
            history.add(attempt);
            if (attempt.isAnswered() || attempt.ended() - start > PERSISTENCE.toNanos()) {
                return new Answered(outcome, i + 1, answer);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static Outcome outcome(Kind kind, Client.Answer answer) {
        return switch (answer.status()) {
            case 200, 201 -> done(kind, answer);
            case 401 -> new Outcome.NotLetIn(answer.text("code"));
            case 403, 404, 409, 410 -> new Outcome.Refused(answer.text("code"));
            case 503 -> new Outcome.Busy(answer.text("code"));
            default -> new Outcome.Wrong(answer.status(), answer.body().toString());
        };
    }

    /** Each says which lecture it is about. */
    private static Outcome done(Kind kind, Client.Answer answer) {
        return answer.body().has("lectureId")
                ? new Outcome.Ok(answer.status(), answer.body().path("number").asInt(0), says(kind, answer))
                : new Outcome.Wrong(answer.status(), answer.body().toString());
    }

    private static String says(Kind kind, Client.Answer answer) {
        return switch (kind) {
            case OPEN -> answer.text("lectureId");
            case ATTEND -> "%s at %s".formatted(answer.body().path("number"), answer.text("attendedAt"));
            case LEAVE -> answer.text("leftAt");
            case CLOSE -> "%s at %s".formatted(answer.body().path("attended"), answer.text("closedAt"));
        };
    }

    private static Outcome withoutAnswer(UncheckedIOException e) {
        return switch (e.getCause()) {
            case ConnectException _, HttpConnectTimeoutException _ -> new Outcome.Unreached();
            case HttpTimeoutException _ -> new Outcome.Silence();
            case null, default -> new Outcome.Unknown(String.valueOf(e.getCause()));
        };
    }

    /**
     * A lecture as its users know it.
     *
     * @param left how many visits are left until it is closed
     * @param barred who does not come any more
     */
    private record Lecture(String id, String code, String roomPassport, CountDownLatch left, Set<String> barred) {

        boolean mayBeVisitedBy(User student) {
            return !barred.contains(student.id());
        }
    }

    /** Where one lecture comes after the other. */
    private final class Room {

        private static final int MOST_VISITS = 400;
        private static final int LEAST_VISITS = 100;

        private final int number;
        private final int seats;
        private final User teacher;
        private final Random dice;
        private volatile @Nullable Lecture lecture;

        Room(int number, int seats, User teacher, Random dice) {
            this.number = number;
            this.seats = seats;
            this.teacher = teacher;
            this.dice = dice;
        }

        void lastVisit() {
            var last = lecture;
            while (last != null && last.left().getCount() > 0) {
                last.left().countDown();
            }
        }

        private void run() {
            for (int i = 0; !over; i++) {
                var opened = open("key-" + i);
                if (opened == null) {
                    return;
                }
                lecture = opened;
                try {
                    if (!over) {
                        opened.left().await();
                    }
                } catch (InterruptedException e) {
                    throw new IllegalStateException("nobody interrupts a lecture", e);
                }
                lecture = null;
                long closing = operations.incrementAndGet();
                var closed = repeated(dice, opened, teacher, closing, Kind.CLOSE, this);
                if (closed instanceof Outcome.Ok && dice.nextBoolean()) {
                    var _ = repeated(dice, opened, teacher, closing, Kind.CLOSE, this);
                }
            }
        }

        /** Nothing when it was not answered. */
        private @Nullable Lecture open(String key) {
            long opening = operations.incrementAndGet();
            Function<Client, Client.Answer> request =
                    client -> client.open(teacher.passport(), seats, "Idempotency-Key", key);
            var opened = repeated(dice, teacher, opening, Kind.OPEN, this, "", request);
            if (opened.outcome() instanceof Outcome.Ok && dice.nextBoolean()) {
                opened = repeated(dice, teacher, opening, Kind.OPEN, this, "", request);
            }
            var answer = opened.answer();
            return answer == null || !(opened.outcome() instanceof Outcome.Ok)
                    ? null
                    : new Lecture(
                            answer.text("lectureId"),
                            answer.text("lectureCode"),
                            answer.room(),
                            new CountDownLatch(dice.nextInt(LEAST_VISITS, MOST_VISITS)),
                            ConcurrentHashMap.newKeySet());
        }
    }
}
