-- Keeps what the counter has given: inserts only, so that nobody waits for anybody.
--
-- 1 lecture, 2 student, 3 number, 4 attended at, 5 opened at

with came (lecture_id, student_id, number, attended_at, opened_at) as (
    values (?::uuid, ?::text, ?::integer, ?::timestamptz, ?::timestamptz)
), kept as (
    insert into attendance (lecture_id, student_id, number, attended_at)
    select lecture_id, student_id, number, attended_at
    from came
), logged as (
    insert into lecture_event (lecture_id, version, ordinal, type, at, payload)
    select lecture_id, number, 0, 'StudentAttended', attended_at, jsonb_build_object('studentId', student_id, 'number', number)
    from came
)
insert into attendee_view (lecture_id, student_id, number, attended_at, opened_at)
select lecture_id, student_id, number, attended_at, opened_at
from came
