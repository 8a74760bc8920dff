package lectern.persistence;

import static lectern.persistence.jooq.Tables.ATTENDANCE;
import static lectern.persistence.jooq.Tables.LECTURE;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.val;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import lectern.application.port.Change;
import lectern.application.port.IdempotencyKey;
import lectern.application.port.Lectures;
import lectern.application.port.Located;
import lectern.application.port.NotServed;
import lectern.domain.Attendance;
import lectern.domain.Decision;
import lectern.domain.Lecture;
import lectern.domain.LectureCode;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.LectureState;
import lectern.domain.Rejection;
import lectern.domain.Student;
import lectern.domain.Teacher;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SQL;
import org.jspecify.annotations.Nullable;

/** All lectures, in Postgres. */
final class PostgresLectures implements Lectures {

    private static final Script LOCK = new Script("lock.sql");
    private static final Script KEEP = new Script("keep.sql");
    private static final Column<Student> STUDENT = new Column<>(ATTENDANCE.STUDENT_ID);
    private static final Column<Integer> NUMBER = new Column<>(ATTENDANCE.NUMBER);
    private static final Column<Instant> AT = new Column<>(ATTENDANCE.ATTENDED_AT);

    private final Database database;
    private final Turns turns;

    PostgresLectures(Database database, Turns turns) {
        this.database = database;
        this.turns = turns;
    }

    @Override
    public Decision<LectureOpened> open(LectureOpened opened, @Nullable IdempotencyKey key) {
        return database.transact(tx -> {
            if (!isAdded(tx, opened, key)) {
                return whyNot(tx, opened, key);
            }
            var _ = Script.run(tx, whatFollowsFrom(opened.lecture(), 0, List.of(opened)));
            return new Decision.Accepted<>(opened);
        });
    }

