package lectern.persistence.views;

import static lectern.persistence.jooq.Tables.ATTENDEE_VIEW;
import static lectern.persistence.jooq.Tables.LECTURE_VIEW;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lectern.application.query.AttendeeView;
import lectern.application.query.LectureView;
import lectern.application.query.LectureViews;
import lectern.domain.Capacity;
import lectern.domain.LectureCode;
import lectern.domain.LectureId;
import lectern.domain.Student;
import lectern.domain.Teacher;
import lectern.domain.Title;
import lectern.domain.User;
import lectern.persistence.batching.Batcher;
import lectern.persistence.batching.Timeouts;
import lectern.persistence.database.ArrayParameter;
import lectern.persistence.database.Database;
import lectern.persistence.database.SqlTemplate;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record10;
import org.jooq.SelectFromStep;
import org.jspecify.annotations.Nullable;

/** Reads the views from Postgres. */
public final class PostgresLectureViews implements LectureViews {

    private static final SqlTemplate SELECT_ATTENDED =
            new SqlTemplate(PostgresLectureViews.class, "select_attended.sql");
    private static final SqlTemplate SELECT_ATTENDEES =
            new SqlTemplate(PostgresLectureViews.class, "select_attendees.sql");
    private static final ArrayParameter<LectureId> LECTURES = new ArrayParameter<>(LECTURE_VIEW.LECTURE_ID);
    private static final ArrayParameter<Student> STUDENTS = new ArrayParameter<>(ATTENDEE_VIEW.STUDENT_ID);
    private static final ArrayParameter<Integer> NUMBERS = new ArrayParameter<>(ATTENDEE_VIEW.NUMBER);
    private static final Field<Integer> PAGE = field("page", Integer.class);

    /** One at a time, so that all calls that come meanwhile share the next statement: see docs/performance.md. */
    private static final Batcher.Limits BATCHES = new Batcher.Limits(1, 500);

    private final Database database;
    private final Batcher<LectureId, Optional<LectureView>> lectures;
    private final Batcher<Attendee, Boolean> attended;
    private final Batcher<Page, List<AttendeeView>> pages;

    private record Attendee(LectureId lecture, Student student) {}

    private record Page(LectureId lecture, int after, int most) {}

    public PostgresLectureViews(Database database, Timeouts timeouts) {
        this.database = database;
        this.lectures = new Batcher<>(BATCHES, timeouts, ids -> database.run(db -> lectures(db, ids)));
        this.attended = new Batcher<>(BATCHES, timeouts, asked -> database.run(db -> attended(db, asked)));
        this.pages = new Batcher<>(BATCHES, timeouts, asked -> database.run(db -> attendees(db, asked)));
    }

    @Override
    public Optional<LectureView> lecture(LectureId id) {
        return lectures.call(id);
    }

    private static List<Optional<LectureView>> lectures(DSLContext db, List<LectureId> ids) {
        var found = lectures(db)
                .from(LECTURE_VIEW)
                .where(LECTURE_VIEW.LECTURE_ID.eq(any(LECTURES.of(Set.copyOf(ids)))))
                .fetchMap(LECTURE_VIEW.LECTURE_ID, mapping(LectureView::new));
        return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
    }

    @Override
    public boolean hasAttended(LectureId id, Student student) {
        return attended.call(new Attendee(id, student));
    }

    private static List<Boolean> attended(DSLContext db, List<Attendee> asked) {
        var found = db.fetch(SELECT_ATTENDED.with(
                        LECTURES.of(asked, Attendee::lecture), STUDENTS.of(asked, Attendee::student)))
                .into(ATTENDEE_VIEW.LECTURE_ID, ATTENDEE_VIEW.STUDENT_ID)
                .intoSet(mapping(Attendee::new));
        return asked.stream().map(found::contains).toList();
    }

    @Override
    public List<AttendeeView> attendees(LectureId id, int after, int most) {
        return pages.call(new Page(id, after, most));
    }

    private static List<List<AttendeeView>> attendees(DSLContext db, List<Page> asked) {
        var pages = asked.stream().distinct().toList();
        var found = db.fetch(SELECT_ATTENDEES.with(
                        LECTURES.of(pages, Page::lecture),
                        NUMBERS.of(pages, Page::after),
                        NUMBERS.of(pages, Page::most)))
                .into(PAGE, ATTENDEE_VIEW.STUDENT_ID, ATTENDEE_VIEW.NUMBER, ATTENDEE_VIEW.ATTENDED_AT)
                .intoGroups(
                        row -> pages.get(row.value1() - 1),
                        row -> new AttendeeView(row.value2(), row.value3(), row.value4()));
        return asked.stream().map(page -> found.getOrDefault(page, List.of())).toList();
    }

    @Override
    public List<LectureView> lecturesOf(User user, @Nullable Cursor after, int most) {
        return switch (user) {
            case Teacher teacher -> openedBy(teacher, after, most);
            case Student student -> attendedBy(student, after, most);
        };
    }

    private List<LectureView> openedBy(Teacher teacher, @Nullable Cursor after, int most) {
        return database.run(db -> lectures(db)
                .from(LECTURE_VIEW)
                .where(LECTURE_VIEW.TEACHER_ID.eq(teacher))
                .and(comesAfter(after, LECTURE_VIEW.OPENED_AT, LECTURE_VIEW.LECTURE_ID))
                .orderBy(LECTURE_VIEW.OPENED_AT.desc(), LECTURE_VIEW.LECTURE_ID.desc())
                .limit(most)
                .fetch(mapping(LectureView::new)));
    }

    private List<LectureView> attendedBy(Student student, @Nullable Cursor after, int most) {
        return database.run(db -> lectures(db)
                .from(ATTENDEE_VIEW)
                .join(LECTURE_VIEW)
                .on(LECTURE_VIEW.LECTURE_ID.eq(ATTENDEE_VIEW.LECTURE_ID))
                .where(ATTENDEE_VIEW.STUDENT_ID.eq(student))
                .and(comesAfter(after, ATTENDEE_VIEW.OPENED_AT, ATTENDEE_VIEW.LECTURE_ID))
                .orderBy(ATTENDEE_VIEW.OPENED_AT.desc(), ATTENDEE_VIEW.LECTURE_ID.desc())
                .limit(most)
                .fetch(mapping(LectureView::new)));
    }

    private static Condition comesAfter(@Nullable Cursor after, Field<Instant> openedAt, Field<LectureId> id) {
        return after == null ? noCondition() : row(openedAt, id).lt(after.openedAt(), after.id());
    }

    private static SelectFromStep<
                    Record10<
                            LectureId, LectureCode, Teacher, Capacity, Title, Integer, Instant, Instant, Instant, Long>>
            lectures(DSLContext db) {
        return db.select(
                LECTURE_VIEW.LECTURE_ID,
                LECTURE_VIEW.CODE,
                LECTURE_VIEW.TEACHER_ID,
                LECTURE_VIEW.CAPACITY,
                LECTURE_VIEW.TITLE,
                LECTURE_VIEW.ATTENDING,
                LECTURE_VIEW.OPENED_AT,
                LECTURE_VIEW.STARTS_AT,
                LECTURE_VIEW.CLOSED_AT,
                LECTURE_VIEW.VERSION);
    }
}
