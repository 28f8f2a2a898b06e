-- The names that `{lua} …` in the prose may use. Called with two functions of values.c and the
-- machine; returns the environment and `show`, which turns a value into the text on the page.
--
-- lookup(id): a table with what happened to a sample; an error when there is none.
-- nearest(word, words): the one of the list that is most like it, or nil.

local lookup, nearest, machine = ...

-- A quantity is a number with a unit: "s" or "B". Quantities of one unit add and compare; their
-- ratio is a plain number.
local quantity = {}

local function make(number, unit)
    return setmetatable({ number = number, unit = unit }, quantity)
end

local function is_quantity(x)
    return getmetatable(x) == quantity
end

local function unit_name(x)
    return is_quantity(x) and (x.unit == "s" and "a time" or "an amount of memory")
        or "a plain " .. type(x)
end

local function same_unit(a, b)
    if not (is_quantity(a) and is_quantity(b) and a.unit == b.unit) then
        error(unit_name(a) .. " and " .. unit_name(b) .. " don't go together", 0)
    end
    return a.number, b.number, a.unit
end

function quantity.__add(a, b)
    local x, y, unit = same_unit(a, b)
    return make(x + y, unit)
end

function quantity.__sub(a, b)
    local x, y, unit = same_unit(a, b)
    return make(x - y, unit)
end

function quantity.__unm(a)
    return make(-a.number, a.unit)
end

function quantity.__mul(a, b)
    if type(a) == "number" then
        a, b = b, a
    end
    if type(b) ~= "number" then
        error(unit_name(a) .. " can only be multiplied by a plain number", 0)
    end
    return make(a.number * b, a.unit)
end

function quantity.__div(a, b)
    if type(b) == "number" then
        return make(a.number / b, a.unit)
    end
    local x, y = same_unit(a, b)
    return x / y
end

function quantity.__lt(a, b)
    local x, y = same_unit(a, b)
    return x < y
end

function quantity.__le(a, b)
    local x, y = same_unit(a, b)
    return x <= y
end

function quantity.__eq(a, b)
    local x, y = same_unit(a, b)
    return x == y
end

-- So many significant digits, never an exponent; digits before the point are all kept.
local function significant(x, digits)
    if x ~= x or x == math.huge or x == -math.huge then
        error("the result is not a finite number", 0)
    end
    local exponent = tonumber(string.match(string.format("%." .. digits - 1 .. "e", x), "e(.*)"))
    return string.format("%." .. math.max(0, digits - 1 - exponent) .. "f", x)
end

local scales = {
    s = { { 1, "s" }, { 1e-3, "ms" }, { 1e-6, "µs" }, { 1e-9, "ns" } },
    B = { { 2 ^ 30, "GiB" }, { 2 ^ 20, "MiB" }, { 2 ^ 10, "KiB" }, { 1, "B" } },
}

-- In the largest scale in which it is at least one, after rounding.
local function with_unit(q, digits)
    local scale = scales[q.unit]
    for i, step in ipairs(scale) do
        local text = significant(q.number / step[1], digits)
        if math.abs(tonumber(text)) >= 1 or i == #scale then
            return text .. " " .. step[2]
        end
    end
end

local function format(x, digits)
    if is_quantity(x) then
        return with_unit(x, digits)
    elseif math.type(x) == "integer" then
        return tostring(x)
    end
    return significant(x, digits)
end

local default_digits = 3

function quantity.__tostring(q)
    return with_unit(q, default_digits)
end

function quantity.__concat(a, b)
    return tostring(a) .. tostring(b)
end

-- What a sample must have for a function to tell something about it.
local function needs(value, id, what)
    if value == nil then
        error(string.format('sample "%s" was not %s', id, what), 0)
    end
    return value
end

local functions = {}

function functions.wall(id)
    return make(needs(lookup(id).wall_s, id, "run"), "s")
end

function functions.cpu(id)
    local sample = lookup(id)
    return make(needs(sample.user_s, id, "run") + sample.sys_s, "s")
end

function functions.compile_time(id)
    return make(needs(lookup(id).compile_s, id, "compiled"), "s")
end

function functions.rss(id)
    return make(needs(lookup(id).max_rss_kib, id, "run") * 1024, "B")
end

function functions.code(id)
    return needs(lookup(id).code, id, "run to an exit code")
end

function functions.stdout(id)
    return needs(lookup(id).stdout, id, "run")
end

-- The number in the first match of the pattern, or in its first capture.
function functions.number(id, pattern)
    local found = string.match(functions.stdout(id), pattern)
    local number = tonumber(found)
    if not found then
        error(string.format('nothing in what "%s" printed matches "%s"', id, pattern), 0)
    elseif not number then
        error(string.format('"%s" is not a number', found), 0)
    end
    return number
end

function functions.fmt(x, digits)
    if type(x) ~= "number" and not is_quantity(x) then
        error("fmt needs a number or a quantity, not " .. type(x), 0)
    elseif math.type(digits) ~= "integer" or digits < 1 or digits > 15 then
        error("fmt needs a number of digits from 1 to 15", 0)
    end
    return format(x, digits)
end

function functions.round(x)
    if type(x) ~= "number" then
        error("round needs a plain number, not " .. unit_name(x), 0)
    end
    return math.floor(x + 0.5)
end

for _, name in ipairs { "median", "interval", "speedup", "ratio", "outcomes", "correct", "found" } do
    functions[name] = function()
        error(name .. " is not supported by this version of drawloom yet", 0)
    end
end

local environment = {
    machine = machine,
    math = math, string = string, table = table, utf8 = utf8,
    ipairs = ipairs, pairs = pairs, select = select, tonumber = tonumber, tostring = tostring,
    type = type,
}
machine.memory = make(machine.memory, "B")
for name, f in pairs(functions) do
    environment[name] = f
end

local names = {}
for name in pairs(environment) do
    names[#names + 1] = name
end
table.sort(names)

setmetatable(environment, {
    __index = function(_, name)
        local close = nearest(name, names)
        error(string.format("unknown name %s%s", name,
            close and " (did you mean " .. close .. "?)" or ""), 0)
    end,
})

local function show(value)
    if type(value) == "string" then
        return value
    elseif type(value) == "number" or is_quantity(value) then
        return format(value, default_digits)
    elseif type(value) == "boolean" then
        return tostring(value)
    end
    error("the result is " .. (value == nil and "nothing" or "a " .. type(value))
        .. ", not a number or a text", 0)
end

return environment, show
