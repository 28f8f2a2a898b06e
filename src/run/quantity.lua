-- Quantities: numbers with a unit, and how surely they are known. Called with the evidence
-- (evidence.h); returns what functions.lua, claim.lua and figure.lua work with.
--
-- A quantity has
--   number       in units of `unit`
--   unit         "s", "B", or "" for a ratio of measured times, which may be used like a number
--   spread       nil, or a function that gives replicates (replicates.h): what the number might have been
--   low, high    nil, or the interval of a median as it was measured
--   is_doubtful  whether it may be off: it comes from noisy times, or from single runs
-- Quantities of one unit add and compare; their ratio is a plain number if nothing in it was timed. What
-- they have is kept apart from them, so that no author's Lua can change it.

local evidence = ...

local Q = {}
local quantity = { __name = "quantity" }
local fields = setmetatable({}, { __mode = "k" })

-- `has`: the fields; it is kept.
local function new_quantity(has)
    local x = setmetatable({}, quantity)
    fields[x] = has
    return x
end

function Q.make(number, unit)
    return new_quantity { number = number, unit = unit }
end

-- A time: see the fields above.
function Q.measured(number, is_doubtful, spread, low, high)
    return new_quantity { number = number, unit = "s", spread = spread, low = low, high = high,
        is_doubtful = is_doubtful }
end

function Q.is(x)
    return fields[x] ~= nil
end

-- The number of a plain number or a quantity; nil of anything else.
function Q.value(x)
    if type(x) == "number" then
        return x
    end
    return Q.is(x) and fields[x].number or nil
end

function Q.unit(x)
    return Q.is(x) and fields[x].unit or ""
end

function Q.has_spread(x)
    return Q.is(x) and fields[x].spread ~= nil
end

function Q.is_doubtful(x)
    return Q.is(x) and fields[x].is_doubtful == true
end

-- Whether it is a time or a ratio of times, of which no two are equal.
function Q.is_timed(x)
    return Q.is(x) and fields[x].unit ~= "B"
end

-- The function, called at most once.
function Q.once(f)
    local result
    return function()
        result = result or f()
        return result
    end
end

-- A text as in a program, on one line and not too long.
function Q.quote(text)
    local most = 60
    if #text > most then
        text = string.sub(text, 1, (utf8.offset(text, 0, most + 1) or most + 1) - 1) .. "…"
    end
    local escapes = { ["\n"] = "\\n", ["\t"] = "\\t", ['"'] = '\\"', ["\\"] = "\\\\" }
    return '"' .. string.gsub(text, '[%c"\\]', function(c)
        return escapes[c] or string.format("\\x%02x", string.byte(c))
    end) .. '"'
end

local kinds = { s = "a time", B = "an amount of memory", [""] = "a ratio" }

-- What a value is, in words.
function Q.kind(x)
    if Q.is(x) then
        return kinds[Q.unit(x)]
    elseif x == nil then
        return "nothing"
    end
    return ({ number = "a plain number", string = "a text", boolean = "true or false" })[type(x)]
        or "a " .. type(x)
end

local hints = {
    s = " (write a time as seconds(2) or milliseconds(50))",
    B = " (write an amount as KiB(64) or MiB(2))",
}

-- Raises an error if two values can't be added or compared.
function Q.same_unit(a, b)
    if Q.value(a) and Q.value(b) and Q.unit(a) == Q.unit(b) then
        return
    end
    local plain = type(a) == "number" and b or type(b) == "number" and a
    error(string.format("%s and %s don't go together%s", Q.kind(a), Q.kind(b),
        plain and hints[Q.unit(plain)] or ""), 0)
end

local arithmetic = {
    ["+"] = function(a, b) return a + b end,
    ["-"] = function(a, b) return a - b end,
    ["*"] = function(a, b) return a * b end,
    ["/"] = function(a, b) return a / b end,
    ["^"] = function(a, b) return a ^ b end,
}

local function replicates(x)
    return Q.has_spread(x) and fields[x].spread() or Q.value(x)
end

-- Nobody knows how far a single measurement is off, so what is made of it has no interval.
local function is_single(x)
    return Q.is_doubtful(x) and not Q.has_spread(x)
end

local function operate(op, a, b, unit)
    local number = arithmetic[op](Q.value(a), Q.value(b))
    local is_doubtful = Q.is_doubtful(a) or Q.is_doubtful(b)
    local spread
    if (Q.has_spread(a) or Q.has_spread(b)) and not (is_single(a) or is_single(b)) then
        spread = Q.once(function()
            return evidence.combine(op, replicates(a), replicates(b))
        end)
    elseif unit == "" and not is_doubtful then
        return number
    end
    return new_quantity { number = number, unit = unit, spread = spread, is_doubtful = is_doubtful }
end

function quantity.__add(a, b)
    Q.same_unit(a, b)
    return operate("+", a, b, Q.unit(a))
end

function quantity.__sub(a, b)
    Q.same_unit(a, b)
    return operate("-", a, b, Q.unit(a))
end

function quantity.__unm(a)
    return operate("*", a, -1, Q.unit(a))
end

function quantity.__mul(a, b)
    if Q.unit(a) ~= "" then
        a, b = b, a
    end
    if not (Q.value(a) and Q.value(b)) or Q.unit(a) ~= "" then
        error(string.format("%s can't be multiplied by %s", Q.kind(b), Q.kind(a)), 0)
    end
    return operate("*", a, b, Q.unit(b))
end

