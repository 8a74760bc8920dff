-- Adds events to the log.
--
-- {0} lectures, {1} their new versions, {2} positions of the events within these
-- {3} types, {4} times, {5} payloads of the events
-- {6} the lectures whose events are added; events of other lectures are left out

insert into lecture_event (lecture_id, version, ordinal, type, at, payload)
select *
from unnest({0}, {1}, {2}, {3}, {4}, {5}) as committed (lecture_id, version, ordinal, type, at, payload)
where lecture_id = any ({6})
