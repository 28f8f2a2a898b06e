-- Lua's own functions, where what they give would differ from one build to the next: the addresses of
-- tables and functions, and the order in which a table keeps its names (both depend on where the
-- process lies in memory). Replaces them in the globals, for the scripts beside this one as for what
-- authors write.

local plain = { tostring = tostring, format = string.format, pairs = pairs }

-- What stands for a value that has no text of its own: "table", "function".
local function nameless(x)
    local kind = type(x)
    local has_address = kind == "table" or kind == "function" or kind == "userdata" or kind == "thread"
    return has_address and not (getmetatable(x) or {}).__tostring and kind or nil
end

function tostring(x)
    if x ~= x then
        return "nan" -- its sign is the processor's choice
    end
    return nameless(x) or plain.tostring(x)
end

-- `kind` for string.format, which calls it so in its messages, too.
local function stand_in(kind)
    return setmetatable({}, { __name = kind, __tostring = function() return kind end })
end

function string.format(format, ...)
    local args = table.pack(...)
    for i = 1, args.n do
        local kind = nameless(args[i])
        args[i] = kind and stand_in(kind) or args[i]
    end
    if type(format) == "string" and string.find(string.gsub(format, "%%%%", ""), "%%[^%a%%]*p") then
        error("%p of string.format would differ in each build", 0)
    end
    -- called as a field of that name, for its messages
    local text = plain.format(format, table.unpack(args, 1, args.n))
    return text
end

local ranks = { number = 1, string = 2, boolean = 3 }

local function comes_before(a, b)
    local rank_a, rank_b = ranks[type(a)], ranks[type(b)]
    if rank_a ~= rank_b then
        return rank_a < rank_b
    elseif rank_a == 3 then
        return not a and b
    end
    return a < b
end

local function sorted_keys(t)
    local keys = {}
    for key in next, t do
        if not ranks[type(key)] then
            error("pairs needs a table whose keys are numbers or texts: others have no order that is "
                .. "the same in each build", 0)
        end
        keys[#keys + 1] = key
    end
    table.sort(keys, comes_before)
    return keys
end

-- Numbers first, then texts, each ascending.
function pairs(t)
    if type(t) ~= "table" or (getmetatable(t) or {}).__pairs then
        return plain.pairs(t)
    end
    local keys, i = sorted_keys(t), 0
    return function()
        local value
        repeat
            i = i + 1
            value = keys[i] ~= nil and rawget(t, keys[i])
        until keys[i] == nil or value ~= nil
        return keys[i], value
    end
end
