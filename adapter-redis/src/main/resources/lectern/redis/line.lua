-- The shared part of the line's scripts, which is put in front of each of them. The scripts do not interpret the content of tickets.
--
-- KEYS  1 line     list of ticket ids (instance:number:attempt), in the order in which they joined
--       2 tickets  hash from ticket id to "joined|until|content", both times in microseconds. Releases may differ in the content that
--                  they can read. The format of the id and of the times never changes
--       3 turn     nonce of the caller that has the turn; its time to live is the lease
--       4 owner    nonce of the caller that took the turn last, and has not given it back
-- All keys begin with "lecture:{id of the lecture}:v2:". The release before v2 has no version in its keys, so it shares no keys with v2.
--
-- ARGV  1 deadline in microseconds: the script does nothing after it, because the caller has given up by then
--       2 nonce of the caller
--       3 lease in milliseconds
--       4 how many tickets the line may hold
--       5 how many tickets a batch may have
--       6 time to live of untouched keys, in milliseconds
--
-- The reply is flat: a word, the time in microseconds, then what the script adds.

local line, tickets, turn, owner = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local nonce, lease, keep = ARGV[2], ARGV[3], ARGV[6]
local most_in_line, most_in_batch = tonumber(ARGV[4]), tonumber(ARGV[5])

local function micros()
    local time = redis.call('TIME')
    return time[1] * 1000000 + time[2]
end

local function text(number)
    return string.format('%.0f', number)
end

local now = micros()

-- Adds ids to the reply, after their count.
local function add(ids, reply)
    reply[#reply + 1] = text(#ids)
    for _, id in ipairs(ids) do
        reply[#reply + 1] = id
    end
end

-- Puts the tickets in the line that are not in it yet. They are in ARGV from the index "from" on, three values each: id, patience in
-- microseconds, content. Adds the ids of refused tickets to the reply.
local function join(from, count, reply)
    local length = redis.call('LLEN', line)
    local refused = {}
    for i = from, from + 3 * (count - 1), 3 do
        local id = ARGV[i]
        if redis.call('HEXISTS', tickets, id) == 1 then
            -- It stays where it is.
        elseif length >= most_in_line then
            refused[#refused + 1] = id
        else
            -- The times are a microsecond apart, so that no two tickets of a call have the same time.
            local joined = now + (i - from) / 3
            redis.call('RPUSH', line, id)
            redis.call('HSET', tickets, id, text(joined) .. '|' .. text(joined + ARGV[i + 1]) .. '|' .. ARGV[i + 2])
            length = length + 1
        end
    end
    if count > 0 then
        redis.call('PEXPIRE', line, keep)
        redis.call('PEXPIRE', tickets, keep)
    end
    add(refused, reply)
end

local function give_back()
    redis.call('DEL', turn, owner)
end

-- Returns when a ticket joined, until when its caller waits, and its content; nil if id or entry are damaged, or the entry was lost.
local function read(id, entry)
    local number, attempt = id:match('^[^:]+:(%d+):(%d+)$')
    if entry and number and #number <= 18 and #attempt <= 9 then
        local joined, due, content = entry:match('^(%d+)|(%-?%d+)|(.*)$')
        if joined and #joined <= 16 then
            return joined, tonumber(due), content
        end
    end
end

-- Adds the head of the line to the reply, four words for each ticket: id, when it joined, whether it is overdue, content. Then adds
-- the number of damaged tickets. Damaged and lost tickets are taken out of the line. Returns how many tickets it added.
local function head(reply)
    local count = #reply + 1
    local found, damaged = 0, 0
    reply[count] = '0'
    repeat
        local ids = redis.call('LRANGE', line, 0, most_in_batch - 1)
        local entries = #ids > 0 and redis.call('HMGET', tickets, unpack(ids))
        for i, id in ipairs(ids) do
            local joined, due, content = read(id, entries[i])
            if joined then
                found = found + 1
                reply[#reply + 1] = id
                reply[#reply + 1] = joined
                reply[#reply + 1] = due < now and '1' or '0'
                reply[#reply + 1] = content
            else
                redis.call('LREM', line, 1, id)
                damaged = damaged + redis.call('HDEL', tickets, id)
            end
        end
    until found > 0 or #ids == 0
    reply[count] = text(found)
    reply[#reply + 1] = text(damaged)
    return found
end

-- Gives the turn and the head of the line to the caller. Gives the turn back when the line is empty.
local function take(reply)
    if head(reply) == 0 then
        give_back()
    else
        redis.call('SET', turn, nonce, 'PX', lease)
        redis.call('SET', owner, nonce, 'PX', keep)
    end
end

if now > tonumber(ARGV[1]) then
    return {'LATE', text(now)}
end
