-- Gives the transaction a lecture to itself, and reads it. Attendances are read by a second statement: the first one may
-- have waited for the lock, and what a statement sees is what was there before it waited.
--
-- {0} lecture, {1} students

select id, code, teacher_id, capacity, title, opened_at, starts_at, attending, last_number, attended, closed_at, version
from lecture
where id = {0}
for no key update;

select student_id, number, attended_at, left_at
from attendance
where lecture_id = {0} and student_id = any ({1})
