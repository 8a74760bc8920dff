package lectern.persistence;

import static lectern.persistence.jooq.Tables.LECTURE_EVENT;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.row;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lectern.domain.Capacity;
import lectern.domain.LectureClosed;
import lectern.domain.LectureCode;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import lectern.domain.StudentLeft;
import lectern.domain.Teacher;
import lectern.domain.Title;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.QueryPart;
import org.jooq.SQL;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All that ever happened to each lecture. */
final class EventLog {

    private static final Script LOG = new Script("log.sql");
    private static final Column<LectureId> LECTURE = new Column<>(LECTURE_EVENT.LECTURE_ID);
    private static final Column<Long> VERSION = new Column<>(LECTURE_EVENT.VERSION);
    private static final Column<Integer> ORDINAL = new Column<>(LECTURE_EVENT.ORDINAL);
    private static final Column<String> TYPE = new Column<>(LECTURE_EVENT.TYPE);
    private static final Column<Instant> AT = new Column<>(LECTURE_EVENT.AT);
    private static final Column<JSONB> PAYLOAD = new Column<>(LECTURE_EVENT.PAYLOAD);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_AT_ONCE = 1_000;

    private EventLog() {}

    /**
     * Adds what happened in one transaction.
     *
     * @param lectures the ids of those of which it is added, as an array
     */
    static SQL append(List<Happened> happened, QueryPart lectures) {
        var logged = happened.stream().flatMap(EventLog::logged).toList();
        return LOG.with(
                LECTURE.all(logged, each -> each.event().lecture()),
                VERSION.all(logged, Logged::version),
                ORDINAL.all(logged, Logged::ordinal),
                TYPE.all(logged, each -> typeOf(each.event())),
                AT.all(logged, each -> each.event().at()),
                PAYLOAD.all(logged, each -> payloadOf(each.event())),
                lectures);
    }

    private static Stream<Logged> logged(Happened happened) {
        var events = happened.events();
        return IntStream.range(0, events.size())
                .mapToObj(ordinal -> new Logged(happened.version(), ordinal, events.get(ordinal)));
    }

    /**
     * What happened to a lecture, in order: so much of it as is well gone through at once.
     *
     * @param after only what happened after this; null for all
     */
    static List<Logged> read(DSLContext transaction, LectureId id, @Nullable Logged after) {
        return transaction
                .select(
                        LECTURE_EVENT.VERSION,
                        LECTURE_EVENT.ORDINAL,
                        LECTURE_EVENT.TYPE,
                        LECTURE_EVENT.AT,
                        LECTURE_EVENT.PAYLOAD)
                .from(LECTURE_EVENT)
                .where(LECTURE_EVENT.LECTURE_ID.eq(id))
                .and(row(LECTURE_EVENT.VERSION, LECTURE_EVENT.ORDINAL)
                        .gt(after == null ? -1 : after.version(), after == null ? -1 : after.ordinal()))
                .orderBy(LECTURE_EVENT.VERSION, LECTURE_EVENT.ORDINAL)
                .limit(MOST_AT_ONCE)
                .fetch(mapping((version, ordinal, type, at, payload) ->
                        new Logged(version, ordinal, read(id, version, ordinal, type, at, payload))));
    }

    private static LectureEvent read(LectureId id, long version, int ordinal, String type, Instant at, JSONB payload) {
        try {
            return eventOf(id, type, at, JSON.readTree(payload.data()));
        } catch (RuntimeException e) {
            throw new Unreadable("%s of version %s, number %s in it".formatted(type, version, ordinal), e);
        }
    }

    /** An event is of a type or form that is not known here. The message tells which, and names no users. */
    static final class Unreadable extends RuntimeException {

        private Unreadable(String which, Throwable cause) {
            super(which, cause);
        }
    }

    /** Something that happened, and its place in the log. */
    record Logged(long version, int ordinal, LectureEvent event) {}

    private static String typeOf(LectureEvent event) {
        return switch (event) {
            case LectureOpened _ -> "LectureOpened";
            case StudentAttended _ -> "StudentAttended";
            case StudentLeft _ -> "StudentLeft";
            case LectureClosed _ -> "LectureClosed";
        };
    }

    private static JSONB payloadOf(LectureEvent event) {
        var payload = JSON.createObjectNode();
        switch (event) {
            case LectureOpened opened -> {
                payload.put("code", opened.code().toString())
                        .put("teacherId", opened.teacher().id().value())
                        .put("capacity", opened.capacity().seats())
                        .put("startsAt", opened.startsAt().toString());
                if (opened.title() != null) {
                    payload.put("title", opened.title().value());
                }
            }
            case StudentAttended attended ->
                payload.put("studentId", attended.student().id().value()).put("number", attended.number());
            case StudentLeft left ->
                payload.put("studentId", left.student().id().value());
            case LectureClosed closed -> payload.put("attended", closed.attended());
        }
        return JSONB.valueOf(payload.toString());
    }

    private static LectureEvent eventOf(LectureId id, String type, Instant at, JsonNode payload) {
        return switch (type) {
            case "LectureOpened" ->
                new LectureOpened(
                        id,
                        new LectureCode(UUID.fromString(payload.required("code").asString())),
                        Teacher.of(payload.required("teacherId").asString()),
                        new Capacity(payload.required("capacity").asInt()),
                        payload.has("title")
                                ? new Title(payload.required("title").asString())
                                : null,
                        Instant.parse(payload.required("startsAt").asString()),
                        at);
            case "StudentAttended" ->
                new StudentAttended(
                        id, student(payload), payload.required("number").asInt(), at);
            case "StudentLeft" -> new StudentLeft(id, student(payload), at);
            case "LectureClosed" ->
                new LectureClosed(id, payload.required("attended").asInt(), at);
            default -> throw new IllegalStateException("an event of unknown type: " + type);
        };
    }

    private static Student student(JsonNode payload) {
        return Student.of(payload.required("studentId").asString());
    }
}