    /** Waits for whoever is adding what this can't be added beside, and gives way if they succeed. */
    private static boolean isAdded(DSLContext tx, LectureOpened opened, @Nullable IdempotencyKey key) {
        return tx.insertInto(LECTURE)
                        .set(LECTURE.ID, opened.lecture())
                        .set(LECTURE.CODE, opened.code())
                        .set(LECTURE.TEACHER_ID, opened.teacher())
                        .set(LECTURE.IDEMPOTENCY_KEY, key)
                        .set(LECTURE.TITLE, opened.title())
                        .set(LECTURE.CAPACITY, opened.capacity())
                        .set(LECTURE.OPENED_AT, opened.at())
                        .set(LECTURE.STARTS_AT, opened.startsAt())
                        .set(LECTURE.ATTENDING, 0)
                        .set(LECTURE.LAST_NUMBER, 0)
                        .set(LECTURE.ATTENDED, 0)
                        .set(LECTURE.VERSION, 0L)
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    private static Decision<LectureOpened> whyNot(DSLContext tx, LectureOpened opened, @Nullable IdempotencyKey key) {
        var before = key == null ? Optional.<LectureOpened>empty() : openedWith(tx, opened.teacher(), key);
        if (before.isPresent()) {
            return new Decision.Repeated<>(before.get());
        }
        if (tx.fetchExists(LECTURE, LECTURE.TEACHER_ID.eq(opened.teacher()).and(LECTURE.CLOSED_AT.isNull()))) {
            return Decision.rejected(new Rejection.LectureAlreadyOpen());
        }
        // The next try comes with another id and another code.
        throw new NotServed.TryAgain("the other lecture was closed just now, or has this id or this code");
    }

    @Override
    public Optional<LectureOpened> openedWith(Teacher teacher, IdempotencyKey key) {
        return database.ask(db -> openedWith(db, teacher, key));
    }

    private static Optional<LectureOpened> openedWith(DSLContext db, Teacher teacher, IdempotencyKey key) {
        return db.select(
                        LECTURE.ID,
                        LECTURE.CODE,
                        LECTURE.TEACHER_ID,
                        LECTURE.CAPACITY,
                        LECTURE.TITLE,
                        LECTURE.STARTS_AT,
                        LECTURE.OPENED_AT)
                .from(LECTURE)
                .where(LECTURE.TEACHER_ID.eq(teacher))
                .and(LECTURE.IDEMPOTENCY_KEY.eq(key))
                .fetchOptional(mapping(LectureOpened::new));
    }

    @Override
    public Optional<Located> locate(LectureCode code) {
        return locate(LECTURE.CODE.eq(code).and(LECTURE.CLOSED_AT.isNull()));
    }

    @Override
    public Optional<Located> locate(LectureId id) {
        return locate(LECTURE.ID.eq(id));
    }

    private Optional<Located> locate(Condition which) {
        return database.ask(db -> db.select(LECTURE.ID, LECTURE.VERSION)
                .from(LECTURE)
                .where(which)
                .fetchOptional(mapping(Located::new)));
    }

    @Override
    public boolean isIn(LectureId id, Student student) {
        return database.ask(db -> db.fetchExists(
                ATTENDANCE,
                ATTENDANCE
                        .LECTURE_ID
                        .eq(id)
                        .and(ATTENDANCE.STUDENT_ID.eq(student))
                        .and(ATTENDANCE.LEFT_AT.isNull())));
    }

    @Override
    public <R> Change<R> change(
            LectureId id, OptionalLong expected, Set<Student> students, Function<Lecture, ? extends R> decide) {
        return turns.inTurn(
                id,
                () -> database.transact(tx -> lock(tx, id, students)
                        .<Change<R>>map(kept -> change(tx, kept, expected, students, decide))
                        .orElseGet(Change.Missing::new)));
    }

    private static <R> Change<R> change(
            DSLContext tx,
            Kept kept,
            OptionalLong expected,
            Set<Student> students,
            Function<Lecture, ? extends R> decide) {
        if (expected.isPresent() && expected.getAsLong() != kept.version()) {
            return new Change.Stale<>(kept.version());
        }
        var lecture = Lecture.restore(kept.state(), students, kept.attendances());
        R result = decide.apply(lecture);
        if (lecture.events().isEmpty()) {
            return new Change.Done<>(result, kept.version());
        }
        long version = kept.version() + 1;
        keep(tx, version, lecture, kept.attendances());
        return new Change.Done<>(result, version);
    }

    /** A lecture as it was found, and those attendances of it that were asked for. */
    private record Kept(LectureState state, long version, Set<Attendance> attendances) {}

    /** Nobody else changes the lecture from here to the end of the transaction. */
    private static Optional<Kept> lock(DSLContext tx, LectureId id, Set<Student> students) {
        var found = Script.run(tx, List.of(LOCK.with(val(id, LECTURE.ID), STUDENT.all(students))));
        var attendances = found.get(1)
                .into(ATTENDANCE.STUDENT_ID, ATTENDANCE.NUMBER, ATTENDANCE.ATTENDED_AT, ATTENDANCE.LEFT_AT)
                .intoSet(mapping(Attendance::new));
        var states = found.get(0)
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
                        LECTURE.CLOSED_AT)
                .map(mapping(LectureState::new));
        var versions = found.get(0).map(row -> row.get(LECTURE.VERSION));
        return states.isEmpty()
                ? Optional.empty()
                : Optional.of(new Kept(states.getFirst(), versions.getFirst(), attendances));
    }

    private static void keep(DSLContext tx, long version, Lecture lecture, Set<Attendance> before) {
        var state = lecture.state();
        var changed = lecture.attendances().stream()
                .filter(Predicate.not(before::contains))
                .toList();
        var scripts = new ArrayList<SQL>();
        scripts.add(KEEP.with(
                val(state.id(), LECTURE.ID),
                val(state.attending()),
                val(state.lastNumber()),
                val(state.attended()),
                val(state.closedAt(), LECTURE.CLOSED_AT),
                val(version),
                STUDENT.all(changed, Attendance::student),
                NUMBER.all(changed, Attendance::number),
                AT.all(changed, Attendance::attendedAt),
                AT.all(changed, Attendance::leftAt)));
        scripts.addAll(whatFollowsFrom(state.id(), version, lecture.events()));
        var _ = Script.run(tx, scripts);
    }

    private static List<SQL> whatFollowsFrom(LectureId id, long version, List<LectureEvent> events) {
        var statements = new ArrayList<SQL>();
        statements.add(EventLog.append(id, version, events));
        statements.addAll(Projection.of(id, version, events));
        return statements;
    }
}
