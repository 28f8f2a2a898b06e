-- plot: what templates need to draw pictures in SVG: scales, ticks, places. Run after prelude.lua, in the
-- same globals. Along x a place is a share of the width ("37.5%"), so that a picture is as wide as there
-- is room while its letters keep their size; along y it is a number of pixels.

plot = {}

local units = {
    s = {{1, " s"}, {1e-3, " ms"}, {1e-6, " µs"}, {1e-9, " ns"}},
    B = {{2 ^ 30, " GiB"}, {2 ^ 20, " MiB"}, {2 ^ 10, " KiB"}, {1, " B"}},
}

-- The largest unit in which `value` is 1 or more: its size and its name.
function plot.unit_for(value, unit)
    local list = units[unit] or {{1, ""}}
    for _, u in ipairs(list) do
        if value >= u[1] * 0.9995 then
            return u[1], u[2]
        end
    end
    return list[#list][1], list[#list][2]
end

-- Numbers so large that a difference of two is infinite are not drawn to scale.
local function drawable(x)
    return math.max(-1e300, math.min(1e300, x))
end

-- `high`, moved away from `low` where too little lies between to be divided into steps.
local function widened(low, high)
    local largest = math.max(math.abs(low), math.abs(high))
    return high - low < math.max(1e-300, largest * 1e-12) and low + math.max(1, largest) or high
end

local function nice_step(span, most)
    local raw = span / most
    local power = 10 ^ math.floor(math.log(raw, 10))
    for _, step in ipairs({1, 2, 2.5, 5}) do
        if step * power >= raw * (1 - 1e-9) then
            return step * power
        end
    end
    return 10 * power
end

-- "1.5e+09" is "1.5×10⁹".
local function powers(text)
    local digits = {[0] = "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"}
    return (text:gsub("e([+-])0*(%d+)", function(sign, power)
        return "×10" .. (sign == "-" and "⁻" or "") .. power:gsub("%d", function(digit)
            return digits[tonumber(digit)]
        end)
    end))
end

-- "12", "0.25", "1.5×10⁹": short, without zeros at the end.
local function short(x)
    local whole = math.tointeger(x)
    if whole and math.abs(whole) < 1e7 then
        return integer(math.abs(whole)):gsub("^", whole < 0 and "−" or "")
    end
    return powers(("%.4g"):format(x))
end

-- An axis from `low` to `high` with at most about `most` ticks at round numbers, widened to ticks:
-- {low, high, ticks: {at, text}}. `unit`: "s", "B" or "".
function plot.axis(low, high, unit, most)
    low, high = drawable(low), drawable(high)
    local size, name = plot.unit_for(math.max(math.abs(low), math.abs(high)), unit)
    low, high = low / size, high / size
    high = widened(low, high)
    local step = nice_step(high - low, most)
    local first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    local axis = {low = first * step * size, high = last * step * size, ticks = {}}
    for i = first, last do
        local value = i * step
        axis.ticks[#axis.ticks + 1] = {
            at = value * size,
            text = value == 0 and "0" or short(math.tointeger(value) or value) .. name,
        }
    end
    return axis
end

-- Round numbers between whole ones: never halves.
local function whole_marks(low, high, most)
    local step = nice_step(high - low, most)
    step = step % 1 == 0 and step or math.ceil(step)
    local marks = {}
    for i = math.ceil(low / step), high // step do
        marks[#marks + 1] = i * step
    end
    return marks
end

-- As plot.axis, but from `low` to `high` exactly, with the ticks that lie between.
function plot.tight_axis(low, high, unit, most)
    low, high = drawable(low), drawable(high)
    local axis = plot.axis(low, high, unit, most)
    local ticks = {}
    for _, tick in ipairs(axis.ticks) do
        if tick.at >= low and tick.at <= high then
            ticks[#ticks + 1] = tick
        end
    end
    return {low = low, high = high, ticks = ticks}
end

local function share(x)
    return (("%.2f"):format(x):gsub("%.?0+$", "")) .. "%"
end

-- Where a value stands on an axis along x, and how wide a stretch of it is.
function plot.x(axis, value)
    return share(100 * (drawable(value) - axis.low) / (axis.high - axis.low))
end

function plot.width(axis, from, to)
    return share(math.max(0, 100 * (drawable(to) - drawable(from)) / (axis.high - axis.low)))
end

-- The same along y, in a plot whose lines begin `top` pixels down and end at `bottom`.
function plot.y(axis, value, top, bottom)
    local y = bottom - (bottom - top) * (drawable(value) - axis.low) / (axis.high - axis.low)
    return (("%.1f"):format(y):gsub("%.0$", ""))
end

-- The axis below columns: fewer ticks where their labels are long.
function plot.below(low, high)
    return plot.tight_axis(low, high, "", math.max(math.abs(low), math.abs(high)) < 1e5 and 5 or 3)
end

-- A value in words, with its unit.
function plot.words(value, unit)
    if unit == "s" then
        return seconds(value)
    elseif unit == "B" then
        return bytes(math.floor(value + 0.5))
    elseif math.tointeger(value) then
        return short(math.tointeger(value))
    end
    return powers(("%.3g"):format(value))
end

function plot.range(low, high, unit)
    return unit == "s" and seconds_range(low, high) or plot.words(low, unit) .. "–" .. plot.words(high, unit)
end

-- Lowest and highest of a picture's series, with their intervals.
function plot.extent(series)
    local low, high = math.huge, -math.huge
    for _, s in ipairs(series) do
        for _, point in ipairs(s.points) do
            low = math.min(low, point.low or point.y, point.y)
            high = math.max(high, point.high or point.y, point.y)
        end
    end
    return low, high
end

local function distinct_x(series)
    local values, labels, seen = {}, {}, {}
    local named = false
    for _, s in ipairs(series) do
        for _, point in ipairs(s.points) do
            local key = point.label or point.x
            named = named or point.label ~= nil
            if not seen[key] then
                seen[key] = #values + 1
                values[#values + 1] = point.x
                labels[#labels + 1] = key
            end
        end
    end
    return values, labels, seen, named
end

local function are_powers_of_two(values)
    for _, value in ipairs(values) do
        if value <= 0 or math.log(value, 2) % 1 ~= 0 then
            return false
        end
    end
    return #values >= 3
end

-- Where ticks stand that are not at the values themselves.
local function round_marks(values, low, high)
    local whole = true
    for _, value in ipairs(values) do
        whole = whole and math.tointeger(value) ~= nil
    end
    if whole then
        return whole_marks(low, high, 6)
    end
    local marks = {}
    for i, tick in ipairs(plot.tight_axis(low, high, "", 5).ticks) do
        marks[i] = tick.at
    end
    return marks
end

-- How the points of a line plot stand along x: {at(point), ticks: {at, text}}, both shares of the width.
-- Points with labels stand side by side, powers of two on a logarithmic scale, other numbers on a plain
-- one.
function plot.along(series)
    local values, labels, seen, named = distinct_x(series)
    if named then
        local ticks = {}
        local function place(i)
            return share(100 * (i - 0.5) / #labels)
        end
        for i, label in ipairs(labels) do
            ticks[i] = {at = place(i), text = plot.cut(label, math.max(4, 40 // #labels))}
        end
        return {at = function(point) return place(seen[point.label or point.x]) end, ticks = ticks}
    end
    table.sort(values)
    local function same(x)
        return x
    end
    local function binary(x)
        return math.log(x, 2)
    end
    local map = are_powers_of_two(values) and binary or same
    local low, high = map(drawable(values[1] or 0)), map(drawable(values[#values] or 1))
    if high == low then
        low, high = low - 1, high + 1
    end
    local function place(x)
        return share(3 + 94 * (map(drawable(x)) - low) / (high - low))
    end
    local ticks = {}
    local marks = values
    if #values > 7 and map == same then
        marks = round_marks(values, low, high)
    end
    for i, value in ipairs(marks) do
        if #marks <= 7 or (#marks - i) % math.ceil(#marks / 7) == 0 then
            ticks[#ticks + 1] = {at = place(value), text = plot.words(value, "")}
        end
    end
    return {at = function(point) return place(point.x) end, ticks = ticks, values = values}
end

-- Move heights apart so that labels there don't cover each other: {wanted} to {place}, in the same order,
-- `gap` pixels from one to the next, none below `bottom`.
function plot.apart(wanted, gap, bottom)
    local order, places = {}, {}
    for i = 1, #wanted do
        order[i] = i
    end
    table.sort(order, function(a, b)
        if wanted[a] ~= wanted[b] then
            return wanted[a] < wanted[b]
        end
        return a < b
    end)
    local from = -math.huge
    for _, i in ipairs(order) do
        places[i] = math.max(wanted[i], from + gap)
        from = places[i]
    end
    local to = bottom + gap
    for k = #order, 1, -1 do
        local i = order[k]
        places[i] = math.min(places[i], to - gap)
        to = places[i]
    end
    return places
end

-- All of them have an inside: where it is empty, the time may be off.
local shapes = {"circle", "square", "triangle", "diamond", "wedge", "post"}

-- The marker of the series number i, and the class that has its colour and dashes. Where colours begin
-- again, the markers are shifted, so that 36 series differ.
function plot.shape(i)
    return shapes[(i - 1 + (i - 1) // #shapes) % #shapes + 1]
end

function plot.class(i)
    return "s" .. (i - 1) % #shapes + 1
end

-- A label that has no more than `most` letters.
function plot.cut(label, most)
    local length = utf8.len(label)
    if (length or #label) <= most then
        return label
    end
    return label:sub(1, (length and utf8.offset(label, most) or most) - 1) .. "…"
end

-- The names that stand beside lines and bars: the series' own, or letters where one has more than `most`
-- (the second result), which a key explains.
function plot.names(series, most)
    local names, short_ones = {}, true
    for i, s in ipairs(series) do
        names[i] = s.name
        short_ones = short_ones and (utf8.len(s.name) or #s.name) <= most
    end
    if short_ones then
        return names, false
    end
    for i = 1, #series do
        names[i] = string.char(64 + math.min(i, 26))
    end
    return names, true
end

-- Bins of a histogram of {value, count, right}: {low, high, count, right} with at most some 25 of them,
-- and the axis. With `expected`, values are fractions of it, and what equals it has its bin begin there.
function plot.bins(rows, expected)
    local low, high = math.huge, -math.huge
    for _, row in ipairs(rows) do
        low, high = math.min(low, row.value), math.max(high, row.value)
    end
    if expected then
        low, high = math.min(0, low), math.max(1.05, high)
    end
    high = widened(low, high)
    local is_share = expected and low == 0 and high == 1.05
    low, high = drawable(low), drawable(high)
    local step = is_share and 0.05 or nice_step(high - low, 22)
    local first = math.floor(low / step + 1e-9)
    local n = math.max(1, math.floor(high / step + 1e-9) - first + (is_share and 0 or 1))
    local bins = {}
    for i = 1, n do
        bins[i] = {low = (first + i - 1) * step, high = (first + i) * step, count = 0, right = 0}
    end
    for _, row in ipairs(rows) do
        local i = math.min(n, math.max(1, math.floor(drawable(row.value) / step + 1e-9) - first + 1))
        bins[i].count = bins[i].count + row.count
        bins[i].right = bins[i].right + (row.right and row.count or 0)
    end
    return bins, plot.below(bins[1].low, bins[n].high)
end
