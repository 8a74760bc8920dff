package lectern.persistence;

import static lectern.persistence.jooq.Tables.ATTENDANCE;
import static lectern.persistence.jooq.Tables.LECTURE;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.field;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import lectern.application.port.Change;
import lectern.application.port.IdempotencyKey;
import lectern.application.port.Lectures;
import lectern.application.port.Located;
import lectern.application.port.NotServed;
import lectern.application.port.Resolved;
import lectern.domain.Decision;
import lectern.domain.Lecture;
import lectern.domain.LectureCode;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Rejection;
import lectern.domain.Student;
import lectern.domain.Teacher;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** All lectures, in Postgres. */
final class PostgresLectures implements Lectures {

    private static final Script RESOLVE = new Script("resolve.sql");
    private static final Column<LectureId> ID = new Column<>(LECTURE.ID);
    private static final Column<LectureCode> CODE = new Column<>(LECTURE.CODE);
    private static final Column<Student> STUDENT = new Column<>(ATTENDANCE.STUDENT_ID);
    private static final Field<Boolean> ATTENDS = field("attends", Boolean.class);

    private final Database database;
    private final Changes changes;
    private final Questions<Sent, Optional<Resolved>> codes;

    /** A code, and who sends it. */
    private record Sent(LectureCode code, Student student) {}

    PostgresLectures(Database database, Patience patience) {
        this.database = database;
        this.changes = new Changes(database, patience);
        this.codes = new Questions<>(patience, sent -> database.ask(db -> resolve(db, sent)));
    }

    @Override
    public Decision<LectureOpened> open(LectureOpened opened, @Nullable IdempotencyKey key) {
        return database.transact(tx -> {
            if (!isAdded(tx, opened, key)) {
                return whyNot(tx, opened, key);
            }
            var _ = Script.run(
                    tx,
                    Changes.whatFollowsFrom(
                            List.of(new Happened(opened.lecture(), 0, List.of(opened))),
                            ID.all(List.of(opened.lecture()))));
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
    public Optional<Resolved> resolve(LectureCode code, Student student) {
        return codes.ask(new Sent(code, student));
    }

    private static Function<Sent, Optional<Resolved>> resolve(DSLContext db, Collection<Sent> sent) {
        var found = db.fetch(RESOLVE.with(CODE.all(sent, Sent::code), STUDENT.all(sent, Sent::student)))
                .into(LECTURE.CODE, ATTENDANCE.STUDENT_ID, LECTURE.ID, LECTURE.VERSION, ATTENDS)
                .intoMap(
                        row -> new Sent(row.value1(), row.value2()),
                        row -> new Resolved(new Located(row.value3(), row.value4()), row.value5()));
        return each -> Optional.ofNullable(found.get(each));
    }

    @Override
    public Optional<Located> locate(LectureId id) {
        return database.ask(db -> db.select(LECTURE.ID, LECTURE.VERSION)
                .from(LECTURE)
                .where(LECTURE.ID.eq(id))
                .fetchOptional(mapping(Located::new)));
    }

    @Override
    public <R> Change<R> change(
            LectureId id, OptionalLong expected, Set<Student> students, Function<Lecture, ? extends R> decide) {
        return changes.change(id, expected, students, decide);
    }
}
