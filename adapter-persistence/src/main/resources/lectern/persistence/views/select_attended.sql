-- Selects the students that have ever attended lectures, of those that are asked about.
--
-- {0} a lecture and {1} a student, for each that is asked about

select attendee_view.lecture_id, attendee_view.student_id
from unnest({0}, {1}) as asked (lecture_id, student_id)
join attendee_view on attendee_view.lecture_id = asked.lecture_id and attendee_view.student_id = asked.student_id
