package lectern.persistence;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static lectern.persistence.jooq.Tables.ATTENDANCE;
import static lectern.persistence.jooq.Tables.LECTURE;
import static org.jooq.impl.DSL.raw;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lectern.application.port.Change;
import lectern.application.port.NotServed;
import lectern.domain.Attendance;
import lectern.domain.Capacity;
import lectern.domain.Lecture;
import lectern.domain.LectureCode;
import lectern.domain.LectureId;
import lectern.domain.LectureState;
import lectern.domain.Student;
import lectern.domain.Teacher;
import lectern.domain.Title;
import org.jooq.DSLContext;
import org.jooq.QueryPart;
import org.jooq.Record12;
import org.jooq.Record5;
import org.jooq.SQL;

/**
 * Changes lectures: all that this instance wants to change at the same time in one transaction.
 *
 * <p>A lecture that somebody else has locked is not waited for in it, or all others would wait as well: it is changed by itself.
 *
 * <p>A lecture that was changed here last is decided as it was left, without another look at it: the statement that keeps the
 * decision keeps nothing unless the lecture is so still. If it is not, it is locked, read and decided again (ADR 19).
 */
final class Changes {

    private static final int MOST_REMEMBERED = 1_000;

    private static final Script LOCK = new Script("lock.sql");
    private static final QueryPart SKIP_LOCKED = raw("skip locked");
    private static final QueryPart WAIT = raw("");

    private static final Script KEEP = new Script("keep.sql");
    private static final QueryPart HELD = raw("array(select id from held)");
    private static final Column<LectureId> ID = new Column<>(LECTURE.ID);
    private static final Column<Integer> COUNT = new Column<>(LECTURE.ATTENDING);
    private static final Column<Instant> CLOSED_AT = new Column<>(LECTURE.CLOSED_AT);
    private static final Column<Long> VERSION = new Column<>(LECTURE.VERSION);
    private static final Column<Student> STUDENT = new Column<>(ATTENDANCE.STUDENT_ID);
    private static final Column<Integer> NUMBER = new Column<>(ATTENDANCE.NUMBER);
    private static final Column<Instant> AT = new Column<>(ATTENDANCE.ATTENDED_AT);

    private final Database database;
    private final Patience patience;
    private final Cache<LectureId, Found> asLeft =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();
    private final Rounds<LectureId, Wanted<?>> together;
    private final Rounds<LectureId, Wanted<?>> apart;

    Changes(Database database, Patience patience) {
        this.database = database;
        this.patience = patience;
        this.together = new Rounds<>(new Rounds.Size(2, 64, 1000), this::changeTogether);
        this.apart = new Rounds<>(new Rounds.Size(2, 1, 1000), this::changeApart);
    }

    <R> Change<R> change(
            LectureId id, OptionalLong expected, Set<Student> students, Function<Lecture, ? extends R> decide) {
        var wanted = new Wanted<R>(expected, students, decide);
        together.add(id, wanted);
        return wanted.await(patience);
    }

    private void changeTogether(Map<LectureId, List<Wanted<?>>> wanted) {
        var rest = new LinkedHashMap<>(wanted);
        try {
            rest.keySet().removeAll(changeAsLeft(wanted));
            var locked = rest.isEmpty() ? Set.of() : transact(rest, SKIP_LOCKED);
            rest.forEach((id, those) -> {
                if (!locked.contains(id)) {
                    those.forEach(each -> {
                        each.putBack();
                        apart.add(id, each);
                    });
                }
            });
        } catch (NotServed e) {
            throw e;
        } catch (RuntimeException e) {
            changeOneByOne(rest);
        }
    }

    private void changeApart(Map<LectureId, List<Wanted<?>>> wanted) {
        try {
            var locked = transact(wanted, WAIT);
            wanted.forEach((id, those) -> {
                if (!locked.contains(id)) {
                    those.forEach(Wanted::isOfNothing);
                }
            });
        } catch (NotServed e) {
            throw e;
        } catch (RuntimeException e) {
            changeOneByOne(wanted);
        }
    }

    /** One of them can't be kept, and so none of them was. The others must not suffer for it. */
    private void changeOneByOne(Map<LectureId, List<Wanted<?>>> wanted) {
        wanted.forEach((id, those) -> those.forEach(each -> {
            try {
                if (transact(Map.of(id, List.of(each)), WAIT).isEmpty()) {
                    each.isOfNothing();
                }
            } catch (RuntimeException e) {
                each.fail(e);
            }
        }));
    }

    /** Changes those lectures that still are as they were left here, and tells whoever wanted it. Returns them. */
    private Set<LectureId> changeAsLeft(Map<LectureId, List<Wanted<?>>> wanted) {
        var decided = new ArrayList<Decided>();
        wanted.forEach((id, those) -> Optional.ofNullable(asLeft.getIfPresent(id))
                .flatMap(left -> Decided.asLeft(left, those))
                .ifPresent(decided::add));
        var kept = database.ask(db -> keep(db, decided));
        decided.forEach(each -> {
            if (kept.contains(each.id())) {
                tell(each);
            } else {
                asLeft.invalidate(each.id());
            }
        });
        return kept;
    }

