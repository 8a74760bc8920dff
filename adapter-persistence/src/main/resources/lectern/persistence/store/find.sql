-- Finds lectures with the requested attendances: one row for each lecture, in one consistent read.
--
-- {0} a lecture and {1} a student, or null, for each requested attendance
-- {2} the columns of a lecture's state

select {2}, lecture.version, lecture.mark,
    array_agg(attendance.student_id) filter (where attendance.student_id is not null) as students,
    array_agg(attendance.number) filter (where attendance.student_id is not null) as numbers,
    array_agg(attendance.attended_at) filter (where attendance.student_id is not null) as attended_at,
    array_agg(attendance.left_at) filter (where attendance.student_id is not null) as left_at
from unnest({0}, {1}) as wanted (lecture_id, student_id)
join lecture on lecture.id = wanted.lecture_id
left join attendance on attendance.lecture_id = wanted.lecture_id and attendance.student_id = wanted.student_id
group by lecture.id
