-- Shows who went. Of those who came and went, the last counts: this comes after come.sql.
--
-- {0} lectures, {1} students, {2} when

update attendee_view
set left_at = went.left_at
from unnest({0}, {1}, {2}) as went (lecture_id, student_id, left_at)
where attendee_view.lecture_id = went.lecture_id and attendee_view.student_id = went.student_id