function quantity.__div(a, b)
    if not (Q.value(a) and Q.value(b)) or Q.unit(b) ~= "" and Q.unit(a) ~= Q.unit(b) then
        error(string.format("%s can't be divided by %s", Q.kind(a), Q.kind(b)), 0)
    end
    return operate("/", a, b, Q.unit(b) == "" and Q.unit(a) or "")
end

function quantity.__pow(a, b)
    if not (Q.value(a) and Q.value(b)) or Q.unit(a) ~= "" or Q.unit(b) ~= "" then
        error(string.format("%s can't be raised to %s", Q.kind(a), Q.kind(b)), 0)
    end
    return operate("^", a, b, "")
end

-- While a claim is judged, only its own comparison may look at what has an interval.
local is_judging = false

function Q.begin_judging()
    is_judging = true
end

local function comparable(a, b)
    Q.same_unit(a, b)
    if is_judging and (Q.is_timed(a) or Q.is_timed(b)) then
        error("measured times are compared inside of an expression, where their intervals don't "
            .. "count: write a claim as EXPR < EXPR, without parentheses around it", 0)
    end
    return Q.value(a), Q.value(b)
end

function quantity.__lt(a, b)
    local x, y = comparable(a, b)
    return x < y
end

function quantity.__le(a, b)
    local x, y = comparable(a, b)
    return x <= y
end

function quantity.__eq(a, b)
    local x, y = comparable(a, b)
    return x == y
end

-- The ends of the 95 % interval; nil when there is none.
function Q.interval(x)
    if Q.is(x) and fields[x].low then
        return fields[x].low, fields[x].high
    elseif Q.has_spread(x) then
        return evidence.percentiles(fields[x].spread())
    end
end

-- The 95 % interval of a - b, of which one has a spread. Where the other is certain, it is what is shown
-- of the first, so that nobody sees an interval that the verdict contradicts.
function Q.difference(a, b)
    if not Q.has_spread(b) then
        local low, high = Q.interval(a)
        return low - Q.value(b), high - Q.value(b)
    elseif not Q.has_spread(a) then
        local low, high = Q.interval(b)
        return Q.value(a) - high, Q.value(a) - low
    end
    return evidence.percentiles(evidence.combine("-", replicates(a), replicates(b)))
end

-- The number, if it is one that can be shown.
function Q.finite(x, what)
    if x ~= x or x == math.huge or x == -math.huge then
        error(what .. " is not a finite number", 0)
    end
    return x
end

-- "-1.23e-04": so many significant digits of a finite number.
local function scientific(x, digits)
    return string.format("%." .. digits - 1 .. "e", Q.finite(x, "the result"))
end

-- How many digits behind the point show so many significant ones.
local function places(x, digits)
    local exponent = tonumber(string.match(scientific(x, digits), "e(.*)"))
    return math.max(0, digits - 1 - exponent)
end

-- Whether so many zeros would have to be written that nobody counts them.
local function is_extreme(x)
    return x ~= 0 and (math.abs(x) < 1e-9 or math.abs(x) >= 1e16)
end

-- So many significant digits; those before the point are all kept, unless it is "1.23e-300".
local function significant(x, digits)
    if is_extreme(x) then
        return (string.gsub(scientific(x, digits), "e(%-?)%+?0*", "e%1"))
    end
    return string.format("%." .. places(x, digits) .. "f", x)
end

local scales = {
    s = { { 1, " s" }, { 1e-3, " ms" }, { 1e-6, " µs" }, { 1e-9, " ns" } },
    B = { { 2 ^ 30, " GiB" }, { 2 ^ 20, " MiB" }, { 2 ^ 10, " KiB" }, { 1, " B" } },
    [""] = { { 1, "" } },
}

-- The largest scale in which the number is at least one, after rounding: its size and name.
function Q.scale(number, unit, digits)
    local scale = scales[unit]
    for i, step in ipairs(scale) do
        local rounded = tonumber(scientific(number / step[1], digits))
        if math.abs(rounded) >= 1 or i == #scale then
            return step[1], step[2]
        end
    end
end

Q.digits = 3

-- A number or a quantity as the pages show it.
function Q.format(x, digits)
    if math.type(x) == "integer" then
        return tostring(x)
    end
    digits = digits or Q.digits
    local size, name = Q.scale(Q.value(x), Q.unit(x), digits)
    return significant(Q.value(x) / size, digits) .. name
end

-- "42.1–43.9 ms": with more digits where the ends would look alike.
function Q.format_range(low, high, unit, digits)
    digits = digits or Q.digits
    local larger = math.max(math.abs(low), math.abs(high))
    local size, name = Q.scale(larger, unit, digits)
    local dash = low < 0 and " to " or "–"
    if is_extreme(larger / size) then
        return significant(low / size, digits) .. dash .. significant(high / size, digits) .. name
    end
    local behind = places(larger / size, digits)
    local most = behind + 3
    local function text(x)
        return (string.gsub(string.format("%." .. behind .. "f", x / size), "^%-(0%.?0*)$", "%1"))
    end
    while low < high and text(low) == text(high) and behind < most do
        behind = behind + 1
    end
    return text(low) .. dash .. text(high) .. name
end

function quantity.__index(q, name)
    error(string.format("%s has no field %s (tonumber(x) is its number)", Q.kind(q), tostring(name)), 0)
end

function quantity.__newindex(q)
    error(Q.kind(q) .. " can't be changed", 0)
end

function quantity.__pairs(q)
    error(Q.kind(q) .. " is no table", 0)
end

function quantity.__tostring(q)
    return Q.format(q)
end

function quantity.__concat(a, b)
    return tostring(a) .. tostring(b)
end

return Q
