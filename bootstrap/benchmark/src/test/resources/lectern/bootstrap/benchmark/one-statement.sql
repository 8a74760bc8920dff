-- All that a student's attending is, the seat's number included, in one statement that is a transaction.
--
-- 1 lecture, 2 student

with seat as (
    update lecture
    set attending = attending + 1, last_number = last_number + 1, attended = attended + 1, version = version + 1
    where id = ? and attending < capacity and closed_at is null
    returning id, last_number as number, version, opened_at, ?::text as student_id
), kept as (
    insert into attendance (lecture_id, student_id, number, attended_at)
    select id, student_id, number, now()
    from seat
), logged as (
    insert into lecture_event (lecture_id, version, ordinal, type, at, payload)
    select id, version, 0, 'StudentAttended', now(), jsonb_build_object('studentId', student_id, 'number', number)
    from seat
), shown as (
    insert into attendee_view (lecture_id, student_id, number, attended_at, opened_at)
    select id, student_id, number, now(), opened_at
    from seat
)
update lecture_view
set attending = attending + 1, version = seat.version
from seat
where lecture_id = seat.id
