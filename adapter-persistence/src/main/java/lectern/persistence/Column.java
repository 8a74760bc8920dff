package lectern.persistence;

import static org.jooq.impl.DSL.val;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.function.Function;
import org.jooq.DataType;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * A column whose values are sent many at once, as an array: a statement stays the same, and so stays prepared, however many
 * there are.
 */
final class Column<T> {

    private final Class<T> type;
    private final DataType<T[]> arrays;

    Column(Field<T> column) {
        type = column.getType();
        arrays = column.getDataType().getArrayDataType();
    }

    Field<T[]> all(Collection<T> values) {
        return all(values, value -> value);
    }

    /** A value from each source, in the order of the sources. */
    @SuppressWarnings("unchecked")
    <S> Field<T[]> all(Collection<S> sources, Function<? super S, ? extends @Nullable T> value) {
        var values = sources.stream().map(value).toArray(size -> (T[]) Array.newInstance(type, size));
        return val(values, arrays);
    }
}
