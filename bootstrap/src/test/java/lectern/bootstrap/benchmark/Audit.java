package lectern.bootstrap.benchmark;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Whether what was kept is what was told, and what has to hold of it does. A contender that fails is not slow but wrong, and
 * the benchmark ends.
 *
 * @param counts whether the contender keeps count in the lecture and in what is shown of it
 */
record Audit(Stores stores, Attends told, boolean counts) {

    /** What may not be there, as queries that find it. */
    private static final String FAULTS = Sql.script("faults.sql");

    private static final String MISCOUNTS = Sql.script("miscounts.sql");

    void check() throws SQLException {
        try (var connection = stores.connect();
                var statement = connection.createStatement()) {
            requireNone(statement, FAULTS);
            if (counts) {
                requireNone(statement, MISCOUNTS);
            }
            requireAsTold(statement);
        }
    }

    private static void requireNone(Statement statement, String query) throws SQLException {
        try (var found = statement.executeQuery(query)) {
            if (found.next()) {
                throw new IllegalStateException(
                        "lecture %s: %s".formatted(found.getString("lecture_id"), found.getString("fault")));
            }
        }
    }

    private record Kept(UUID lecture, int student, boolean left) {}

    private void requireAsTold(Statement statement) throws SQLException {
        var kept = new HashSet<Kept>();
        try (var rows = statement.executeQuery("select lecture_id, student_id, left_at is not null from attendance")) {
            while (rows.next()) {
                boolean _ = kept.add(new Kept(
                        rows.getObject(1, UUID.class), Audience.student(rows.getString(2)), rows.getBoolean(3)));
            }
        }
        for (int student = 0; student < Audience.SIZE; student++) {
            if (told.wasAdmitted(student)
                    && !kept.remove(new Kept(told.roomOf(student).id(), student, told.hasLeft(student)))) {
                throw new IllegalStateException("student %d was told what was not kept".formatted(student));
            }
        }
        requireInDoubt(kept);
    }

    private void requireInDoubt(Set<Kept> rest) {
        for (var kept : rest) {
            if (!told.isLeftInDoubt(kept.student())) {
                throw new IllegalStateException("student %d has a seat and was told no".formatted(kept.student()));
            }
        }
    }
}
