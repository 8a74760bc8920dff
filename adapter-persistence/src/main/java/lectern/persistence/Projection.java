package lectern.persistence;

import static lectern.persistence.jooq.Tables.ATTENDEE_VIEW;
import static lectern.persistence.jooq.Tables.LECTURE_VIEW;
import static org.jooq.impl.DSL.val;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import lectern.domain.LectureClosed;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import lectern.domain.StudentLeft;
import org.jooq.SQL;
import org.jspecify.annotations.Nullable;

/**
 * What brings the views up to date with what happened. They follow from the events alone, so it makes no difference whether
 * these come as they happen or are gone through again.
 */
final class Projection {

    private static final Script PROJECT = new Script("project.sql");
    private static final Script SHOW = new Script("show.sql");
    private static final Column<Student> STUDENT = new Column<>(ATTENDEE_VIEW.STUDENT_ID);
    private static final Column<Integer> NUMBER = new Column<>(ATTENDEE_VIEW.NUMBER);
    private static final Column<Instant> AT = new Column<>(ATTENDEE_VIEW.ATTENDED_AT);

    private Projection() {}

    /**
     * The statements that show what happened next to a lecture, to be run in this order.
     *
     * @param version the lecture's version after these events
     */
    static List<SQL> of(LectureId id, long version, List<LectureEvent> events) {
        var statements = new ArrayList<SQL>();
        var attended = new HashMap<Student, StudentAttended>();
        var left = new HashMap<Student, StudentLeft>();
        @Nullable Instant closedAt = null;
        int moreAttending = 0;
        for (var event : events) {
            switch (event) {
                case LectureOpened opened -> statements.add(show(opened));
                case StudentAttended in -> {
                    attended.put(in.student(), in);
                    left.remove(in.student());
                    moreAttending++;
                }
                case StudentLeft out -> {
                    left.put(out.student(), out);
                    moreAttending--;
                }
                case LectureClosed closed -> closedAt = closed.at();
            }
        }
        if (version > 0) {
            statements.add(show(id, version, attended.values(), left.values(), moreAttending, closedAt));
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

    private static SQL show(
            LectureId id,
            long version,
            Collection<StudentAttended> came,
            Collection<StudentLeft> went,
            int moreAttending,
            @Nullable Instant closedAt) {
        return PROJECT.with(
                val(id, LECTURE_VIEW.LECTURE_ID),
                STUDENT.all(came, StudentAttended::student),
                NUMBER.all(came, StudentAttended::number),
                AT.all(came, StudentAttended::at),
                STUDENT.all(went, StudentLeft::student),
                AT.all(went, StudentLeft::at),
                val(moreAttending),
                val(closedAt, LECTURE_VIEW.CLOSED_AT),
                val(version));
    }
}
