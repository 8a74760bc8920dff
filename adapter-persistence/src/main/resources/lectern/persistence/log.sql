-- Adds to the log what happened in one transaction.
--
-- {0} lectures, {1} their versions from now on, {2} place in the lecture's order
-- {3} types, {4} times, {5} payloads of the events
-- {6} the lectures to log it of; what happened to others is left out

insert into lecture_event (lecture_id, version, ordinal, type, at, payload)
select *
from unnest({0}, {1}, {2}, {3}, {4}, {5}) as happened (lecture_id, version, ordinal, type, at, payload)
where lecture_id = any ({6})
