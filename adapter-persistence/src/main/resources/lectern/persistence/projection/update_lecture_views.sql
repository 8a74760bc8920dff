-- Updates the views of lectures that changed.
--
-- {0} lectures, {1} how many more students attend, {2} new capacities, or null, {3} closed at, or null, {4} new versions
-- {5} the lectures whose views change; others are left out

update lecture_view
set attending = attending + changed.more_attending, capacity = coalesce(changed.capacity, lecture_view.capacity),
    closed_at = coalesce(changed.closed_at, lecture_view.closed_at), version = changed.version
from unnest({0}, {1}, {2}, {3}, {4}) as changed (lecture_id, more_attending, capacity, closed_at, version)
where lecture_view.lecture_id = changed.lecture_id and changed.lecture_id = any ({5})
