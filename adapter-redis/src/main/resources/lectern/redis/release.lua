-- Gives the turn back, with the line as it is, and wakes another instance that has a ticket near its head.
--
-- Guarantees: only the owner of the line gives the turn back.
--
-- ARGV  7 instance of the caller, 8 prefix of the channels of instances, 9 the message
-- Adds nothing to the reply.

if redis.call('GET', owner) == nonce then
    give_back()
    for _, id in ipairs(redis.call('LRANGE', line, 0, 999)) do
        local instance = id:match('^(.*):%d+:%d+$')
        if instance and instance ~= ARGV[7] then
            redis.call('PUBLISH', ARGV[8] .. instance, ARGV[9])
            break
        end
    end
end
return {'DONE', text(now)}
