package lectern.persistence.store;

import static lectern.persistence.jooq.Tables.LECTURE;
import static org.jooq.impl.DSL.any;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import lectern.application.codec.Unreadable;
import lectern.application.port.Append;
import lectern.application.port.AppendResult;
import lectern.application.port.IdempotencyKey;
import lectern.application.port.LectureSnapshot;
import lectern.application.port.Lectures;
import lectern.application.port.ServiceUnavailable;
import lectern.domain.Decision;
import lectern.domain.Lecture;
import lectern.domain.LectureCode;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Rejection;
import lectern.domain.Student;
import lectern.domain.Teacher;
import lectern.persistence.batching.Batcher;
import lectern.persistence.batching.Timeouts;
import lectern.persistence.database.ArrayParameter;
import lectern.persistence.database.Database;
import lectern.persistence.database.Failures;
import lectern.persistence.database.SqlTemplate;
import lectern.persistence.log.CommittedEvents;
import lectern.persistence.log.EventLog;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** All lectures, in Postgres. */
public final class PostgresLectures implements Lectures {

    private static final SqlTemplate LOCK = new SqlTemplate(PostgresLectures.class, "lock.sql");
    private static final ArrayParameter<LectureId> IDS = new ArrayParameter<>(LECTURE.ID);
    private static final ArrayParameter<LectureCode> CODES = new ArrayParameter<>(LECTURE.CODE);

    /** One at a time, so that all calls that come meanwhile share the next statement: see docs/performance.md. */
    private static final Batcher.Limits READS = new Batcher.Limits(1, 500);

    private static final Batcher.Limits APPENDS = new Batcher.Limits(2, 64);

    /** Each call holds a connection while it waits for a row. Together they must not use up the pool. */
    private static final int MOST_EXCLUSIVE = 4;

    private final Database database;
    private final Duration exclusiveTimeout;
    private final Batcher<LectureCode, Optional<LectureId>> codes;
    private final Batcher<FindStatement.Query, Optional<LectureSnapshot>> finds;
    private final Batcher<Append, Supplier<AppendResult>> appends;
    private final Semaphore exclusive = new Semaphore(MOST_EXCLUSIVE);

    public PostgresLectures(Database database, Timeouts timeouts) {
        this.database = database;
        this.exclusiveTimeout = timeouts.untilDone();
        this.codes = new Batcher<>(READS, timeouts, batch -> database.run(db -> findByCodes(db, batch)));
        this.finds = new Batcher<>(READS, timeouts, batch -> database.run(db -> find(db, batch)));
        this.appends = new Batcher<>(APPENDS, timeouts, this::append);
    }

    @Override
    public Decision<LectureOpened> open(LectureOpened opened, @Nullable IdempotencyKey key) {
        return database.transact(tx -> {
            if (!isInserted(tx, opened, key)) {
                return conflicting(tx, opened, key);
            }
            var committed = new CommittedEvents(opened.lecture(), 0, List.of(opened));
            var _ = SqlTemplate.run(
                    tx, AppendStatement.logAndViews(List.of(committed), IDS.of(List.of(opened.lecture()))));
            return new Decision.Accepted<>(opened);
        });
    }

