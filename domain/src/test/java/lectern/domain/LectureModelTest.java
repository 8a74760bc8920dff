package lectern.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random commands, decided by the lecture and by a model that is too simple to be wrong: it keeps every visit
 * and counts anew for each decision.
 */
class LectureModelTest {

    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Teacher OWNER = Teacher.of("owner");

    @Test
    void decidesAsTheModelDoesHoweverItsCommandsAreBatched() {
        var outcomes = new HashSet<Class<?>>();
        for (int seed = 0; seed < 400; seed++) {
            var random = new Random(seed);
            var opened = opened(random);
            var model = new Model(opened);
            var oneByOne = new Store(opened);
            var batched = new Store(opened);

            for (int batch = 0; batch < 30; batch++) {
                var commands = commands(random, opened);
                var expected = commands.stream().map(model::decide).toList();
                expected.forEach(decision -> outcomes.add(outcomeOf(decision)));

                assertThat(commands.stream()
                                .flatMap(command -> oneByOne.decide(List.of(command)).stream())
                                .toList())
                        .as("one by one, seed %d, batch %d: %s", seed, batch, commands)
                        .isEqualTo(expected);
                assertThat(batched.decide(commands))
                        .as("at once, seed %d, batch %d: %s", seed, batch, commands)
                        .isEqualTo(expected);
                assertThat(batched.state).isEqualTo(oneByOne.state).isEqualTo(model.state());
                assertThat(batched.state.attending())
                        .isBetween(0, batched.state.capacity().seats());
            }

            assertThat(batched.events).isEqualTo(oneByOne.events);
            assertThat(numbersIn(batched.events))
                    .as("numbers, seed %d", seed)
                    .isEqualTo(IntStream.rangeClosed(1, batched.state.lastNumber())
                            .boxed()
                            .toList());
            assertThat(batched.state.attended()).isEqualTo(studentsIn(batched.events));
        }
        assertThat(outcomes)
                .as("what the commands have met")
                .containsExactlyInAnyOrder(
                        Decision.Accepted.class,
                        Decision.Repeated.class,
                        Rejection.LectureFull.class,
                        Rejection.CapacityBelowAttending.class,
                        Rejection.LectureNotStarted.class,
                        Rejection.LectureWasClosed.class,
                        Rejection.NotInLecture.class,
                        Rejection.NotTheOwner.class);
    }

    private static LectureOpened opened(Random random) {
        return new LectureOpened(
                new LectureId(new UUID(0, 1)),
                new LectureCode(new UUID(0, 2)),
                OWNER,
                new Capacity(1 + random.nextInt(5)),
                null,
                random.nextBoolean() ? NINE : NINE.plusSeconds(random.nextInt(60)),
                NINE);
    }

    private static List<Command> commands(Random random, LectureOpened opened) {
        return IntStream.range(0, random.nextInt(12))
                .mapToObj(_ -> new Command(command(random), opened.at().plusSeconds(random.nextInt(-10, 120))))
                .toList();
    }

    private static LectureCommand<?> command(Random random) {
        var student = Student.of("student-" + random.nextInt(8));
        var teacher = random.nextInt(8) > 0 ? OWNER : Teacher.of("somebody else");
        int dice = random.nextInt(300);
        if (dice < 2) {
            return new CloseLecture(teacher);
        }
        if (dice < 20) {
            return new ChangeCapacity(teacher, new Capacity(1 + random.nextInt(5)));
        }
        return dice % 5 < 3 ? new AttendLecture(student) : new LeaveLecture(student);
    }

    private static Class<?> outcomeOf(Decision<?> decision) {
        return decision instanceof Decision.Rejected<?> rejected
                ? rejected.reason().getClass()
                : decision.getClass();
    }

    private static List<Integer> numbersIn(List<LectureEvent> events) {
        return events.stream()
                .flatMap(event -> event instanceof StudentAttended attended
                        ? Optional.of(attended.number()).stream()
                        : Optional.<Integer>empty().stream())
                .toList();
    }

    private static int studentsIn(List<LectureEvent> events) {
        var students = new HashSet<Student>();
        for (var event : events) {
            if (event instanceof StudentAttended attended) {
                students.add(attended.student());
            }
        }
        return students.size();
    }

    private record Command(LectureCommand<?> command, Instant at) {}

    /** Keeps a lecture from one batch to the next, as a store does. */
    private static final class Store {

        private final List<LectureEvent> events = new ArrayList<>();
        private final Map<Student, Attendance> attendances = new HashMap<>();
        private LectureState state;

        Store(LectureOpened opened) {
            state = LectureState.after(opened);
        }