    private void tell(Decided decided) {
        asLeft.put(decided.id(), new Found(decided.lecture().state(), decided.version(), Set.of()));
        decided.answers().forEach(Runnable::run);
    }

    /** Changes those lectures that there are, and that are not skipped, and tells whoever wanted it. Returns them. */
    private Set<LectureId> transact(Map<LectureId, List<Wanted<?>>> wanted, QueryPart wait) {
        var decided = database.transact(tx -> {
            var found = lock(tx, wanted, wait);
            var lectures = found.stream()
                    .map(each ->
                            Decided.of(each, wanted.getOrDefault(each.state().id(), List.of())))
                    .toList();
            var changed = lectures.stream().filter(Decided::hasChanged).toList();
            if (keep(tx, changed).size() < changed.size()) {
                throw new IllegalStateException("a lecture has changed while it was locked");
            }
            return lectures;
        });
        decided.forEach(this::tell);
        return decided.stream().map(Decided::id).collect(toSet());
    }

    /** Nobody else changes the lectures that are found from here to the end of the transaction. */
    private static List<Found> lock(DSLContext tx, Map<LectureId, List<Wanted<?>>> wanted, QueryPart wait) {
        var ids = new ArrayList<LectureId>();
        var students = new ArrayList<Student>();
        wanted.forEach((id, those) -> Wanted.students(those).forEach(student -> {
            ids.add(id);
            students.add(student);
        }));
        var found =
                Script.run(tx, List.of(LOCK.with(ID.all(wanted.keySet()), wait, ID.all(ids), STUDENT.all(students))));
        var attendances = found
                .get(1)
                .into(
                        ATTENDANCE.LECTURE_ID,
                        ATTENDANCE.STUDENT_ID,
                        ATTENDANCE.NUMBER,
                        ATTENDANCE.ATTENDED_AT,
                        ATTENDANCE.LEFT_AT)
                .stream()
                .collect(groupingBy(Record5::value1, Collectors.mapping(Changes::attendance, toSet())));
        return found.get(0)
                .into(
                        LECTURE.ID,
                        LECTURE.CODE,
                        LECTURE.TEACHER_ID,
                        LECTURE.CAPACITY,
                        LECTURE.TITLE,
                        LECTURE.OPENED_AT,
                        LECTURE.STARTS_AT,
                        LECTURE.ATTENDING,
                        LECTURE.LAST_NUMBER,
                        LECTURE.ATTENDED,
                        LECTURE.CLOSED_AT,
                        LECTURE.VERSION)
                .map(row -> new Found(state(row), row.value12(), attendances.getOrDefault(row.value1(), Set.of())));
    }

    private static Attendance attendance(Record5<?, Student, Integer, Instant, Instant> row) {
        return new Attendance(row.value2(), row.value3(), row.value4(), row.value5());
    }

    private static LectureState state(
            Record12<
                            LectureId,
                            LectureCode,
                            Teacher,
                            Capacity,
                            Title,
                            Instant,
                            Instant,
                            Integer,
                            Integer,
                            Integer,
                            Instant,
                            Long>
                    row) {
        return new LectureState(
                row.value1(),
                row.value2(),
                row.value3(),
                row.value4(),
                row.value5(),
                row.value6(),
                row.value7(),
                row.value8(),
                row.value9(),
                row.value10(),
                row.value11());
    }

    /** Keeps what was decided, by one statement. Returns the lectures of which it was kept. */
    private static Set<LectureId> keep(DSLContext db, List<Decided> decided) {
        if (decided.isEmpty()) {
            return Set.of();
        }
        var found = decided.stream().map(Decided::found).toList();
        var unseen = decided.stream().flatMap(Decided::seatsNotSeen).toList();
        var states = decided.stream().map(each -> each.lecture().state()).toList();
        var attendances = decided.stream().flatMap(Decided::attendances).toList();
        var happened =
                decided.stream().flatMap(each -> each.happened().stream()).toList();
        var kept = db.fetch(KEEP.with(
                ID.all(unseen, Seat::lecture),
                STUDENT.all(unseen, Seat::student),
                ID.all(states, LectureState::id),
                VERSION.all(found, Found::version),
                COUNT.all(found, each -> each.state().attending()),
                COUNT.all(found, each -> each.state().lastNumber()),
                COUNT.all(found, each -> each.state().attended()),
                VERSION.all(decided, Decided::version),
                COUNT.all(states, LectureState::attending),
                COUNT.all(states, LectureState::lastNumber),
                COUNT.all(states, LectureState::attended),
                CLOSED_AT.all(states, LectureState::closedAt),
                ID.all(attendances, Of::lecture),
                STUDENT.all(attendances, of -> of.attendance().student()),
                NUMBER.all(attendances, of -> of.attendance().number()),
                AT.all(attendances, of -> of.attendance().attendedAt()),
                AT.all(attendances, of -> of.attendance().leftAt()),
                Script.parts(whatFollowsFrom(happened, HELD))));
        return Set.copyOf(kept.into(LECTURE.ID).getValues(LECTURE.ID));
    }

