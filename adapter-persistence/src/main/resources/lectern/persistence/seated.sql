-- Who of these students is in these lectures now.
--
-- {0} a lecture and {1} a student, for each that is asked about

select attendance.lecture_id, attendance.student_id
from unnest({0}, {1}) as asked (lecture_id, student_id)
join attendance on attendance.lecture_id = asked.lecture_id and attendance.student_id = asked.student_id
where attendance.left_at is null
