-- Shows what became of lectures.
--
-- {0} lectures, {1} how many more attend, {2} closed at, or null, {3} versions from now on
-- {4} the lectures to show it of; what became of others is left out

update lecture_view
set attending = attending + became.more_attending, closed_at = coalesce(became.closed_at, lecture_view.closed_at),
    version = became.version
from unnest({0}, {1}, {2}, {3}) as became (lecture_id, more_attending, closed_at, version)
where lecture_view.lecture_id = became.lecture_id and became.lecture_id = any ({4})
