-- Series of points, which figures are made of. Called with the evidence (evidence.h) and the tables of
-- quantity.lua, subject.lua and functions.lua; returns point, check_text and read.
--
-- An author's series is { name =, points = { { x, y }, … } }: x is a number or a text, y a number or a
-- quantity, whose unit and interval are taken; { x, y, low, high } gives an interval. It may be anything:
-- of it, nothing but checked numbers and texts gets into the figure.

local _, Q = ...
local series = {}

local most_points, most_series, most_bytes = 10000, 50, 200

-- A point at a value, which is a number or a quantity.
function series.point(x, label, value)
    local low, high = Q.interval(value)
    return {
        x = x,
        label = label,
        value = value,
        y = Q.finite(Q.value(value), "a value"),
        low = low and Q.finite(low, "the end of an interval"),
        high = high and Q.finite(high, "the end of an interval"),
        noisy = Q.is_doubtful(value),
    }
end

function series.check_text(x, what)
    if type(x) ~= "string" then
        error(what .. " must be a text, not " .. Q.kind(x), 0)
    elseif #x > most_bytes or string.find(x, "%c") then
        error(string.format("%s must be one line of at most %d bytes: %s", what, most_bytes,
            Q.quote(x)), 0)
    end
    return x
end

local function read_x(x)
    x = Q.value(x) or x
    if type(x) == "number" then
        return math.tointeger(Q.finite(x, "x of a point")) or x
    elseif type(x) ~= "string" then
        error("x of a point must be a number or a text, not " .. Q.kind(x), 0)
    end
    return series.check_text(x, "x of a point")
end

-- An end of an interval that the author gives; a plain number is in units of y.
local function read_end(x, unit, what)
    if not Q.value(x) then
        error(string.format("%s must be a number, not %s", what, Q.kind(x)), 0)
    elseif Q.is(x) and Q.unit(x) ~= unit then
        error(what .. " must have the unit of y", 0)
    end
    return Q.finite(Q.value(x), what)
end

local function read_interval(point, low, high, unit)
    point.low = read_end(low, unit, "low of a point")
    point.high = read_end(high, unit, "high of a point")
    if point.low > point.y or point.y > point.high then
        error("y of a point must lie between its low and its high", 0)
    end
end

local function read_point(figure, given)
    if type(given) ~= "table" or Q.is(given) then
        error("a point is { x, y } or { x, y, low, high }, not " .. Q.kind(given), 0)
    end
    local x, y = given[1], given[2]
    local text = read_x(x)
    if not Q.value(y) then
        error("y of a point must be a number or a quantity, not " .. Q.kind(y), 0)
    end
    figure.y_unit = figure.y_unit or Q.unit(y)
    if figure.y_unit ~= Q.unit(y) then
        error("all y of a chart must have the same unit", 0)
    end
    local point = series.point(nil, nil, y)
    point.text = text
    if given[3] ~= nil or given[4] ~= nil then
        read_interval(point, given[3], given[4], figure.y_unit)
    end
    return point
end

local function read_one(figure, given, count)
    if type(given) ~= "table" or Q.is(given) or type(given.points) ~= "table" or Q.is(given.points) then
        error("a series is { name = , points = { { x, y }, … } }, not " .. Q.kind(given), 0)
    end
    local one = { name = series.check_text(given.name or "", "the name of a series"), points = {} }
    for i, point in ipairs(given.points) do
        if count + i > most_points then
            error("a chart may have " .. most_points .. " points", 0)
        end
        one.points[i] = read_point(figure, point)
    end
    if #one.points == 0 then
        error(string.format("the series %s has no points", Q.quote(one.name)), 0)
    end
    return one
end

-- A list of series from an author's Lua: as figures have them, and the unit of y.
function series.read(given)
    local figure, list, count = {}, {}, 0
    for i, one in ipairs(given) do
        if i > most_series then
            error("a chart may have " .. most_series .. " series", 0)
        end
        list[i] = read_one(figure, one, count)
        count = count + #list[i].points
    end
    if #list == 0 then
        error("the chart's Lua returned no series: { { name = , points = { { x, y }, … } }, … }", 0)
    end
    return list, figure.y_unit
end

return series
