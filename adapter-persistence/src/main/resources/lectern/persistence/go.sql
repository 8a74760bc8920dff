-- Shows who went, of those who had come before.
--
-- {0} lectures, {1} students, {2} when
-- {3} the lectures to show it of; who went from others is left out

update attendee_view
set left_at = went.left_at
from unnest({0}, {1}, {2}) as went (lecture_id, student_id, left_at)
where attendee_view.lecture_id = went.lecture_id and attendee_view.student_id = went.student_id
    and went.lecture_id = any ({3})
