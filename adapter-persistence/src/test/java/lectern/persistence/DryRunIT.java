package lectern.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import lectern.application.Given;
import lectern.application.Race;
import lectern.application.Some;
import lectern.application.port.ServiceUnavailable;
import lectern.persistence.database.Database;
import lectern.persistence.views.PostgresLectureViews;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is done in a dry run is seen by all who take part in it, and by nobody else. */
class DryRunIT {

    private static final String ROWS =
            "select 1 from lecture union all select 1 from lecture_event union all select 1 from lecture_view"
                    + " union all select 1 from attendance union all select 1 from attendee_view";

    private final TestPostgres.Access access = TestPostgres.migrated();

    @AutoClose
    private final Store others = new Store(access, Store.LIMITS);

    @AutoClose
    private final Store store = new Store(access, Store.LIMITS);

    private final Database commands = store.database;
    private final Database views = new Database(store.viewsPool);
    private final Given given = new Given(store.lectures);

    @Test
    void leavesNothingOfWhatManyThreadsHaveStored() throws SQLException {
        var lecture = Some.lecture(1_000);

        commands.dryRun(views, () -> {
            var opened = given.opened(lecture);
            var _ = Race.of(20, i -> given.attended(given.opened(Some.lecture(1)), Some.student(), Some.TIME));
            given.attended(opened, Some.student(), Some.TIME);
            assertThat(new PostgresLectureViews(views, Store.LIMITS.timeouts()).lecture(lecture.lecture()))
                    .isPresent();
            assertThat(others.lectures.find(lecture.lecture(), Set.of())).isEmpty();
        });

        assertThat(store.lectures.find(lecture.lecture(), Set.of())).isEmpty();
        assertThat(others.sql(ROWS)).isEmpty();
    }

    @Test
    void isOverWhenItFails() throws SQLException {
        assertThatThrownBy(() -> commands.dryRun(views, () -> {
                    var _ = given.opened(Some.lecture(1));
                    throw new IllegalStateException("as it is to be");
                }))
                .hasMessage("as it is to be");
        assertThatThrownBy(() -> commands.dryRun(views, () -> {
                    var _ = given.opened(Some.lecture(1));
                    var _ = views.run(db -> db.fetch("select 1 / 0"));
                }))
                .hasMessageContaining("division by zero");

        assertThat(others.sql(ROWS)).isEmpty();
        var kept = given.opened(Some.lecture(1));
        assertThat(others.lectures.find(kept.lecture(), Set.of())).isPresent();
    }

    @Test
    void doesNotBeginWithoutADatabase() {
        var nowhere = new Database(
                DriverSource.of("url", "jdbc:postgresql://127.0.0.1:1/lectern", "kim", "", new Properties()));

        assertThatThrownBy(() -> nowhere.dryRun(views, () -> {
                    throw new AssertionError("it has begun");
                }))
                .isInstanceOf(ServiceUnavailable.class);
        assertThat(store.lectures.find(Some.id(), Set.of())).isEmpty();
    }
}
