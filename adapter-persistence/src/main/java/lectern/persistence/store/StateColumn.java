package lectern.persistence.store;

import static lectern.persistence.jooq.Tables.LECTURE;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import lectern.domain.LectureState;
import lectern.persistence.database.ArrayParameter;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * A column of {@code lecture} that holds a component of {@link LectureState}. All statements take their columns from the lists here, so
 * a new component is added to one of these lists.
 */
record StateColumn<T>(Field<T> field, ArrayParameter<T> arrays, Function<LectureState, ? extends @Nullable T> value) {

    /** The columns that never change after the open. */
    static final List<StateColumn<?>> FIXED = List.of(
            of(LECTURE.ID, LectureState::id),
            of(LECTURE.CODE, LectureState::code),
            of(LECTURE.TEACHER_ID, LectureState::teacher),
            of(LECTURE.TITLE, LectureState::title),
            of(LECTURE.OPENED_AT, LectureState::openedAt),
            of(LECTURE.STARTS_AT, LectureState::startsAt));

    /** The columns that events change. */
    static final List<StateColumn<?>> CHANGING = List.of(
            of(LECTURE.CAPACITY, LectureState::capacity),
            of(LECTURE.ATTENDING, LectureState::attending),
            of(LECTURE.LAST_NUMBER, LectureState::lastNumber),
            of(LECTURE.ATTENDED, LectureState::attended),
            of(LECTURE.CLOSED_AT, LectureState::closedAt));

    static List<Field<?>> fields() {
        return all().<Field<?>>map(StateColumn::field).toList();
    }

    static Map<Field<?>, @Nullable Object> values(LectureState state) {
        var values = new HashMap<Field<?>, @Nullable Object>();
        all().forEach(column -> values.put(column.field(), column.value().apply(state)));
        return values;
    }

    /** @param row has the fields of all columns */
    static LectureState state(Record row) {
        return new LectureState(
                row.get(LECTURE.ID),
                row.get(LECTURE.CODE),
                row.get(LECTURE.TEACHER_ID),
                row.get(LECTURE.CAPACITY),
                row.get(LECTURE.TITLE),
                row.get(LECTURE.OPENED_AT),
                row.get(LECTURE.STARTS_AT),
                row.get(LECTURE.ATTENDING),
                row.get(LECTURE.LAST_NUMBER),
                row.get(LECTURE.ATTENDED),
                row.get(LECTURE.CLOSED_AT));
    }

    /** The values of this column in many states. */
    Field<T[]> array(List<LectureState> states) {
        return arrays.of(states, value);
    }

    private static <T> StateColumn<T> of(Field<T> field, Function<LectureState, ? extends @Nullable T> value) {
        return new StateColumn<>(field, new ArrayParameter<>(field), value);
    }

    private static Stream<StateColumn<?>> all() {
        return Stream.concat(FIXED.stream(), CHANGING.stream());
    }
}
