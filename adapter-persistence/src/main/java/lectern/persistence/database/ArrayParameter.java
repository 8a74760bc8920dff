package lectern.persistence.database;

import static org.jooq.impl.DSL.val;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.function.Function;
import org.jooq.DataType;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that takes many values of a column as one array, so that a statement stays the same, and stays prepared, however many
 * there are.
 */
public final class ArrayParameter<T> {

    private final Class<T> type;
    private final DataType<T[]> arrays;

    public ArrayParameter(Field<T> column) {
        type = column.getType();
        arrays = column.getDataType().getArrayDataType();
    }

    public Field<T[]> of(Collection<T> values) {
        return of(values, value -> value);
    }

    /** A value from each source, in the order of the sources. */
    @SuppressWarnings("unchecked")
    public <S> Field<T[]> of(Collection<S> sources, Function<? super S, ? extends @Nullable T> value) {
        var values = sources.stream().map(value).toArray(size -> (T[]) Array.newInstance(type, size));
        return val(values, arrays);
    }
}
