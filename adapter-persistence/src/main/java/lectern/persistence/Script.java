package lectern.persistence;

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

/** SQL statements that have a file of their own. */
final class Script {

    private final String statements;

    /** @param file its name, beside this class */
    Script(String file) {
        try (var content = Objects.requireNonNull(Script.class.getResourceAsStream(file), file)) {
            statements = new String(content.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("--"))
                    .collect(joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param arguments what stands in the file as {@code {0}}, {@code {1}} and so on */
    SQL with(QueryPart... arguments) {
        return sql(statements, arguments);
    }

    /** Scripts as parts of a statement, after others: whatever they change, none of them sees what another has. */
    static SQL parts(List<SQL> scripts) {
        var parts = IntStream.range(0, scripts.size())
                .mapToObj(i -> ",\nfollows_" + i + " as (\n{" + i + "}\n)")
                .collect(joining());
        return sql(parts, scripts.toArray(QueryPart[]::new));
    }

    /** Runs scripts one after another. They are sent all at once, so that they cost one round trip. */
    static Results run(DSLContext transaction, List<SQL> scripts) {
        var all =
                IntStream.range(0, scripts.size()).mapToObj(i -> "{" + i + "}").collect(joining(";\n"));
        return transaction.fetchMany(sql(all, scripts.toArray(QueryPart[]::new)));
    }
}
