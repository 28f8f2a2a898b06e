-- A histogram of the measurements of a timed sample, or of what its trials printed, as figure.lua says
-- what a figure is. Called with the evidence (evidence.h) and the tables of quantity.lua, subject.lua,
-- functions.lua, series.lua and story.lua.

local evidence, Q, S, _, _, story = ...

-- 1, 2 or 5 times a power of ten: at least x.
local function round_up(x)
    local power = 10 ^ math.floor(math.log(x, 10))
    if power == 0 then -- x is one of the very smallest
        return x
    end
    for _, step in ipairs { 1, 2, 5 } do
        if step * power >= x then
            return step * power
        end
    end
    return 10 * power
end

local most_bars = 24

-- A bar for each different value.
local function bars_of_values(items)
    local points = {}
    for _, item in ipairs(items) do
        local last = points[#points]
        if last and last.x == item.value then
            last.y = last.y + item.count
        else
            points[#points + 1] = { x = item.value, y = item.count,
                label = Q.format(math.tointeger(item.value) or item.value) }
        end
    end
    return points
end

local largest = 0x1.fffffffffffffp+1023

local function within(x)
    return math.max(-largest, math.min(largest, x))
end

-- Bars of equal width.
local function bars_of_ranges(items, bars)
    local first, last = items[1].value, items[#items].value
    local width = round_up(last / bars - first / bars) -- so that no difference is infinite
    if width < 2 ^ -50 * math.max(math.abs(first), math.abs(last)) then
        return bars_of_values(items) -- the ends of the ranges would be equal
    end
    local start = math.floor(first / width)
    local points = {}
    for i = 0, math.floor(last / width) - start do
        local low, high = within((start + i) * width), within((start + i + 1) * width)
        points[i + 1] = { x = low / 2 + high / 2, y = 0, label = Q.format_range(low, high, "") }
    end
    for _, item in ipairs(items) do
        local i = math.floor(item.value / width) - start + 1
        local point = points[math.max(1, math.min(i, #points))] -- very large numbers are not exact
        point.y = point.y + item.count
    end
    return points
end

local function measurements(result, what, labels)
    local size, name = Q.scale(result.time[what].median, "s", Q.digits)
    local items = {}
    for i, seconds in ipairs(result.time[what].all) do
        items[i] = { value = seconds / size, count = 1 }
    end
    return items, "timed run", labels[what], name
end

-- What is counted: a list of { value =, count = }, its name, the label of its axis, and the unit.
local function counted(id, y, result, labels)
    local what = y or (result.is_timed and "wall" or "outcomes")
    if what == "wall" or what == "cpu" then
        if not result.is_timed then
            error(string.format('sample "%s" is not timed: write .time', id), 0)
        elseif not (result.time and result.time[what]) then
            S.lacks(string.format('sample "%s" was not timed in this build', id))
        end
        return measurements(result, what, labels)
    elseif what ~= "outcomes" then
        error(string.format('a histogram shows y=wall, y=cpu or y=outcomes, not y="%s"', what), 0)
    elseif not result.is_tried then
        error(string.format('sample "%s" has no trials (write trials=100)', id), 0)
    elseif not result.trials then
        S.lacks(string.format('sample "%s" was not tried in this build', id))
    elseif not result.trials.values then
        error(string.format('the outcomes of "%s" don\'t differ in one number', id), 0)
    end
    return result.trials.values, "run", "outcome", ""
end

-- Sorts the list; how many things it counts, and how many different values they have.
local function sort_items(items)
    table.sort(items, function(a, b) return a.value < b.value end)
    local count, distinct = 0, 0
    for i, item in ipairs(items) do
        Q.finite(item.value, "an outcome")
        count = count + item.count
        distinct = distinct + ((i == 1 or items[i - 1].value ~= item.value) and 1 or 0)
    end
    return count, distinct
end

local function bars_of(items, is_measured, count, distinct)
    if is_measured and distinct > 1 then
        return bars_of_ranges(items, math.ceil(math.sqrt(count)) + 2)
    elseif distinct > most_bars then
        return bars_of_ranges(items, most_bars)
    end
    return bars_of_values(items)
end

-- `y` is "wall", "cpu", "outcomes" or nil; `labels` are the names of quantities.
return function(sample, y, labels)
    local items, name, label, unit = counted(sample.id, y, evidence.result(sample.index), labels)
    local count, distinct = sort_items(items)
    local figure = { kind = "histogram", y_label = "runs", y_unit = "" }
    figure.x_label = unit == "" and label or label .. " (" .. string.sub(unit, 2) .. ")"
    figure.series = {
        { name = "", points = bars_of(items, unit ~= "", count, distinct) },
    }
    figure.story = story.histogram(figure, count, name, items[1].value, items[#items].value, unit)
    return figure
end
