package lectern.bootstrap.benchmark;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Whether what has to hold of what was kept does, and whether it is what was told. A contender that fails is not slow but
 * wrong, and the benchmark ends.
 */
record Audit(Stores stores) {

    /** What may not be there, as queries that find it. */
    private static final String FAULTS = Sql.script("faults.sql");

    private static final String MISCOUNTS = Sql.script("miscounts.sql");

    /**
     * After a load, both of the following; what does not attend keeps nothing.
     *
     * @param counts whether lectures, and what is shown of them, are meant to know how many are in
     */
    void requireKept(Load load, boolean counts) throws SQLException {
        if (load instanceof Attends attends) {
            requireSound(counts);
            requireAsTold(attends);
        }
    }

    /** @param counts whether lectures, and what is shown of them, are meant to know how many are in */
    void requireSound(boolean counts) throws SQLException {
        try (var connection = stores.connect();
                var statement = connection.createStatement()) {
            requireNone(statement, FAULTS);
            if (counts) {
                requireNone(statement, MISCOUNTS);
            }
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

    /** Whoever was told that they are in, or were, is; and nobody else is but those who were told neither. */
    private void requireAsTold(Attends told) throws SQLException {
        var kept = kept();
        for (int student = 0; student < Audience.SIZE; student++) {
            if (told.wasAdmitted(student)
                    && !kept.remove(new Kept(told.roomOf(student).id(), student, told.hasLeft(student)))) {
                throw new IllegalStateException(
                        "student %d was told %d, which was not kept".formatted(student, told.told(student)));
            }
        }
        for (var rest : kept) {
            if (!told.isLeftInDoubt(rest.student())) {
                throw new IllegalStateException(
                        "student %d has a seat and was told %d".formatted(rest.student(), told.told(rest.student())));
            }
        }
    }

    private Set<Kept> kept() throws SQLException {
        var kept = new HashSet<Kept>();
        try (var connection = stores.connect();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery("select lecture_id, student_id, left_at is not null from attendance")) {
            while (rows.next()) {
                boolean _ = kept.add(new Kept(
                        rows.getObject(1, UUID.class), Audience.student(rows.getString(2)), rows.getBoolean(3)));
            }
        }
        return kept;
    }
}
