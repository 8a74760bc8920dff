-- What codes resolve to, and whether those that send them attend what they resolve to.
--
-- {0} a code and {1} a student, for each that is sent

select sent.code, sent.student_id, lecture.id, lecture.version, attendance.number is not null as attends
from unnest({0}, {1}) as sent (code, student_id)
join lecture on lecture.code = sent.code and lecture.closed_at is null
left join attendance on attendance.lecture_id = lecture.id and attendance.student_id = sent.student_id
    and attendance.left_at is null
