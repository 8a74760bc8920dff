-- Gives the transaction lectures to itself, and reads them. Attendances are read by a second statement: the first one may
-- have waited for a lock, and what a statement sees is what was there before it waited.
--
-- {0} lectures, {1} "skip locked", or nothing to wait for those that others have locked
-- {2} a lecture and {3} a student, for each attendance that is wanted

select id, code, teacher_id, capacity, title, opened_at, starts_at, attending, last_number, attended, closed_at, version
from lecture
where id = any ({0})
for no key update {1};

select attendance.lecture_id, attendance.student_id, number, attended_at, left_at
from unnest({2}, {3}) as wanted (lecture_id, student_id)
join attendance on attendance.lecture_id = wanted.lecture_id and attendance.student_id = wanted.student_id
