-- Adds to the log what happened in one transaction, in its order.
--
-- {0} lecture, {1} its version from now on
-- {2} types, {3} times, {4} payloads of the events

insert into lecture_event (lecture_id, version, ordinal, type, at, payload)
select {0}, {1}, event.position - 1, event.type, event.at, event.payload
from unnest({2}, {3}, {4}) with ordinality as event (type, at, payload, position)
