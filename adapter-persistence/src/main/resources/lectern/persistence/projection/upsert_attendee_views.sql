-- Adds or updates the views of students who attended, whether or not they have left since. A lecture without a view gets no attendees.
--
-- {0} lectures, {1} students, {2} their numbers, {3} attended at, {4} left at, or null
-- {5} the lectures whose views change; students of other lectures are left out

insert into attendee_view (lecture_id, student_id, number, attended_at, left_at, opened_at)
select attended.*, lecture.opened_at
from unnest({0}, {1}, {2}, {3}, {4}) as attended (lecture_id, student_id, number, attended_at, left_at)
join lecture_view lecture on lecture.lecture_id = attended.lecture_id
where attended.lecture_id = any ({5})
on conflict (lecture_id, student_id) do update
set number = excluded.number, attended_at = excluded.attended_at, left_at = excluded.left_at
