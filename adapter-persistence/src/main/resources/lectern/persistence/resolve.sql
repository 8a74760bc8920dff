-- What codes resolve to, and who of those that send them attends what they resolve to.
--
-- {0} a code and {1} a student, for each that is sent

select code, id, version
from lecture
where code = any ({0}) and closed_at is null;

select lecture.code, attendance.student_id
from unnest({0}, {1}) as sent (code, student_id)
join lecture on lecture.code = sent.code
join attendance on attendance.lecture_id = lecture.id and attendance.student_id = sent.student_id
where attendance.left_at is null
