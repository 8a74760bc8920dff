package lectern.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import lectern.application.Given;
import lectern.application.Some;
import org.junit.jupiter.api.Test;

/** The service runs as roles that may do no more than it does; the owner of the schema only migrates. */
class LeastPrivilegeIT {

    @Test
    void theServiceNeedsNoMoreThanThis() throws SQLException {
        var owner = TestPostgres.migrated();
        try (var store = new Store(owner, Store.LIMITS)) {
            store.sql("""
                    create role lectern_service login password 'service';
                    grant select, insert, update, delete on lecture, attendance, lecture_view, attendee_view
                        to lectern_service;
                    grant select, insert, delete on lecture_event to lectern_service;
                    create role lectern_views login password 'views';
                    grant select on lecture_view, attendee_view to lectern_views;
                    """);
        }
        var service = new TestPostgres.Access(owner.url(), "lectern_service", "service");
        var reader = new TestPostgres.Access(owner.url(), "lectern_views", "views");

        try (var store = new Store(service, Store.LIMITS);
                var views = new Store(reader, Store.LIMITS)) {
            var given = new Given(store.lectures);
            var lecture = given.opened(Some.lecture(30));
            var student = Some.student();
            given.attended(lecture, student, Some.TIME);
            given.left(lecture, student, Some.TIME);
            given.attended(lecture, Some.student(), Some.TIME);
            given.closed(lecture, Some.TIME);
            assertThat(store.housekeeping.rebuildViews()).isEqualTo(1);

            assertThat(views.views.lecture(lecture.lecture())).isPresent();
            assertThat(views.views.attendees(lecture.lecture(), 0, 50)).hasSize(1);
            assertThat(views.views.hasAttended(lecture.lecture(), student)).isTrue();
            assertThat(views.views.lecturesOf(student, null, 50)).hasSize(1);
            assertThat(views.views.lecturesOf(lecture.teacher(), null, 50)).hasSize(1);

            assertThatThrownBy(() -> views.sql("select 1 from lecture")).hasMessageContaining("permission denied");
            assertThatThrownBy(() -> store.sql("update lecture_event set at = now()"))
                    .hasMessageContaining("permission denied");
            assertThat(store.housekeeping.removeClosed(Instant.parse("2100-01-01T00:00:00Z")))
                    .isEqualTo(1);
        } finally {
            try (var store = new Store(owner, Store.LIMITS)) {
                store.sql("drop owned by lectern_service, lectern_views; drop role lectern_service, lectern_views");
            }
        }
    }
}
