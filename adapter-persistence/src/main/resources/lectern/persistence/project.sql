-- Shows what happened next to a lecture: who came in, then who went (of those who did both, the last counts), then what
-- this makes of the lecture. A lecture that isn't shown stays so.
--
-- {0} lecture
-- {1} students who came in, {2} their numbers, {3} when
-- {4} students who went, {5} when
-- {6} how many more attend, {7} closed at, or null, {8} its version from now on

insert into attendee_view (lecture_id, student_id, number, attended_at, opened_at)
select lecture.lecture_id, came.student_id, came.number, came.attended_at, lecture.opened_at
from lecture_view lecture, unnest({1}, {2}, {3}) as came (student_id, number, attended_at)
where lecture.lecture_id = {0}
on conflict (lecture_id, student_id) do update
set number = excluded.number, attended_at = excluded.attended_at, left_at = null;

update attendee_view
set left_at = went.left_at
from unnest({4}, {5}) as went (student_id, left_at)
where attendee_view.lecture_id = {0} and attendee_view.student_id = went.student_id;

update lecture_view
set attending = attending + {6}, closed_at = coalesce({7}, closed_at), version = {8}
where lecture_id = {0}
