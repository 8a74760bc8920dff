-- Shows who came in, be it that they have gone again. A lecture that isn't shown stays so.
--
-- {0} lectures, {1} students, {2} their numbers, {3} when they came, {4} when they went, or null
-- {5} the lectures to show it of; who came into others is left out

insert into attendee_view (lecture_id, student_id, number, attended_at, left_at, opened_at)
select came.*, lecture.opened_at
from unnest({0}, {1}, {2}, {3}, {4}) as came (lecture_id, student_id, number, attended_at, left_at)
join lecture_view lecture on lecture.lecture_id = came.lecture_id
where came.lecture_id = any ({5})
on conflict (lecture_id, student_id) do update
set number = excluded.number, attended_at = excluded.attended_at, left_at = excluded.left_at
