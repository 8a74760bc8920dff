package lectern.persistence.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.jooq.impl.DSL.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.QueryPart;
import org.jooq.Results;
import org.jooq.SQL;

/** A SQL statement from a file, with placeholders for arguments. */
public final class SqlTemplate {

    private final String statement;

    /** @param file the name of the file, in the package of the class */
    public SqlTemplate(Class<?> beside, String file) {
        try (var content = Objects.requireNonNull(beside.getResourceAsStream(file), file)) {
            statement = new String(content.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("--"))
                    .collect(joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param arguments for {@code {0}}, {@code {1}} and so on in the file */
    public SQL with(QueryPart... arguments) {
        return sql(statement, arguments);
    }

    /** Parts of a {@code with} clause that follow other parts. No part sees the changes of another part. */
    public static SQL asParts(List<SQL> statements) {
        var parts = IntStream.range(0, statements.size())
                .mapToObj(i -> ",\npart_" + i + " as (\n{" + i + "}\n)")
                .collect(joining());
        return sql(parts, statements.toArray(QueryPart[]::new));
    }

    /** Runs statements one after another. They are sent together, so they cost one round trip. */
    public static Results run(DSLContext transaction, List<SQL> statements) {
        var all = IntStream.range(0, statements.size())
                .mapToObj(i -> "{" + i + "}")
                .collect(joining(";\n"));
        return transaction.fetchMany(sql(all, statements.toArray(QueryPart[]::new)));
    }
}
