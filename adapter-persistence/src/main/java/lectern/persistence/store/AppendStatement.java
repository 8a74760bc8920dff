package lectern.persistence.store;

import static java.util.stream.Collectors.joining;
import static lectern.persistence.jooq.Tables.ATTENDANCE;
import static lectern.persistence.jooq.Tables.LECTURE;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.list;
import static org.jooq.impl.DSL.raw;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import lectern.application.port.Append;
import lectern.application.port.AppendResult;
import lectern.application.port.Version;
import lectern.domain.Attendance;
import lectern.domain.LectureId;
import lectern.domain.LectureState;
import lectern.domain.Student;
import lectern.persistence.database.ArrayParameter;
import lectern.persistence.database.SqlTemplate;
import lectern.persistence.log.CommittedEvents;
import lectern.persistence.log.EventLog;
import lectern.persistence.projection.Projection;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.Record5;
import org.jooq.SQL;

/** Appends decided events to lectures: their rows, the log and the views, in one statement. */
final class AppendStatement {

    private static final SqlTemplate APPEND = new SqlTemplate(AppendStatement.class, "append.sql");
    private static final QueryPart HELD = raw("array(select id from held)");
    private static final ArrayParameter<LectureId> LECTURES = new ArrayParameter<>(LECTURE.ID);
    private static final ArrayParameter<Long> VERSIONS = new ArrayParameter<>(LECTURE.VERSION);
    private static final ArrayParameter<Long> MARKS = new ArrayParameter<>(LECTURE.MARK);
    private static final ArrayParameter<Student> STUDENTS = new ArrayParameter<>(ATTENDANCE.STUDENT_ID);
    private static final ArrayParameter<Integer> NUMBERS = new ArrayParameter<>(ATTENDANCE.NUMBER);
    private static final ArrayParameter<Instant> TIMES = new ArrayParameter<>(ATTENDANCE.ATTENDED_AT);

    private static final QueryPart STATE = raw(changing("%1$s"));
    private static final QueryPart ASSIGNMENTS = raw(changing("%1$s = held.%1$s"));

    private static final Field<Boolean> EXISTS = field("exists", Boolean.class);
    private static final Field<Boolean> UNCHANGED = field("unchanged", Boolean.class);

    private AppendStatement() {}

    private record Newcomer(LectureId lecture, Student student) {}

    /** A new or changed attendance. */
    private record Row(LectureId lecture, Attendance attendance, boolean isFirst) {}

    private record Decided(Append append) {

        LectureState state() {
            return append.result().state();
        }

        Version version() {
            return append.on().version();
        }

        CommittedEvents committed() {
            return new CommittedEvents(append.lecture(), version().number() + 1, append.events());
        }

        Stream<Newcomer> newcomers() {
            return append.newcomers().stream().map(student -> new Newcomer(append.lecture(), student));
        }

        Stream<Row> changedAttendances() {
            var before = append.on().lecture().attendances();
            return append.result().attendances().values().stream()
                    .filter(attendance -> !attendance.equals(before.get(attendance.student())))
                    .map(attendance ->
                            new Row(append.lecture(), attendance, !before.containsKey(attendance.student())));
        }
    }

    /**
     * Runs the statement, and returns the results of the appends in their order. Of several appends to one lecture, all but the first
     * are conflicts.
     */
    static List<AppendResult> run(DSLContext db, Collection<Append> appends) {
        var first = new LinkedHashMap<LectureId, Append>();
        appends.forEach(append -> first.putIfAbsent(append.lecture(), append));
        var results = db.fetch(
                        statement(first.values().stream().map(Decided::new).toList()))
                .into(LECTURE.ID, LECTURE.VERSION, LECTURE.MARK, EXISTS, UNCHANGED)
                .intoMap(Record5::value1, AppendStatement::result);
        var ordered = new ArrayList<AppendResult>();
        for (var append : appends) {
            var result = results.remove(append.lecture());
            ordered.add(result == null ? new AppendResult.Conflict() : result);
        }
        return ordered;
    }

    private static SQL statement(List<Decided> decided) {
        var newcomers = decided.stream().flatMap(Decided::newcomers).toList();
        var states = decided.stream().map(Decided::state).toList();
        var arguments = new ArrayList<QueryPart>(List.of(
                LECTURES.of(newcomers, Newcomer::lecture),
                STUDENTS.of(newcomers, Newcomer::student),
                LECTURES.of(states, LectureState::id),
                VERSIONS.of(decided, each -> each.version().number()),
                MARKS.of(decided, each -> each.version().mark()),
                STATE,
                list(StateColumn.CHANGING.stream()
                        .map(column -> column.array(states))
                        .toList()),
                ASSIGNMENTS));
        var rows = decided.stream().flatMap(Decided::changedAttendances).toList();
        arguments.addAll(arrays(rows.stream().filter(Row::isFirst).toList()));
        arguments.addAll(arrays(rows.stream().filter(row -> !row.isFirst()).toList()));
        arguments.add(SqlTemplate.asParts(
                logAndViews(decided.stream().map(Decided::committed).toList(), HELD)));
        return APPEND.with(arguments.toArray(QueryPart[]::new));
    }

    /**
     * The statements that write committed events to the log and to the views.
     *
     * @param lectures the ids of the lectures whose events are committed, as an array
     */
    static List<SQL> logAndViews(List<CommittedEvents> committed, QueryPart lectures) {
        var statements = new ArrayList<SQL>();
        statements.add(EventLog.insert(committed, lectures));
        statements.addAll(Projection.statements(committed, lectures));
        return statements;
    }

    private static List<QueryPart> arrays(List<Row> rows) {
        return List.of(
                LECTURES.of(rows, Row::lecture),
                STUDENTS.of(rows, row -> row.attendance().student()),
                NUMBERS.of(rows, row -> row.attendance().number()),
                TIMES.of(rows, row -> row.attendance().attendedAt()),
                TIMES.of(rows, row -> row.attendance().leftAt()));
    }

    private static AppendResult result(Record row) {
        if (row.get(LECTURE.VERSION) != null) {
            return new AppendResult.Committed(new Version(row.get(LECTURE.VERSION), row.get(LECTURE.MARK)));
        }
        if (!row.get(EXISTS)) {
            return new AppendResult.NotFound();
        }
        return row.get(UNCHANGED) ? new AppendResult.Busy() : new AppendResult.Conflict();
    }

    private static String changing(String format) {
        return StateColumn.CHANGING.stream()
                .map(column -> format.formatted(column.field().getName()))
                .collect(joining(", "));
    }
}
