-- A lecture as it was opened.
--
-- 1 lecture

select code, teacher_id, capacity, title, opened_at, starts_at, 0 as attending, 0 as last_number, 0 as attended, closed_at
from lecture
where id = ?
