-- Takes answered tickets out of the line, sends their answers, lets other tickets join, and goes on to the next batch.
--
-- Guarantees: only the owner of the line does any of this, so that only one caller answers a ticket.
--
-- ARGV  7 how many tickets are answered, 8 how many messages, 9 how many tickets join; then the ids of the answered tickets, then the
--       messages, two each: channel, text; then the tickets
-- Adds to the reply: the ids of refused tickets, the batch; each after its count.

if redis.call('GET', owner) ~= nonce then
    return {'REFUSED', text(now)}
end
local answered, messages, joining = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
for i = 10, 9 + answered do
    redis.call('LREM', line, 1, ARGV[i])
    redis.call('HDEL', tickets, ARGV[i])
end
for i = 10 + answered, 9 + answered + 2 * messages, 2 do
    redis.call('PUBLISH', ARGV[i], ARGV[i + 1])
end
local reply = {'DONE', text(now)}
join(10 + answered + 2 * messages, joining, reply)
take(reply)
return reply
