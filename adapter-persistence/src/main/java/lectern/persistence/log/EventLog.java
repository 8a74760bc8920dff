package lectern.persistence.log;

import static lectern.persistence.jooq.Tables.LECTURE_EVENT;
import static org.jooq.impl.DSL.row;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lectern.application.codec.EventCodec;
import lectern.application.codec.Unreadable;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.persistence.database.ArrayParameter;
import lectern.persistence.database.SqlTemplate;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.QueryPart;
import org.jooq.SQL;
import org.jspecify.annotations.Nullable;

/** The log of all events of each lecture, in their order. */
public final class EventLog {

    private static final SqlTemplate INSERT = new SqlTemplate(EventLog.class, "insert_events.sql");
    private static final ArrayParameter<LectureId> LECTURES = new ArrayParameter<>(LECTURE_EVENT.LECTURE_ID);
    private static final ArrayParameter<Long> VERSIONS = new ArrayParameter<>(LECTURE_EVENT.VERSION);
    private static final ArrayParameter<Integer> ORDINALS = new ArrayParameter<>(LECTURE_EVENT.ORDINAL);
    private static final ArrayParameter<String> TYPES = new ArrayParameter<>(LECTURE_EVENT.TYPE);
    private static final ArrayParameter<Instant> TIMES = new ArrayParameter<>(LECTURE_EVENT.AT);
    private static final ArrayParameter<JSONB> PAYLOADS = new ArrayParameter<>(LECTURE_EVENT.PAYLOAD);

    private EventLog() {}

    /** An event, and its position in the log of its lecture. */
    public record LoggedEvent(long version, int ordinal, LectureEvent event) {}

    /**
     * The statement that adds events to the log.
     *
     * @param lectures the ids of the lectures whose events are added, as an array; events of other lectures are left out
     */
    public static SQL insert(List<CommittedEvents> committed, QueryPart lectures) {
        var logged = committed.stream().flatMap(EventLog::logged).toList();
        return INSERT.with(
                LECTURES.of(logged, each -> each.event().lecture()),
                VERSIONS.of(logged, LoggedEvent::version),
                ORDINALS.of(logged, LoggedEvent::ordinal),
                TYPES.of(logged, each -> EventCodec.type(each.event())),
                TIMES.of(logged, each -> each.event().at()),
                PAYLOADS.of(logged, each -> JSONB.valueOf(EventCodec.payload(each.event()))),
                lectures);
    }

    private static Stream<LoggedEvent> logged(CommittedEvents committed) {
        var events = committed.events();
        return IntStream.range(0, events.size())
                .mapToObj(ordinal -> new LoggedEvent(committed.version(), ordinal, events.get(ordinal)));
    }

    /**
     * Reads events of a lecture, in their order.
     *
     * @param after the event before them; null to begin with the first
     * @throws Unreadable if this release can't read one of them, since no event may be skipped
     */
    public static List<LoggedEvent> read(DSLContext db, LectureId lecture, @Nullable LoggedEvent after, int most)
            throws Unreadable {
        var rows = db.select(
                        LECTURE_EVENT.VERSION,
                        LECTURE_EVENT.ORDINAL,
                        LECTURE_EVENT.TYPE,
                        LECTURE_EVENT.AT,
                        LECTURE_EVENT.PAYLOAD)
                .from(LECTURE_EVENT)
                .where(LECTURE_EVENT.LECTURE_ID.eq(lecture))
                .and(row(LECTURE_EVENT.VERSION, LECTURE_EVENT.ORDINAL)
                        .gt(after == null ? -1 : after.version(), after == null ? -1 : after.ordinal()))
                .orderBy(LECTURE_EVENT.VERSION, LECTURE_EVENT.ORDINAL)
                .limit(most)
                .fetch();
        var events = new ArrayList<LoggedEvent>();
        for (var row : rows) {
            var event = EventCodec.event(
                    lecture, row.value3(), row.value4(), row.value5().data());
            events.add(new LoggedEvent(row.value1(), row.value2(), event));
        }
        return events;
    }
}
