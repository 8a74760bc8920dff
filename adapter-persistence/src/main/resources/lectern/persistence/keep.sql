-- Keeps what was decided on a lecture. The transaction has the lecture's row locked.
--
-- {0} lecture, {1} attending, {2} last number, {3} attended, {4} closed at, {5} version
-- {6} students whose attendance has changed, {7} its number, {8} attended at, {9} left at

update lecture
set attending = {1}, last_number = {2}, attended = {3}, closed_at = {4}, version = {5}
where id = {0};

insert into attendance (lecture_id, student_id, number, attended_at, left_at)
select {0}, changed.*
from unnest({6}, {7}, {8}, {9}) as changed (student_id, number, attended_at, left_at)
on conflict (lecture_id, student_id) do update
set number = excluded.number, attended_at = excluded.attended_at, left_at = excluded.left_at
