-- Selects those of the given pairs of a lecture and a student in which the student has ever attended the lecture.
--
-- {0} a lecture and {1} a student, for each pair

select attendee_view.lecture_id, attendee_view.student_id
from unnest({0}, {1}) as asked (lecture_id, student_id)
join attendee_view on attendee_view.lecture_id = asked.lecture_id and attendee_view.student_id = asked.student_id