    /**
     * The statements that log and show what happened.
     *
     * @param lectures the ids of those of which they do, as an array
     */
    static List<SQL> whatFollowsFrom(List<Happened> happened, QueryPart lectures) {
        var statements = new ArrayList<SQL>();
        statements.add(EventLog.append(happened, lectures));
        statements.addAll(Projection.of(happened, lectures));
        return statements;
    }

    /** A lecture as it was found, or left, and those attendances of it that were asked for. */
    private record Found(LectureState state, long version, Set<Attendance> attendances) {}

    private record Of(LectureId lecture, Attendance attendance) {}

    /**
     * A lecture, and what became of what was wanted of it.
     *
     * @param unseen students who were taken to have no attendance, without a look
     * @param happened one for each that changed the lecture, with a version of its own
     * @param answers tell it, and are run when it is kept
     */
    private record Decided(
            Found found, Lecture lecture, Set<Student> unseen, List<Happened> happened, List<Runnable> answers) {

        private Decided(Found found, Set<Student> students, Set<Student> unseen) {
            this(
                    found,
                    Lecture.restore(found.state(), students, found.attendances()),
                    unseen,
                    new ArrayList<>(),
                    new ArrayList<>());
        }

        /**
         * Decides without a look at the lecture, as it was left. Empty when that can't be right, or is not worth it: when another
         * version is expected, or none, and when nothing would have to be kept, so that nothing would be checked either.
         */
        static Optional<Decided> asLeft(Found left, List<Wanted<?>> wanted) {
            if (!wanted.stream().allMatch(each -> each.expected.equals(OptionalLong.of(left.version())))) {
                return Optional.empty();
            }
            var students = Wanted.students(wanted);
            var decided = new Decided(left, students, students);
            try {
                wanted.forEach(decided::decide);
            } catch (Throwable _) {
                // It comes out when it is thrown again, of what the lecture is for certain.
                return Optional.empty();
            }
            return decided.hasChanged() ? Optional.of(decided) : Optional.empty();
        }

        static Decided of(Found found, List<Wanted<?>> wanted) {
            var decided = new Decided(found, Wanted.students(wanted), Set.of());
            for (var each : wanted) {
                try {
                    decided.decide(each);
                } catch (Throwable thrown) {
                    each.fail(thrown);
                    // Whatever it did to the lecture did not happen.
                    return of(
                            found,
                            wanted.stream().filter(Predicate.not(each::equals)).toList());
                }
            }
            return decided;
        }

        private <R> void decide(Wanted<R> wanted) {
            long before = version();
            if (wanted.expected.isPresent() && wanted.expected.getAsLong() != before) {
                answers.add(() -> wanted.answer(new Change.Stale<>(before)));
                return;
            }
            int known = lecture.events().size();
            R result = wanted.decide.apply(lecture);
            var events = lecture.events();
            if (events.size() > known) {
                happened.add(new Happened(id(), before + 1, events.subList(known, events.size())));
            }
            var done = new Change.Done<R>(result, version());
            answers.add(() -> wanted.answer(done));
        }

        LectureId id() {
            return found.state().id();
        }

        long version() {
            return happened.isEmpty() ? found.version() : happened.getLast().version();
        }

        boolean hasChanged() {
            return !happened.isEmpty();
        }

        Stream<Seat> seatsNotSeen() {
            return unseen.stream().map(student -> new Seat(id(), student));
        }

        Stream<Of> attendances() {
            return lecture.attendances().stream()
                    .filter(Predicate.not(found.attendances()::contains))
                    .map(attendance -> new Of(id(), attendance));
        }
    }

    /** A change that somebody waits for. */
    private static final class Wanted<R> extends Want<Change<R>> {

        private final OptionalLong expected;
        private final Set<Student> students;
        private final Function<Lecture, ? extends R> decide;

        Wanted(OptionalLong expected, Set<Student> students, Function<Lecture, ? extends R> decide) {
            this.expected = expected;
            this.students = students;
            this.decide = decide;
        }

        static Set<Student> students(List<Wanted<?>> wanted) {
            var students = new HashSet<Student>();
            wanted.forEach(each -> students.addAll(each.students));
            return students;
        }

        /** There is no such lecture. */
        void isOfNothing() {
            answer(new Change.Missing<>());
        }
    }
}
