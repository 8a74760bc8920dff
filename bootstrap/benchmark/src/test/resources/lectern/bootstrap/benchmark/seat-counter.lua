-- Gives a student a seat, if one is free, and remembers who has one: a hash of student to number and time. Every seat
-- that was given is in it, so its length is how many there are.
--
-- KEYS[1] seats
-- ARGV[1] student, ARGV[2] capacity, ARGV[3] now
--
-- Answers how many seats were taken before; or, to whoever has one already, its number and time.

local mine = redis.call('HGET', KEYS[1], ARGV[1])
if mine then
    local at = string.find(mine, ' ')
    return { string.sub(mine, 1, at - 1), string.sub(mine, at + 1) }
end
local taken = redis.call('HLEN', KEYS[1])
if taken < tonumber(ARGV[2]) then
    redis.call('HSET', KEYS[1], ARGV[1], (taken + 1) .. ' ' .. ARGV[3])
end
return { tostring(taken) }
