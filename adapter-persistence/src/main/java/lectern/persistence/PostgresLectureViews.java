package lectern.persistence;

import static lectern.persistence.jooq.Tables.ATTENDEE_VIEW;
import static lectern.persistence.jooq.Tables.LECTURE_VIEW;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record10;
import org.jooq.SelectFromStep;
import org.jspecify.annotations.Nullable;

/** The views, in Postgres: read, and nothing else. */
final class PostgresLectureViews implements LectureViews {

    private static final Script ATTENDED = new Script("attended.sql");
    private static final Column<LectureId> ID = new Column<>(LECTURE_VIEW.LECTURE_ID);
    private static final Column<Student> STUDENT = new Column<>(ATTENDEE_VIEW.STUDENT_ID);

    private final Database database;
    private final Questions<LectureId, Optional<LectureView>> lectures;
    private final Questions<Seat, Boolean> attended;
    private final Questions<Page, List<AttendeeView>> pages;

    PostgresLectureViews(Database database, Patience patience) {
        this.database = database;
        this.lectures = new Questions<>(patience, asked -> database.ask(db -> lectures(db, asked)));
        this.attended = new Questions<>(patience, asked -> database.ask(db -> attended(db, asked)));
        this.pages = Questions.oneByOne(patience, page -> database.ask(page::read));
    }

    @Override
    public Optional<LectureView> lecture(LectureId id) {
        return lectures.ask(id);
    }

    private static Function<LectureId, Optional<LectureView>> lectures(DSLContext db, Collection<LectureId> ids) {
        var found = lectures(db)
                .from(LECTURE_VIEW)
                .where(LECTURE_VIEW.LECTURE_ID.eq(any(ID.all(ids))))
                .fetchMap(LECTURE_VIEW.LECTURE_ID, mapping(LectureView::new));
        return id -> Optional.ofNullable(found.get(id));
    }

    @Override
    public boolean hasAttended(LectureId id, Student student) {
        return attended.ask(new Seat(id, student));
    }

    private static Function<Seat, Boolean> attended(DSLContext db, Collection<Seat> seats) {
        var found = db.fetch(ATTENDED.with(ID.all(seats, Seat::lecture), STUDENT.all(seats, Seat::student)))
                .into(ATTENDEE_VIEW.LECTURE_ID, ATTENDEE_VIEW.STUDENT_ID)
                .intoSet(mapping(Seat::new));
        return found::contains;
    }

    @Override
    public List<AttendeeView> attendees(LectureId id, int after, int most) {
        return pages.ask(new Page(id, after, most));
    }

    private record Page(LectureId lecture, int after, int most) {

        List<AttendeeView> read(DSLContext db) {
            return db.select(ATTENDEE_VIEW.STUDENT_ID, ATTENDEE_VIEW.NUMBER, ATTENDEE_VIEW.ATTENDED_AT)
                    .from(ATTENDEE_VIEW)
                    .where(ATTENDEE_VIEW.LECTURE_ID.eq(lecture))
                    .and(ATTENDEE_VIEW.LEFT_AT.isNull())
                    .and(ATTENDEE_VIEW.NUMBER.gt(after))
                    .orderBy(ATTENDEE_VIEW.NUMBER)
                    .limit(most)
                    .fetch(mapping(AttendeeView::new));
        }
    }

    @Override
    public List<LectureView> lecturesOf(User user, @Nullable Place after, int most) {
        return switch (user) {
            case Teacher teacher -> openedBy(teacher, after, most);
            case Student student -> attendedBy(student, after, most);
        };
    }

    private List<LectureView> openedBy(Teacher teacher, @Nullable Place after, int most) {
        return database.ask(db -> lectures(db)
                .from(LECTURE_VIEW)
                .where(LECTURE_VIEW.TEACHER_ID.eq(teacher))
                .and(comesAfter(after, LECTURE_VIEW.OPENED_AT, LECTURE_VIEW.LECTURE_ID))
                .orderBy(LECTURE_VIEW.OPENED_AT.desc(), LECTURE_VIEW.LECTURE_ID.desc())
                .limit(most)
                .fetch(mapping(LectureView::new)));
    }

    private List<LectureView> attendedBy(Student student, @Nullable Place after, int most) {
        return database.ask(db -> lectures(db)
                .from(ATTENDEE_VIEW)
                .join(LECTURE_VIEW)
                .on(LECTURE_VIEW.LECTURE_ID.eq(ATTENDEE_VIEW.LECTURE_ID))
                .where(ATTENDEE_VIEW.STUDENT_ID.eq(student))
                .and(comesAfter(after, ATTENDEE_VIEW.OPENED_AT, ATTENDEE_VIEW.LECTURE_ID))
                .orderBy(ATTENDEE_VIEW.OPENED_AT.desc(), ATTENDEE_VIEW.LECTURE_ID.desc())
                .limit(most)
                .fetch(mapping(LectureView::new)));
    }

    private static Condition comesAfter(@Nullable Place after, Field<Instant> openedAt, Field<LectureId> id) {
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
