package lectern.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What older releases have stored stays readable, and can be changed. */
class MigrationIT {

    @Test
    void takesTitlesAwayThatNobodySees() throws SQLException {
        var access = TestPostgres.empty();
        migrate(access, "1");
        try (var store = new Store(access, Store.LIMITS)) {
            store.sql("""
                    create function open(teacher text, title text) returns void language sql as $$
                        with opened as (
                            insert into lecture
                                (id, code, teacher_id, title, capacity, opened_at, starts_at, attending, last_number, attended, version)
                            values (gen_random_uuid(), gen_random_uuid(), teacher, title, 30, now(), now(), 0, 0, 0, 0)
                            returning *
                        ), logged as (
                            insert into lecture_event
                            select id, 0, 0, 'LectureOpened', opened_at,
                                json_object('title': title, 'teacherId': teacher_id absent on null returning jsonb)
                            from opened
                        )
                        insert into lecture_view
                        select id, code, teacher_id, capacity, title, attending, opened_at, starts_at, closed_at, version
                        from opened
                    $$
                    """);
            store.sql("""
                    select open('blank', U&'\\00A0\\200B'), open('tags', U&'\\+0E0041'), open('seen', U&'\\00A0A'), open('none', null)
                    """);

            migrate(access, "2");

            assertThat(store.sql("select teacher_id from lecture where title is not null"))
                    .containsExactly("seen");
            assertThat(store.sql("select teacher_id from lecture_view where title is not null"))
                    .containsExactly("seen");
            assertThat(store.sql("select payload->>'teacherId' from lecture_event where payload ? 'title'"))
                    .containsExactly("seen");
            assertThat(store.sql("update lecture set version = version + 1 returning teacher_id"))
                    .hasSize(4);

            store.sql("select open('joiners', U&'\\+01107F\\+013441')");

            migrate(access, "4");

            assertThat(store.sql("select teacher_id from lecture where title is not null"))
                    .containsExactly("seen");
            assertThat(store.sql("update lecture set version = version + 1 returning teacher_id"))
                    .hasSize(5);
        }
    }

    private static void migrate(TestPostgres.Access access, String target) {
        var migrated = Flyway.configure()
                .dataSource(access.url(), access.username(), access.password())
                .target(target)
                .load()
                .migrate();
        assertThat(migrated.success).isTrue();
    }
}
