package lectern.persistence;

import static lectern.persistence.jooq.Tables.ATTENDEE_VIEW;
import static lectern.persistence.jooq.Tables.LECTURE_VIEW;
import static org.jooq.impl.DSL.val;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lectern.domain.LectureClosed;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import lectern.domain.StudentLeft;
import org.jooq.QueryPart;
import org.jooq.SQL;
import org.jspecify.annotations.Nullable;

/**
 * What brings the views up to date with what happened. They follow from the events alone, so it makes no difference whether
 * these come as they happen or are gone through again.
 */
final class Projection {

    private static final Script SHOW = new Script("show.sql");
    private static final Script COME = new Script("come.sql");
    private static final Script GO = new Script("go.sql");
    private static final Script PROJECT = new Script("project.sql");
    private static final Column<LectureId> LECTURE = new Column<>(ATTENDEE_VIEW.LECTURE_ID);
    private static final Column<Student> STUDENT = new Column<>(ATTENDEE_VIEW.STUDENT_ID);
    private static final Column<Integer> NUMBER = new Column<>(ATTENDEE_VIEW.NUMBER);
    private static final Column<Instant> AT = new Column<>(ATTENDEE_VIEW.ATTENDED_AT);
    private static final Column<Integer> COUNT = new Column<>(LECTURE_VIEW.ATTENDING);
    private static final Column<Instant> CLOSED_AT = new Column<>(LECTURE_VIEW.CLOSED_AT);
    private static final Column<Long> VERSION = new Column<>(LECTURE_VIEW.VERSION);

    private final List<LectureOpened> opened = new ArrayList<>();
    private final Map<Seat, Came> came = new HashMap<>();
    private final Map<Seat, StudentLeft> went = new HashMap<>();
    private final Map<LectureId, Became> became = new HashMap<>();

    /** What becomes of a lecture that is shown. */
    private record Became(
            LectureId lecture, int moreAttending, @Nullable Instant closedAt, long version) {

        Became attending(int more) {
            return new Became(lecture, moreAttending + more, closedAt, version);
        }

        Became closed(Instant at) {
            return new Became(lecture, moreAttending, at, version);
        }

        Became at(long newVersion) {
            return new Became(lecture, moreAttending, closedAt, newVersion);
        }
    }

    /** Who came in, and when they went again, if they did. */
    private record Came(StudentAttended in, @Nullable Instant wentAt) {}

    private Projection() {}

    /**
     * The statements that show what happened next to lectures. Those that show opened ones come first. The others can be run in any
     * order, or as parts of one statement: no two of them are about the same row.
     *
     * @param lectures the ids of those of which it is shown, as an array
     */
    static List<SQL> of(List<Happened> happened, QueryPart lectures) {
        var projection = new Projection();
        happened.forEach(projection::add);
        return projection.statements(lectures);
    }

    private void add(Happened happened) {
        var lecture = happened.lecture();
        var next = became.getOrDefault(lecture, new Became(lecture, 0, null, 0)).at(happened.version());
        for (var event : happened.events()) {
            switch (event) {
                case LectureOpened it -> opened.add(it);
                case StudentAttended in -> {
                    var seat = new Seat(lecture, in.student());
                    came.put(seat, new Came(in, null));
                    went.remove(seat);
                    next = next.attending(1);
                }
                case StudentLeft out -> {
                    var seat = new Seat(lecture, out.student());
                    if (came.computeIfPresent(seat, (_, it) -> new Came(it.in(), out.at())) == null) {
                        went.put(seat, out);
                    }
                    next = next.attending(-1);
                }
                case LectureClosed closed -> next = next.closed(closed.at());
            }
        }
        if (next.version() > 0) {
            became.put(lecture, next);
        }
    }

    private List<SQL> statements(QueryPart lectures) {
        var statements = new ArrayList<SQL>();
        opened.forEach(each -> statements.add(show(each)));
        if (!came.isEmpty()) {
            statements.add(COME.with(
                    LECTURE.all(came.keySet(), Seat::lecture),
                    STUDENT.all(came.keySet(), Seat::student),
                    NUMBER.all(came.values(), it -> it.in().number()),
                    AT.all(came.values(), it -> it.in().at()),
                    AT.all(came.values(), Came::wentAt),
                    lectures));
        }
        if (!went.isEmpty()) {
            statements.add(GO.with(
                    LECTURE.all(went.values(), StudentLeft::lecture),
                    STUDENT.all(went.values(), StudentLeft::student),
                    AT.all(went.values(), StudentLeft::at),
                    lectures));
        }
        if (!became.isEmpty()) {
            statements.add(PROJECT.with(
                    LECTURE.all(became.values(), Became::lecture),
                    COUNT.all(became.values(), Became::moreAttending),
                    CLOSED_AT.all(became.values(), Became::closedAt),
                    VERSION.all(became.values(), Became::version),
                    lectures));
        }
        return statements;
    }

    private static SQL show(LectureOpened opened) {
        return SHOW.with(
                val(opened.lecture(), LECTURE_VIEW.LECTURE_ID),
                val(opened.code(), LECTURE_VIEW.CODE),
                val(opened.teacher(), LECTURE_VIEW.TEACHER_ID),
                val(opened.capacity(), LECTURE_VIEW.CAPACITY),
                val(opened.title(), LECTURE_VIEW.TITLE),
                val(opened.at(), LECTURE_VIEW.OPENED_AT),
                val(opened.startsAt(), LECTURE_VIEW.STARTS_AT));
    }
}
