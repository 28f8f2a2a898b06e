-- A picture in a sentence, for those who don't see it. Called with the evidence (evidence.h) and the
-- tables of quantity.lua, subject.lua, functions.lua and series.lua; returns a function for each kind of figure.
--
-- A figure is what figure.lua makes; see there.

local _, Q = ...
local story = {}

local most_items = 8

local function upper_first(text)
    return (string.gsub(text, "^%l", string.upper))
end

-- "a, b and c", cut where it gets too long to be heard.
local function join(items)
    local shown = table.move(items, 1, most_items, 1, {})
    if #items > most_items then
        shown[#shown + 1] = #items - most_items .. " more"
    end
    if #shown < 2 then
        return shown[1] or ""
    end
    return table.concat(shown, ", ", 1, #shown - 1) .. " and " .. shown[#shown]
end

local function amount(figure, y)
    if figure.y_unit == "" then
        return Q.format(math.tointeger(y) or y)
    end
    return Q.format(Q.make(y, figure.y_unit))
end

local function name_x(point)
    return point.label or Q.format(math.tointeger(point.x) or point.x)
end

local singular = { threads = "thread", processes = "process", workers = "worker" }

-- "with 1 thread", "with opt = -O2"
local function with(figure, point)
    local x = name_x(point)
    local one = singular[figure.x_label]
    if one then
        return string.format("with %s %s", x, x == "1" and one or figure.x_label)
    end
    return string.format("with %s = %s", figure.x_label, x)
end

local function overlap(a, b)
    if not (a.low and b.low) then
        return a.y == b.y
    end
    return a.low <= b.high and b.low <= a.high
end

-- "falls from 812 ms with 1 thread to 215 ms with 4 threads"
local function trend(figure, points)
    local first, last = points[1], points[#points]
    if #points == 1 then
        return string.format("is %s %s", amount(figure, first.y), with(figure, first))
    elseif overlap(first, last) then
        return string.format("is about the same, %s, %s and %s", amount(figure, first.y),
            with(figure, first), with(figure, last))
    end
    return string.format("%s from %s %s to %s %s", last.y < first.y and "falls" or "rises",
        amount(figure, first.y), with(figure, first), amount(figure, last.y), with(figure, last))
end

local function list_points(figure, points)
    local items = {}
    for i, point in ipairs(points) do
        items[i] = name_x(point) .. " " .. amount(figure, point.y)
    end
    return join(items)
end

-- A chart over a parameter or over numbers tells where each series goes; one over samples or other
-- words, what each comes to.
function story.chart(figure)
    local what = upper_first(figure.y_label)
    local items = {}
    for i, series in ipairs(figure.series) do
        local text = figure.is_ordered and trend(figure, series.points)
            or list_points(figure, series.points)
        items[i] = series.name ~= "" and series.name .. (figure.is_ordered and " " or ": ") .. text or text
    end
    if #items == 1 and figure.series[1].name == "" then
        return string.format(figure.is_ordered and "%s %s." or "%s: %s.", what, items[1])
    end
    return string.format("%s: %s.", what, table.concat(items, "; "))
end

function story.compare(figure)
    local times, ratios = figure.series[1].points, figure.series[2].points
    local items = { times[1].label .. " takes " .. amount(figure, times[1].y) }
    for i = 2, #times do
        items[i] = string.format("%s %s (%s of the first)", times[i].label, amount(figure, times[i].y),
            Q.format(ratios[i].y))
    end
    return join(items) .. "."
end

-- The sources (functions.lua) that are times of single runs.
function story.single_runs(sources)
    local found = {}
    for _, source in ipairs(sources) do
        if source.ok ~= nil and source.status ~= "ok" then
            found[#found + 1] = source
        end
    end
    return found
end

-- The text with what is to be said of them, unless it says so.
function story.with_single_runs(text, sources)
    local single = story.single_runs(sources)
    if #single == 0 or string.find(text, "of single runs", 1, true) then
        return text
    elseif #single == #sources then
        return text .. " All of this is from single runs."
    end
    local names, seen = {}, {}
    for _, source in ipairs(single) do
        if not seen[source.name] then
            seen[source.name] = true
            names[#names + 1] = source.name
        end
    end
    return string.format("%s Of %s there are single runs only.", text, join(names))
end

-- `count` things called `name` ("run"), the least and the greatest of them; `unit` follows each value.
function story.histogram(figure, count, name, least, greatest, unit)
    local most = figure.series[1].points[1]
    for _, point in ipairs(figure.series[1].points) do
        most = point.y > most.y and point or most
    end
    return string.format("%d %ss between %s%s and %s%s; most frequent, %d of them: %s%s.", count, name,
        Q.format(math.tointeger(least) or least), unit,
        Q.format(math.tointeger(greatest) or greatest), unit, most.y, name_x(most), unit)
end

return story
