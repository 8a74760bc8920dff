-- Takes the served tickets off the head of the line, sends their answers, lets others join, and goes on to the next batch.
--
-- Guarantees: only the owner of the line does any of this. So the head is the batch that the owner was given, or begins with it, and
-- each of its tickets is answered by nobody else.
--
-- ARGV  7 how many tickets were served, 8 how many seats there are if all are taken, else empty, 9 for how long to say so in
--       milliseconds, 0 for not at all, 10 how many messages, 11 how many tickets join; then the messages, two each: channel, text; then the tickets
-- Adds to the reply: the refused tickets, the batch, each with its count in front; how many spoilt tickets were dropped.

if redis.call('GET', owner) ~= nonce then
    return {'REFUSED', text(now)}
end
local served, messages, joining = tonumber(ARGV[7]), tonumber(ARGV[10]), tonumber(ARGV[11])
if served > 0 then
    redis.call('HDEL', tickets, unpack(redis.call('LRANGE', line, 0, served - 1)))
    redis.call('LTRIM', line, served, -1)
end
for i = 12, 11 + 2 * messages, 2 do
    redis.call('PUBLISH', ARGV[i], ARGV[i + 1])
end
if ARGV[8] == '' or ARGV[9] == '0' then
    redis.call('DEL', seats)
else
    redis.call('SET', seats, ARGV[8], 'PX', ARGV[9])
end
local reply = {'DONE', text(now)}
join(12 + 2 * messages, joining, reply)
take(reply)
return reply
