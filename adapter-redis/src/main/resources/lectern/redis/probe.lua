-- Writes a key, deletes it again, sends the caller its own message, and returns the time in microseconds. The script fails on a server
-- that takes no writes, because it is out of memory or has become a replica.
--
-- KEYS  1 a key that nothing else uses; for the time only, any key on the server whose time is asked for
-- ARGV  1 channel and 2 text of the message; none for the time only

if ARGV[1] then
    redis.call('SET', KEYS[1], ARGV[2])
    redis.call('DEL', KEYS[1])
    redis.call('PUBLISH', ARGV[1], ARGV[2])
end
local time = redis.call('TIME')
return string.format('%.0f', time[1] * 1000000 + time[2])
