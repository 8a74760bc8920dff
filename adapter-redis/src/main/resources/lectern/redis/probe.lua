-- Sends the caller a message of its own, having written something, and tells the time in microseconds. A server that lets
-- nothing be written, since it is out of memory or a replica now, fails at it. Nothing of it stays.
--
-- KEYS  1 a key that nothing else has; where only the time is asked for any key, to tell which server is asked
-- ARGV  1 channel and 2 text of the message; none where only the time is asked for

if ARGV[1] then
    redis.call('SET', KEYS[1], ARGV[2])
    redis.call('DEL', KEYS[1])
    redis.call('PUBLISH', ARGV[1], ARGV[2])
end
local time = redis.call('TIME')
return string.format('%.0f', time[1] * 1000000 + time[2])