        /** Finds the lecture with the attendances that the commands need, decides them one after another, and appends. */
        List<Decision<?>> decide(List<Command> commands) {
            var needed = new HashMap<>(attendances);
            needed.keySet()
                    .retainAll(commands.stream()
                            .flatMap(command -> command.command().students().stream())
                            .collect(Collectors.toSet()));
            var lecture = new Lecture(state, needed);
            var decisions = new ArrayList<Decision<?>>();
            for (var command : commands) {
                Decision<?> decision = lecture.decide(command.command(), command.at());
                decisions.add(decision);
                if (decision instanceof Decision.Accepted<?>(var event)) {
                    events.add(event);
                    lecture = lecture.apply(event);
                }
            }
            attendances.putAll(lecture.attendances());
            state = lecture.state();
            return decisions;
        }
    }

    /** The rules once more, by way of counting. */
    private static final class Model {

        private final LectureOpened opened;
        private final List<Attendance> visits = new ArrayList<>();
        private Capacity capacity;
        private @Nullable LectureClosed closed;

        Model(LectureOpened opened) {
            this.opened = opened;
            this.capacity = opened.capacity();
        }

        Decision<?> decide(Command command) {
            return switch (command.command()) {
                case AttendLecture attend -> attend(attend.student(), command.at());
                case LeaveLecture leave -> leave(leave.student(), command.at());
                case ChangeCapacity change -> changeCapacity(change.teacher(), change.capacity(), command.at());
                case CloseLecture close -> close(close.teacher(), command.at());
            };
        }

        private Decision<StudentAttended> attend(Student student, Instant at) {
            var visit = lastVisit(student);
            boolean startsLater = opened.startsAt().isAfter(opened.at());
            if (visit.isPresent() && visit.get().isIn()) {
                return new Decision.Repeated<>(attended(visit.get()));
            } else if (closed != null) {
                return Decision.rejected(new Rejection.LectureWasClosed(closed.at()));
            } else if (startsLater && at.isBefore(opened.startsAt())) {
                return Decision.rejected(new Rejection.LectureNotStarted(opened.startsAt()));
            } else if (in() >= capacity.seats()) {
                return Decision.rejected(new Rejection.LectureFull(capacity));
            }
            visits.add(new Attendance(student, visits.size() + 1, at, null));
            return new Decision.Accepted<>(attended(visits.getLast()));
        }

        private Decision<StudentLeft> leave(Student student, Instant at) {
            var visit = lastVisit(student);
            if (visit.isEmpty()) {
                return Decision.rejected(new Rejection.NotInLecture());
            }
            var leftAt = visit.get().leftAt();
            if (leftAt != null) {
                return new Decision.Repeated<>(new StudentLeft(opened.lecture(), student, leftAt));
            } else if (closed != null) {
                return Decision.rejected(new Rejection.LectureWasClosed(closed.at()));
            }
            visits.set(
                    visit.get().number() - 1,
                    new Attendance(student, visit.get().number(), visit.get().attendedAt(), at));
            return new Decision.Accepted<>(new StudentLeft(opened.lecture(), student, at));
        }

        private Decision<CapacityChanged> changeCapacity(Teacher teacher, Capacity newCapacity, Instant at) {
            var changed = new CapacityChanged(opened.lecture(), newCapacity, in(), at);
            if (!teacher.equals(OWNER)) {
                return Decision.rejected(new Rejection.NotTheOwner());
            } else if (closed != null) {
                return Decision.rejected(new Rejection.LectureWasClosed(closed.at()));
            } else if (in() > newCapacity.seats()) {
                return Decision.rejected(new Rejection.CapacityBelowAttending(in()));
            } else if (newCapacity.equals(capacity)) {
                return new Decision.Repeated<>(changed);
            }
            capacity = newCapacity;
            return new Decision.Accepted<>(changed);
        }

        private Decision<LectureClosed> close(Teacher teacher, Instant at) {
            if (!teacher.equals(OWNER)) {
                return Decision.rejected(new Rejection.NotTheOwner());
            } else if (closed != null) {
                return new Decision.Repeated<>(closed);
            }
            closed = new LectureClosed(opened.lecture(), different(), at);
            return new Decision.Accepted<>(closed);
        }

        LectureState state() {
            return new LectureState(
                    opened.lecture(),
                    opened.code(),
                    opened.teacher(),
                    capacity,
                    opened.title(),
                    opened.at(),
                    opened.startsAt(),
                    in(),
                    visits.size(),
                    different(),
                    closed == null ? null : closed.at());
        }

        private StudentAttended attended(Attendance visit) {
            return new StudentAttended(opened.lecture(), visit.student(), visit.number(), visit.attendedAt());
        }

        private Optional<Attendance> lastVisit(Student student) {
            return visits.stream()
                    .filter(visit -> visit.student().equals(student))
                    .max(Comparator.comparingInt(Attendance::number));
        }

        private int in() {
            return (int) visits.stream().filter(Attendance::isIn).count();
        }

        private int different() {
            return (int) visits.stream().map(Attendance::student).distinct().count();
        }
    }
}
