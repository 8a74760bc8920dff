-- Keeps what was decided on lectures. The transaction has their rows locked.
--
-- {0} lectures, {1} attending, {2} last numbers, {3} attended, {4} closed at, {5} versions
-- {6} a lecture and {7} a student whose attendance has changed, {8} its number, {9} attended at, {10} left at

update lecture
set attending = kept.attending, last_number = kept.last_number, attended = kept.attended, closed_at = kept.closed_at,
    version = kept.version
from unnest({0}, {1}, {2}, {3}, {4}, {5}) as kept (id, attending, last_number, attended, closed_at, version)
where lecture.id = kept.id;

insert into attendance (lecture_id, student_id, number, attended_at, left_at)
select * from unnest({6}, {7}, {8}, {9}, {10})
on conflict (lecture_id, student_id) do update
set number = excluded.number, attended_at = excluded.attended_at, left_at = excluded.left_at
