-- All that a student's attending is, in one statement.
--
-- 1 attending, 2 last number, 3 attended, 4 version, 5 lecture, 6 student, 7 number, 8 attended at, 9 attending

with changed as (
    update lecture
    set attending = ?, last_number = ?, attended = ?, version = ?
    where id = ?
    returning id, version, opened_at
), came (student_id, number, attended_at) as (
    values (?::text, ?::integer, ?::timestamptz)
), kept as (
    insert into attendance (lecture_id, student_id, number, attended_at)
    select id, student_id, number, attended_at
    from changed, came
    on conflict (lecture_id, student_id) do update
    set number = excluded.number, attended_at = excluded.attended_at, left_at = null
), logged as (
    insert into lecture_event (lecture_id, version, ordinal, type, at, payload)
    select id, version, 0, 'StudentAttended', attended_at, jsonb_build_object('studentId', student_id, 'number', number)
    from changed, came
), shown as (
    insert into attendee_view (lecture_id, student_id, number, attended_at, opened_at)
    select id, student_id, number, attended_at, opened_at
    from changed, came
    on conflict (lecture_id, student_id) do update
    set number = excluded.number, attended_at = excluded.attended_at, left_at = null
)
update lecture_view
set attending = ?, version = changed.version
from changed
where lecture_id = changed.id
