package lectern.persistence.projection;

import static lectern.persistence.jooq.Tables.ATTENDEE_VIEW;
import static lectern.persistence.jooq.Tables.LECTURE_VIEW;
import static org.jooq.impl.DSL.val;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lectern.domain.Capacity;
import lectern.domain.CapacityChanged;
import lectern.domain.LectureClosed;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import lectern.domain.StudentLeft;
import lectern.persistence.database.ArrayParameter;
import lectern.persistence.database.SqlTemplate;
import lectern.persistence.log.CommittedEvents;
import org.jooq.QueryPart;
import org.jooq.SQL;
import org.jspecify.annotations.Nullable;

/**
 * Brings the views up to date with events. The views follow from the events alone, so it makes no difference whether these have just
 * been decided or are read from the log.
 */
public final class Projection {

    private static final SqlTemplate INSERT_LECTURE = template("insert_lecture_view.sql");
    private static final SqlTemplate UPDATE_LECTURES = template("update_lecture_views.sql");
    private static final SqlTemplate UPSERT_ATTENDEES = template("upsert_attendee_views.sql");
    private static final SqlTemplate UPDATE_ATTENDEES = template("update_attendee_views.sql");
    private static final ArrayParameter<LectureId> LECTURES = new ArrayParameter<>(ATTENDEE_VIEW.LECTURE_ID);
    private static final ArrayParameter<Student> STUDENTS = new ArrayParameter<>(ATTENDEE_VIEW.STUDENT_ID);
    private static final ArrayParameter<Integer> NUMBERS = new ArrayParameter<>(ATTENDEE_VIEW.NUMBER);
    private static final ArrayParameter<Instant> TIMES = new ArrayParameter<>(ATTENDEE_VIEW.ATTENDED_AT);
    private static final ArrayParameter<Integer> COUNTS = new ArrayParameter<>(LECTURE_VIEW.ATTENDING);
    private static final ArrayParameter<Capacity> CAPACITIES = new ArrayParameter<>(LECTURE_VIEW.CAPACITY);
    private static final ArrayParameter<Long> VERSIONS = new ArrayParameter<>(LECTURE_VIEW.VERSION);

    private final List<LectureOpened> opened = new ArrayList<>();
    private final Map<LectureId, LectureChange> changes = new HashMap<>();
    private final Map<Attendee, AttendeeRow> rows = new HashMap<>();
    private final Map<Attendee, StudentLeft> departures = new HashMap<>();

    private record Attendee(LectureId lecture, Student student) {}

    /** A student who attended, and when they left again, if they did. */
    private record AttendeeRow(
            StudentAttended from, @Nullable Instant leftAt) {}

    /** The changes to the view of a lecture. A component that is null changes nothing. */
    private record LectureChange(
            LectureId lecture,
            int moreAttending,
            @Nullable Capacity capacity,
            @Nullable Instant closedAt,
            long version) {

        LectureChange with(LectureEvent event) {
            return switch (event) {
                case LectureOpened _ -> this;
                case StudentAttended _ -> attending(1);
                case StudentLeft _ -> attending(-1);
                case CapacityChanged changed ->
                    new LectureChange(lecture, moreAttending, changed.capacity(), closedAt, version);
                case LectureClosed closed -> new LectureChange(lecture, moreAttending, capacity, closed.at(), version);
            };
        }

        private LectureChange attending(int more) {
            return new LectureChange(lecture, moreAttending + more, capacity, closedAt, version);
        }

        LectureChange at(long newVersion) {
            return new LectureChange(lecture, moreAttending, capacity, closedAt, newVersion);
        }
    }

    private Projection() {}

    private static SqlTemplate template(String file) {
        return new SqlTemplate(Projection.class, file);
    }

    /**
     * The statements that bring the views up to date with committed events. Those that add opened lectures come first. The others can
     * run in any order, or as parts of one statement, because no two of them change the same row.
     *
     * @param lectures the ids of the lectures whose views change, as an array; others are left out
     */
    public static List<SQL> statements(List<CommittedEvents> committed, QueryPart lectures) {
        var projection = new Projection();
        committed.forEach(projection::add);
        return projection.statements(lectures);
    }

    private void add(CommittedEvents committed) {
        var lecture = committed.lecture();
        var change = changes.getOrDefault(lecture, new LectureChange(lecture, 0, null, null, 0))
                .at(committed.version());
        for (var event : committed.events()) {
            change = change.with(event);
            switch (event) {
                case LectureOpened it -> opened.add(it);
                case StudentAttended attended -> {
                    var attendee = new Attendee(lecture, attended.student());
                    rows.put(attendee, new AttendeeRow(attended, null));
                    departures.remove(attendee);
                }
                case StudentLeft left -> {
                    var attendee = new Attendee(lecture, left.student());
                    if (rows.computeIfPresent(attendee, (_, row) -> new AttendeeRow(row.from(), left.at())) == null) {
                        departures.put(attendee, left);
                    }
                }
                case CapacityChanged _, LectureClosed _ -> {}
            }
        }
        if (change.version() > 0) {
            changes.put(lecture, change);
        }
    }

    private List<SQL> statements(QueryPart lectures) {
        var statements = new ArrayList<SQL>();
        opened.forEach(each -> statements.add(insert(each)));
        if (!rows.isEmpty()) {
            statements.add(UPSERT_ATTENDEES.with(
                    LECTURES.of(rows.keySet(), Attendee::lecture),
                    STUDENTS.of(rows.keySet(), Attendee::student),
                    NUMBERS.of(rows.values(), row -> row.from().number()),
                    TIMES.of(rows.values(), row -> row.from().at()),
                    TIMES.of(rows.values(), AttendeeRow::leftAt),
                    lectures));
        }
        if (!departures.isEmpty()) {
            statements.add(UPDATE_ATTENDEES.with(
                    LECTURES.of(departures.values(), StudentLeft::lecture),
                    STUDENTS.of(departures.values(), StudentLeft::student),
                    TIMES.of(departures.values(), StudentLeft::at),
                    lectures));
        }
        if (!changes.isEmpty()) {
            statements.add(UPDATE_LECTURES.with(
                    LECTURES.of(changes.values(), LectureChange::lecture),
                    COUNTS.of(changes.values(), LectureChange::moreAttending),
                    CAPACITIES.of(changes.values(), LectureChange::capacity),
                    TIMES.of(changes.values(), LectureChange::closedAt),
                    VERSIONS.of(changes.values(), LectureChange::version),
                    lectures));
        }
        return statements;
    }

    private static SQL insert(LectureOpened opened) {
        return INSERT_LECTURE.with(
                val(opened.lecture(), LECTURE_VIEW.LECTURE_ID),
                val(opened.code(), LECTURE_VIEW.CODE),
                val(opened.teacher(), LECTURE_VIEW.TEACHER_ID),
                val(opened.capacity(), LECTURE_VIEW.CAPACITY),
                val(opened.title(), LECTURE_VIEW.TITLE),
                val(opened.at(), LECTURE_VIEW.OPENED_AT),
                val(opened.startsAt(), LECTURE_VIEW.STARTS_AT));
    }
}
