-- Both statements travel together. The second sees what was committed while the first waited for the lock.
--
-- 1 lecture, 2 lecture, 3 student

select code, teacher_id, capacity, title, opened_at, starts_at, attending, last_number, attended, closed_at, version
from lecture
where id = ?
for update;

select number, attended_at, left_at
from attendance
where lecture_id = ? and student_id = ?
