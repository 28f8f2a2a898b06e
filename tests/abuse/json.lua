-- json: read a text in JSON; null becomes json.null.

local json = { null = setmetatable({}, { __tostring = function() return "null" end }) }

local escapes = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }
local words = { ["true"] = true, ["false"] = false, null = json.null }

local value

local function skip(text, at)
    return text:find("%S", at) or #text + 1
end

local function fail(at, what)
    error(("JSON, byte %d: expected %s"):format(at, what), 0)
end

-- JSON has no raw NUL: it stands for an escaped backslash meanwhile.
local function unescape(body)
    body = body:gsub("\\\\", "\0")
    body = body:gsub("\\u([dD][89abAB]%x%x)\\u([dD][c-fC-F]%x%x)", function(high, low)
        local code = (tonumber(high, 16) - 0xD800) * 0x400 + tonumber(low, 16) - 0xDC00 + 0x10000
        return utf8.char(code)
    end)
    body = body:gsub("\\u(%x%x%x%x)", function(hex) return utf8.char(tonumber(hex, 16)) end)
    return (body:gsub("\\(.)", function(c) return escapes[c] or c end):gsub("%z", "\\"))
end

local function text_at(text, at)
    local i = at + 1
    while true do
        local stop = text:find('["\\]', i) or fail(i, 'a closing "')
        if text:sub(stop, stop) == '"' then
            local body = text:sub(at + 1, stop - 1)
            return body:find("\\", 1, true) and unescape(body) or body, stop + 1
        end
        i = stop + 2
    end
end

-- What stands between brackets; `item` reads one and puts it into the table.
local function list_at(text, at, close, item)
    local result = {}
    at = skip(text, at + 1)
    while text:sub(at, at) ~= close do
        at = skip(text, item(result, at))
        local c = text:sub(at, at)
        if c == "," then
            at = skip(text, at + 1)
        elseif c ~= close then
            fail(at, "',' or '" .. close .. "'")
        end
    end
    return result, at + 1
end

function value(text, at)
    at = skip(text, at)
    local c = text:sub(at, at)
    if c == '"' then
        return text_at(text, at)
    elseif c == "[" then
        return list_at(text, at, "]", function(list, i)
            list[#list + 1], i = value(text, i)
            return i
        end)
    elseif c == "{" then
        return list_at(text, at, "}", function(object, i)
            local name
            name, i = text_at(text, i)
            i = text:find("^%s*:", i) and text:find(":", i, true) or fail(i, "':'")
            object[name], i = value(text, i + 1)
            return i
        end)
    end
    local word = text:match("^%a+", at)
    if word and words[word] ~= nil then
        return words[word], at + #word
    end
    local number = text:match("^-?[%d.eE+-]+", at)
    return tonumber(number) or fail(at, "a value"), at + #(number or "")
end

function json.decode(text)
    local result, at = value(text, 1)
    return skip(text, at) > #text and result or fail(at, "the end")
end

function json.read(path)
    local file <close> = assert(io.open(path, "rb"))
    return json.decode(file:read("a"))
end

return json
