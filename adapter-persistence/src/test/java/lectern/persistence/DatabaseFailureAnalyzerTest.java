package lectern.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseFailureAnalyzerTest {

    @ParameterizedTest
    @CsvSource({
        "08001, spring.datasource.url",
        "08006, spring.datasource.url",
        "28P01, spring.datasource.password",
        "3D000, create the database",
        "42501, own the schema",
        "53100, disk",
        "57P03, try again",
        "XX000, Error XX000"
    })
    void saysInALineWhatPostgresSaidAndWhatToLookAt(String state, String advice) {
        var refused = new SQLException("FATAL: no.\n  Position: 1", state);

        assertThat(description(new IllegalStateException(new RuntimeException(refused))))
                .startsWith("Postgres: FATAL: no. ")
                .contains(advice)
                .doesNotContain("\n");
    }

    @Test
    void saysWhatFlywaySaidUnlessPostgresSaidIt() {
        assertThat(description(new FlywayException("Validate failed: Migrations have failed validation\nMore")))
                .isEqualTo("Migration: Validate failed: Migrations have failed validation");
        assertThat(description(new FlywayException("Script failed", new SQLException("permission denied", "42501"))))
                .startsWith("Postgres: permission denied. ");
    }

    @Test
    void leavesTheRestToOthers() {
        assertThat(description(new IllegalStateException("a bug"))).isNull();
    }

    private static @Nullable String description(Exception failure) {
        var analysis = new DatabaseFailureAnalyzer().analyze(failure);
        return analysis == null ? null : analysis.getDescription();
    }
}
