package lectern.persistence;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static lectern.persistence.jooq.Tables.ATTENDANCE;
import static lectern.persistence.jooq.Tables.LECTURE;
import static org.jooq.impl.DSL.raw;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
 */
final class Changes {

    private static final Script LOCK = new Script("lock.sql");
    private static final QueryPart SKIP_LOCKED = raw("skip locked");
    private static final QueryPart WAIT = raw("");

    private static final Script KEEP = new Script("keep.sql");
    private static final Column<LectureId> ID = new Column<>(LECTURE.ID);
    private static final Column<Integer> COUNT = new Column<>(LECTURE.ATTENDING);
    private static final Column<Instant> CLOSED_AT = new Column<>(LECTURE.CLOSED_AT);
    private static final Column<Long> VERSION = new Column<>(LECTURE.VERSION);
    private static final Column<Student> STUDENT = new Column<>(ATTENDANCE.STUDENT_ID);
    private static final Column<Integer> NUMBER = new Column<>(ATTENDANCE.NUMBER);
    private static final Column<Instant> AT = new Column<>(ATTENDANCE.ATTENDED_AT);

    private final Database database;
    private final Patience patience;
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
        try {
            var locked = transact(wanted, SKIP_LOCKED);
            wanted.forEach((id, those) -> {
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
            changeOneByOne(wanted);
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

    /** Changes those lectures that there are, and that are not skipped, and tells whoever wanted it. Returns them. */
    private Set<LectureId> transact(Map<LectureId, List<Wanted<?>>> wanted, QueryPart wait) {
        var decided = database.transact(tx -> {
            var found = lock(tx, wanted, wait);
            var lectures = found.stream()
                    .map(each ->
                            Decided.of(each, wanted.getOrDefault(each.state().id(), List.of())))
                    .toList();
            keep(tx, lectures.stream().filter(Decided::hasChanged).toList());
            return lectures;
        });
        decided.forEach(each -> each.answers().forEach(Runnable::run));
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

    private static void keep(DSLContext tx, List<Decided> changed) {
        if (changed.isEmpty()) {
            return;
        }
        var states = changed.stream().map(each -> each.lecture().state()).toList();
        var attendances = changed.stream().flatMap(Decided::attendances).toList();
        var happened =
                changed.stream().flatMap(each -> each.happened().stream()).toList();
        var scripts = new ArrayList<SQL>();
        scripts.add(KEEP.with(
                ID.all(states, LectureState::id),
                COUNT.all(states, LectureState::attending),
                COUNT.all(states, LectureState::lastNumber),
                COUNT.all(states, LectureState::attended),
                CLOSED_AT.all(states, LectureState::closedAt),
                VERSION.all(changed, Decided::version),
                ID.all(attendances, Of::lecture),
                STUDENT.all(attendances, of -> of.attendance().student()),
                NUMBER.all(attendances, of -> of.attendance().number()),
                AT.all(attendances, of -> of.attendance().attendedAt()),
                AT.all(attendances, of -> of.attendance().leftAt())));
        scripts.addAll(whatFollowsFrom(happened));
        var _ = Script.run(tx, scripts);
    }

    /** The statements that log and show what happened. */
    static List<SQL> whatFollowsFrom(List<Happened> happened) {
        var statements = new ArrayList<SQL>();
        statements.add(EventLog.append(happened));
        statements.addAll(Projection.of(happened));
        return statements;
    }

    /** A lecture as it was found, and those attendances of it that were asked for. */
    private record Found(LectureState state, long version, Set<Attendance> attendances) {}

    private record Of(LectureId lecture, Attendance attendance) {}

    /**
     * A lecture, and what became of what was wanted of it.
     *
     * @param happened one for each that changed the lecture, with a version of its own
     * @param answers tell it, and are run when it is kept
     */
    private record Decided(Found found, Lecture lecture, List<Happened> happened, List<Runnable> answers) {

        static Decided of(Found found, List<Wanted<?>> wanted) {
            var lecture = Lecture.restore(found.state(), Wanted.students(wanted), found.attendances());
            var decided = new Decided(found, lecture, new ArrayList<>(), new ArrayList<>());
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
