-- What the scripts of the line share. It is put in front of each of them.
--
-- KEYS  1 line     list of ticket keys, in the order in which they joined
--       2 tickets  hash of ticket key to "joined|until|request", both times in microseconds; a request to attend begins with A.
--                  Every version reads the key (instance:number:attempt) and both times, whatever it knows of the request
--       3 turn     nonce of whoever has the turn; its time to live is the lease
--       4 owner    nonce of whoever took the turn last, and has not given it back
--       5 seats    how many seats there are, all of them taken; a hint, so it expires soon
-- ARGV  1 after which time nothing may be done any more, in microseconds: the caller has given up by then
--       2 nonce of the caller
--       3 lease in milliseconds
--       4 how many tickets the line may hold
--       5 how many tickets a batch may have
--       6 for how long keys are kept that nobody touches, in milliseconds
--
-- The reply is flat: a word, the time in microseconds, then what the script adds.

local line, tickets, turn, owner, seats = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
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

-- Puts those tickets in the line that are not in it yet. They are in ARGV from this place on, four each: key, whether it insists,
-- patience in microseconds, request. Adds those that can't join to the reply, and why.
local function join(from, count, reply)
    local length = redis.call('LLEN', line)
    local full = redis.call('GET', seats)
    if full and not full:find('^[1-9]%d?%d?%d?%d?%d?$') then
        full = false
    end
    local refused = {}
    for i = from, from + 4 * (count - 1), 4 do
        local key = ARGV[i]
        if redis.call('HEXISTS', tickets, key) == 0 then
            if full and ARGV[i + 3]:sub(1, 1) == 'A' and ARGV[i + 1] == '0' then
                refused[#refused + 1] = key
                refused[#refused + 1] = full
            elseif length >= most_in_line then
                refused[#refused + 1] = key
                refused[#refused + 1] = ''
            else
                -- A microsecond apart, so that the time tells one ticket from another.
                local joined = now + (i - from) / 4
                redis.call('RPUSH', line, key)
                redis.call('HSET', tickets, key, text(joined) .. '|' .. text(joined + ARGV[i + 2]) .. '|' .. ARGV[i + 3])
                length = length + 1
            end
        end
    end
    if count > 0 then
        redis.call('PEXPIRE', line, keep)
        redis.call('PEXPIRE', tickets, keep)
    end
    reply[#reply + 1] = text(#refused / 2)
    for _, word in ipairs(refused) do
        reply[#reply + 1] = word
    end
end

local function give_back()
    redis.call('DEL', turn, owner)
end

-- When the ticket of this key joined, until when its caller waits, and its request. Nil when key or entry have another form.
local function read(key, entry)
    local number, attempt = key:match('^[^:]+:(%d+):(%d+)$')
    local joined, due, request = entry:match('^(%d+)|(%-?%d+)|(.*)$')
    if number and #number <= 18 and #attempt <= 9 and joined and #joined <= 16 then
        return joined, tonumber(due), request
    end
end

-- Adds the head of the line to the reply, and how many spoilt tickets were met. A key whose entry was lost or is spoilt is no ticket
-- any more, and is taken out of the line, so that the head of the line is what is served. Returns how many that are.
local function head(reply)
    local count = #reply + 1
    local found, spoilt = 0, 0
    repeat
        local keys = redis.call('LRANGE', line, 0, most_in_batch - 1)
        for _, key in ipairs(keys) do
            local entry = redis.call('HGET', tickets, key)
            local joined, due, request
            if entry then
                joined, due, request = read(key, entry)
            end
            if joined then
                found = found + 1
                reply[count + 4 * found - 3] = key
                reply[count + 4 * found - 2] = joined
                reply[count + 4 * found - 1] = due < now and '1' or '0'
                reply[count + 4 * found] = request
            else
                redis.call('LREM', line, 1, key)
                spoilt = spoilt + redis.call('HDEL', tickets, key)
            end
        end
    until found > 0 or #keys == 0
    reply[count] = text(found)
    reply[count + 4 * found + 1] = text(spoilt)
    return found
end

-- The turn is the caller's now, and so is the head of the line. Gives the turn back when the line is empty.
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
