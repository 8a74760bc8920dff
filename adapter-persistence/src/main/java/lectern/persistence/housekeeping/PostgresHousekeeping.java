package lectern.persistence.housekeeping;

import static lectern.persistence.jooq.Tables.ATTENDANCE;
import static lectern.persistence.jooq.Tables.ATTENDEE_VIEW;
import static lectern.persistence.jooq.Tables.LECTURE;
import static lectern.persistence.jooq.Tables.LECTURE_EVENT;
import static lectern.persistence.jooq.Tables.LECTURE_VIEW;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.select;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import lectern.application.codec.Unreadable;
import lectern.application.port.Housekeeping;
import lectern.domain.LectureId;
import lectern.persistence.database.ArrayParameter;
import lectern.persistence.database.Database;
import lectern.persistence.database.SqlTemplate;
import lectern.persistence.log.CommittedEvents;
import lectern.persistence.log.EventLog;
import lectern.persistence.log.EventLog.LoggedEvent;
import lectern.persistence.projection.Projection;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Housekeeping in Postgres: lecture by lecture, each in a transaction that locks the lecture's row. */
public final class PostgresHousekeeping implements Housekeeping {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresHousekeeping.class);

    private static final int LECTURES_AT_ONCE = 100;

    /** A bigger lecture is removed by several statements, so that none of them exceeds the statement timeout. */
    private static final int ROWS_AT_ONCE = 10_000;

    private static final int EVENTS_AT_ONCE = 1_000;

    private static final ArrayParameter<LectureId> IDS = new ArrayParameter<>(LECTURE.ID);
    private static final LectureId BEFORE_THE_FIRST = new LectureId(new UUID(0, 0));

    private final Database database;

    public PostgresHousekeeping(Database database) {
        this.database = database;
    }

    @Override
    public int removeClosed(Instant before) {
        int removed = 0;
        for (var found = closed(before); !found.isEmpty(); found = closed(before)) {
            for (var id : found) {
                removed += database.transact(tx -> remove(tx, id));
            }
        }
        return removed;
    }

    private List<LectureId> closed(Instant before) {
        return database.run(db -> db.select(LECTURE.ID)
                .from(LECTURE)
                .where(LECTURE.CLOSED_AT.lt(before))
                .orderBy(LECTURE.CLOSED_AT)
                .limit(LECTURES_AT_ONCE)
                .fetch(LECTURE.ID));
    }

    private static int remove(DSLContext tx, LectureId id) {
        if (!isLocked(tx, id)) {
            return 0;
        }
        hide(tx, id);
        delete(tx, LECTURE_EVENT, LECTURE_EVENT.LECTURE_ID.eq(id));
        delete(tx, ATTENDANCE, ATTENDANCE.LECTURE_ID.eq(id));
        return tx.deleteFrom(LECTURE).where(LECTURE.ID.eq(id)).execute();
    }

    @Override
    public int rebuildViews() {
        int rebuilt = 0;
        for (var id = next(BEFORE_THE_FIRST); id != null; id = next(id)) {
            rebuilt += rebuild(id);
        }
        return rebuilt;
    }

    /** The next greater id of a lecture. It includes lectures that only the views still show. */
    private @Nullable LectureId next(LectureId after) {
        return database.run(db -> db.select(least(
                        next(LECTURE, LECTURE.ID, after),
                        next(LECTURE_VIEW, LECTURE_VIEW.LECTURE_ID, after),
                        next(ATTENDEE_VIEW, ATTENDEE_VIEW.LECTURE_ID, after)))
                .fetchSingle()
                .value1());
    }

    private static Field<LectureId> next(Table<?> table, Field<LectureId> id, LectureId after) {
        return field(select(id).from(table).where(id.gt(after)).orderBy(id).limit(1));
    }

    /** A lecture that can't be read does not stop the rebuild of the others. */
    private int rebuild(LectureId id) {
        try {
            return database.transact(tx -> {
                boolean exists = isLocked(tx, id);
                hide(tx, id);
                show(tx, id);
                return exists ? 1 : 0;
            });
        } catch (UnreadableEvent e) {
            LOG.error(
                    "The views of lecture {} stay as they are: {}. Rebuild them with the release that wrote it",
                    id,
                    e.getMessage());
            return 0;
        }
    }

    private static void show(DSLContext tx, LectureId id) {
        for (var some = read(tx, id, null); !some.isEmpty(); some = read(tx, id, some.getLast())) {
            var events = some.stream().map(LoggedEvent::event).toList();
            var committed = new CommittedEvents(id, some.getLast().version(), events);
            var _ = SqlTemplate.run(tx, Projection.statements(List.of(committed), IDS.of(List.of(id))));
        }
    }

    private static List<LoggedEvent> read(DSLContext tx, LectureId id, @Nullable LoggedEvent after) {
        try {
            return EventLog.read(tx, id, after, EVENTS_AT_ONCE);
        } catch (Unreadable e) {
            throw new UnreadableEvent(e);
        }
    }

    /** Rolls back the rebuild of a lecture, because none of its events may be skipped. */
    private static final class UnreadableEvent extends RuntimeException {

        UnreadableEvent(Unreadable cause) {
            super("an event can't be read: " + cause.getMessage(), cause);
        }
    }

    private static boolean isLocked(DSLContext tx, LectureId id) {
        return tx.select(LECTURE.ID)
                        .from(LECTURE)
                        .where(LECTURE.ID.eq(id))
                        .forNoKeyUpdate()
                        .fetchOne()
                != null;
    }

    private static void hide(DSLContext tx, LectureId id) {
        delete(tx, ATTENDEE_VIEW, ATTENDEE_VIEW.LECTURE_ID.eq(id));
        delete(tx, LECTURE_VIEW, LECTURE_VIEW.LECTURE_ID.eq(id));
    }

    private static void delete(DSLContext tx, Table<Record> table, Condition which) {
        int deleted;
        do {
            deleted = tx.deleteFrom(table).where(which).limit(ROWS_AT_ONCE).execute();
        } while (deleted == ROWS_AT_ONCE);
    }
}
