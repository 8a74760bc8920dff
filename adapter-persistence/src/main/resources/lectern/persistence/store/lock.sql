-- Locks a lecture's row for the transaction. What is read after it has waited is read by another statement, which sees what was committed meanwhile.
--
-- {0} the lecture

select id
from lecture
where id = {0}
for no key update
