package lectern.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
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
                        .isBetween(0, opened.capacity().seats());
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
                .mapToObj(_ -> new Command(request(random), opened.at().plusSeconds(random.nextInt(-10, 120))))
                .toList();
    }

    private static Request<?> request(Random random) {
        var student = Student.of("student-" + random.nextInt(8));
        int dice = random.nextInt(300);
        if (dice < 2) {
            return new Request.Close(dice == 0 ? OWNER : Teacher.of("somebody else"));
        }
        return dice % 5 < 3 ? new Request.Attend(student) : new Request.Leave(student);
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

    private record Command(Request<?> request, Instant at) {}

    /** Keeps a lecture between transactions, as a store does. */
    private static final class Store {

        private final List<LectureEvent> events = new ArrayList<>();
        private LectureState state;

        Store(LectureOpened opened) {
            state = LectureState.after(opened);
        }

        /** One transaction. */
        List<Decision<?>> decide(List<Command> commands) {
            var students = new HashSet<Student>();
            commands.forEach(command -> students.addAll(command.request().students()));
            var lecture = Lecture.restore(
                    state,
                    students,
                    students.stream()
                            .map(this::attendance)
                            .filter(Objects::nonNull)
                            .toList());
            var decisions = new ArrayList<Decision<?>>();
            for (var command : commands) {
                decisions.add(command.request().decide(lecture, command.at()));
            }
            events.addAll(lecture.events());
            state = lecture.state();
            return decisions;
        }

        private @Nullable Attendance attendance(Student student) {
            Attendance latest = null;
            for (var event : events) {
                if (event instanceof StudentAttended attended
                        && attended.student().equals(student)) {
                    latest = new Attendance(student, attended.number(), attended.at(), null);
                }
                if (event instanceof StudentLeft left && left.student().equals(student) && latest != null) {
                    latest = new Attendance(student, latest.number(), latest.attendedAt(), left.at());
                }
            }
            return latest;
        }
    }

    /** The rules once more, by way of counting. */
    private static final class Model {

        private final LectureOpened opened;
        private final List<Attendance> visits = new ArrayList<>();
        private @Nullable LectureClosed closed;

        Model(LectureOpened opened) {
            this.opened = opened;
        }

        Decision<?> decide(Command command) {
            return switch (command.request()) {
                case Request.Attend attend -> attend(attend.student(), command.at());
                case Request.Leave leave -> leave(leave.student(), command.at());
                case Request.Close close -> close(close.teacher(), command.at());
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
            } else if (in() >= opened.capacity().seats()) {
                return Decision.rejected(new Rejection.LectureFull(opened.capacity()));
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
                    opened.capacity(),
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
