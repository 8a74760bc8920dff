-- Updates the views of students who left. These students attended before the events that are committed now.
--
-- {0} lectures, {1} students, {2} left at
-- {3} the lectures whose views change; students of other lectures are left out

update attendee_view
set left_at = departed.left_at
from unnest({0}, {1}, {2}) as departed (lecture_id, student_id, left_at)
where attendee_view.lecture_id = departed.lecture_id and attendee_view.student_id = departed.student_id
    and departed.lecture_id = any ({3})