    /** Waits for another transaction that inserts a conflicting row. Inserts nothing if that transaction commits. */
    private static boolean isInserted(DSLContext tx, LectureOpened opened, @Nullable IdempotencyKey key) {
        return tx.insertInto(LECTURE)
                        .set(StateColumn.values(Lecture.of(opened).state()))
                        .set(LECTURE.IDEMPOTENCY_KEY, key)
                        .set(LECTURE.VERSION, 0L)
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    private static Decision<LectureOpened> conflicting(
            DSLContext tx, LectureOpened opened, @Nullable IdempotencyKey key) {
        var before = key == null ? Optional.<LectureOpened>empty() : openedWith(tx, opened.teacher(), key);
        if (before.isPresent()) {
            return new Decision.Repeated<>(before.get());
        }
        if (tx.fetchExists(LECTURE, LECTURE.TEACHER_ID.eq(opened.teacher()).and(LECTURE.CLOSED_AT.isNull()))) {
            return Decision.rejected(new Rejection.LectureAlreadyOpen());
        }
        // A retry comes with a new id and a new code.
        throw new ServiceUnavailable.TryAgain("the conflicting lecture was just closed, or has the same id or code");
    }

    @Override
    public Optional<LectureOpened> openedWith(Teacher teacher, IdempotencyKey key) {
        return database.run(db -> openedWith(db, teacher, key));
    }

    /** Reads the first event, because the row has the current state of the lecture, and not the state at its opening. */
    private static Optional<LectureOpened> openedWith(DSLContext db, Teacher teacher, IdempotencyKey key) {
        return db.select(LECTURE.ID)
                .from(LECTURE)
                .where(LECTURE.TEACHER_ID.eq(teacher))
                .and(LECTURE.IDEMPOTENCY_KEY.eq(key))
                .fetchOptional(LECTURE.ID)
                .flatMap(id -> opening(db, id));
    }

    private static Optional<LectureOpened> opening(DSLContext db, LectureId id) {
        try {
            return EventLog.read(db, id, null, 1).stream()
                    .map(logged -> (LectureOpened) logged.event())
                    .findFirst();
        } catch (Unreadable e) {
            throw new ServiceUnavailable.TryAgain("another release opened this lecture", e);
        }
    }

    @Override
    public Optional<LectureId> findByCode(LectureCode code) {
        return codes.call(code);
    }

    private static List<Optional<LectureId>> findByCodes(DSLContext db, List<LectureCode> codes) {
        var found = db.select(LECTURE.CODE, LECTURE.ID)
                .from(LECTURE)
                .where(LECTURE.CODE.eq(any(CODES.of(codes))))
                .fetchMap(LECTURE.CODE, LECTURE.ID);
        return codes.stream().map(code -> Optional.ofNullable(found.get(code))).toList();
    }

    @Override
    public Optional<LectureSnapshot> find(LectureId id, Set<Student> students) {
        return finds.call(new FindStatement.Query(id, students));
    }

    private static List<Optional<LectureSnapshot>> find(DSLContext db, List<FindStatement.Query> queries) {
        var found = FindStatement.lectures(db.fetch(FindStatement.of(queries)));
        return queries.stream()
                .map(query -> Optional.ofNullable(found.get(query.lecture())))
                .toList();
    }

    @Override
    public AppendResult append(Append append) {
        return appends.call(append).get();
    }

    private List<Supplier<AppendResult>> append(List<Append> batch) {
        if (batch.size() > 1) {
            try {
                return database.run(db -> AppendStatement.run(db, batch)).stream()
                        .<Supplier<AppendResult>>map(result -> () -> result)
                        .toList();
            } catch (ServiceUnavailable e) {
                throw e;
            } catch (RuntimeException _) {
                // One of them can't be appended, so none was. Each is tried alone, so that the others don't fail with
                // it.
            }
        }
        return batch.stream().map(this::appendAlone).toList();
    }

    private Supplier<AppendResult> appendAlone(Append append) {
        try {
            var result = database.run(db -> AppendStatement.run(db, List.of(append)));
            return result::getFirst;
        } catch (ServiceUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            if (e instanceof DataAccessException failure && Failures.isUniqueViolation(failure)) {
                return AppendResult.Conflict::new;
            }
            return () -> {
                throw e;
            };
        }
    }

    @Override
    public <R> Optional<R> exclusively(
            LectureId id, Set<Student> students, Function<LectureSnapshot, Decided<R>> decide) {
        return withPermit(() -> database.transact(tx -> {
            var found = SqlTemplate.run(
                    tx,
                    List.of(
                            LOCK.with(DSL.val(id, LECTURE.ID)),
                            FindStatement.of(List.of(new FindStatement.Query(id, students)))));
            return Optional.ofNullable(FindStatement.lectures(found.get(1)).get(id))
                    .map(lecture -> {
                        var decided = decide.apply(lecture);
                        appendLocked(tx, decided.append());
                        return decided.result();
                    });
        }));
    }

    private static void appendLocked(DSLContext tx, Append append) {
        if (append.events().isEmpty()) {
            return;
        }
        var result = AppendStatement.run(tx, List.of(append)).getFirst();
        if (!(result instanceof AppendResult.Committed)) {
            throw new IllegalStateException("a lecture has changed while its row was locked: " + result);
        }
    }

    private <T> T withPermit(Supplier<T> work) {
        try {
            if (!exclusive.tryAcquire(exclusiveTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ServiceUnavailable.TryAgain("too many calls wait to lock a lecture's row");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailable.TryAgain("interrupted while waiting", e);
        }
        try {
            return work.get();
        } finally {
            exclusive.release();
        }
    }
}
