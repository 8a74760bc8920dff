-- Sends the caller a message of its own, and tells the time in microseconds.
--
-- KEYS  1 any key, to tell which server is asked
-- ARGV  1 channel and 2 text of the message; none where only the time is asked for

if ARGV[1] then
    redis.call('PUBLISH', ARGV[1], ARGV[2])
end
local time = redis.call('TIME')
return string.format('%.0f', time[1] * 1000000 + time[2])
