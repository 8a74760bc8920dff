-- Shows who came in. A lecture that isn't shown stays so.
--
-- {0} lectures, {1} students, {2} their numbers, {3} when

insert into attendee_view (lecture_id, student_id, number, attended_at, opened_at)
select came.*, lecture.opened_at
from unnest({0}, {1}, {2}, {3}) as came (lecture_id, student_id, number, attended_at)
join lecture_view lecture on lecture.lecture_id = came.lecture_id
on conflict (lecture_id, student_id) do update
set number = excluded.number, attended_at = excluded.attended_at, left_at = null
