package lectern.persistence;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Explains in one line why the service can't start with its database, and what to check. */
final class DatabaseFailureAnalyzer implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        // The deepest cause is what the server or the driver reported.
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(cause -> cause instanceof SQLException || cause instanceof FlywayException)
                .reduce((_, deeper) -> deeper)
                .map(cause -> new FailureAnalysis(
                        cause instanceof SQLException refused ? refusal(refused) : "Migration: " + line(cause),
                        null,
                        failure))
                .orElse(null);
    }

    private static String refusal(SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        return "Postgres: %s. %s".formatted(line(e), advice(state));
    }

    private static String advice(String state) {
        if (state.startsWith("08")) {
            return "See spring.datasource.url, and whether Postgres runs there";
        }
        return switch (state) {
            case "28000", "28P01" ->
                "See spring.datasource.username and spring.datasource.password, or spring.flyway.user and spring.flyway.password";
            case "3D000" -> "See spring.datasource.url, or create the database";
            case "42501" ->
                "The role that migrates (spring.flyway.user, or spring.datasource.username) has to own the schema";
            case "53100" -> "Its disk is full";
            case "53300" -> "All of its connections are taken: see max_connections, and lectern.store.pool.size";
            case "57P03" -> "It starts, stops or recovers: try again";
            default -> "Error " + state;
        };
    }

    /** The first line of the message. The lines below it are the statement and the position, which Postgres and Flyway add. */
    private static String line(Throwable cause) {
        var message = String.valueOf(cause.getMessage()).strip();
        return message.lines().findFirst().orElse(message).replaceFirst("[.:]$", "");
    }
}
