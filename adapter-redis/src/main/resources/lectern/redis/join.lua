-- Puts tickets in the line, tells which waiting tickets are not in it, and takes the turn if it is free or already the caller's.
--
-- Guarantees: a ticket is in the line at most once; the turn is taken only when there is something to serve, and never from
-- another caller whose lease still runs.
--
-- ARGV  7 how many tickets join, 8 how many wait; then the tickets, then the ids of the waiting tickets
-- Adds to the reply: the ids of refused tickets, the ids of waiting tickets that are not in the line, the batch; each after its count.

local joining, waiting = tonumber(ARGV[7]), tonumber(ARGV[8])
local reply = {'DONE', text(now)}
local vanished = {}
for i = 9 + 3 * joining, 8 + 3 * joining + waiting do
    if redis.call('HEXISTS', tickets, ARGV[i]) == 0 then
        vanished[#vanished + 1] = ARGV[i]
    end
end
join(9, joining, reply)
add(vanished, reply)
if redis.call('GET', owner) == nonce or redis.call('EXISTS', turn) == 0 then
    take(reply)
else
    reply[#reply + 1] = '0'
    reply[#reply + 1] = '0'
end
return reply
