package lectern.persistence;

import static lectern.persistence.jooq.Tables.ATTENDEE_VIEW;
import static lectern.persistence.jooq.Tables.LECTURE_EVENT;
import static lectern.persistence.jooq.Tables.LECTURE_VIEW;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.val;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import lectern.persistence.database.SqlTemplate;
import lectern.persistence.jooq.DefaultSchema;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Index;
import org.jooq.Named;
import org.jooq.Table;

/**
 * The tables that a pool needs, as jOOQ knows them.
 *
 * @param written whether rows are added, changed and removed, or only read
 */
record ExpectedSchema(List<Table<?>> tables, boolean written) {

    static final ExpectedSchema COMMANDS = new ExpectedSchema(DefaultSchema.DEFAULT_SCHEMA.getTables(), true);
    static final ExpectedSchema QUERIES = new ExpectedSchema(List.of(LECTURE_VIEW, ATTENDEE_VIEW), false);

    private static final SqlTemplate FAULTS = new SqlTemplate(ExpectedSchema.class, "faults.sql");

    /** The differences from the expected schema, in words; empty if there are none. */
    List<String> faults(DSLContext db) {
        var columns = ofEach(Table::fieldStream);
        var indexes = written ? ofEach(ExpectedSchema::uniqueIndexes) : List.<Part<Named>>of();
        var rights = ofEach(table -> rights(table).stream());
        return db.fetch(FAULTS.with(
                        texts(columns, Part::table),
                        texts(columns, column -> column.part().getName()),
                        texts(columns, column -> column.part().getDataType().getCastTypeName(db.configuration())),
                        texts(indexes, Part::table),
                        texts(indexes, index -> index.part().getName()),
                        texts(rights, Part::table),
                        texts(rights, Part::part),
                        inline(written)))
                .into(String.class);
    }

    private record Part<P>(String table, P part) {}

    private <P> List<Part<P>> ofEach(Function<Table<?>, Stream<? extends P>> parts) {
        return tables.stream()
                .flatMap(table -> parts.apply(table).map(part -> new Part<P>(table.getName(), part)))
                .toList();
    }

    private static Stream<Named> uniqueIndexes(Table<?> table) {
        return Stream.concat(
                table.getKeys().stream(), table.getIndexes().stream().filter(Index::getUnique));
    }

    private List<String> rights(Table<?> table) {
        if (!written) {
            return List.of("SELECT");
        }
        return table.equals(LECTURE_EVENT)
                ? List.of("SELECT", "INSERT", "DELETE")
                : List.of("SELECT", "INSERT", "UPDATE", "DELETE");
    }

    private static <T> Field<String[]> texts(Collection<T> values, Function<T, String> text) {
        return val(values.stream().map(text).toArray(String[]::new));
    }
}
