-- Locks a lecture's row for the transaction. Another statement reads the lecture afterwards, because it sees what was committed while
-- this statement waited.
--
-- {0} the lecture

select id
from lecture
where id = {0}
for no key update
