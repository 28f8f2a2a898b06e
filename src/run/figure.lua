-- What a ```compare or ```chart block shows. Called with the evidence (evidence.h) and the tables of
-- quantity.lua, subject.lua, functions.lua, story.lua, and histogram.lua's function; returns `draw`.
--
-- A figure is
--   kind             "line", "bar" or "histogram"
--   x_label, y_label, y_unit ("s", "B" or "")
--   series           a list of { name =, points = { { x =, label =, y =, low =, high =, noisy = }, … } }
--   is_ordered       whether x is a parameter or a number, so that a series goes somewhere
--   story            one sentence
-- All numbers are finite and in the unit itself. Where x is no number, it counts from 1 and there is a
-- label.
--
-- The Lua body of a chart returns a list of series, { name =, points = { { x, y }, … } }: x is a number or a
-- text, y a number or a quantity, whose unit and interval are taken; { x, y, low, high } gives an
-- interval. The list may have x_label and y_label. `measured()` is the list that the block would show
-- without a body.

local evidence, Q, S, F, story, histogram = ...
local functions = F.functions

local most_points = 10000

-- --- Points ---

-- A point at a value, which is a number or a quantity.
local function make_point(x, label, y)
    local low, high = Q.interval(y)
    return {
        x = x,
        label = label,
        y = Q.finite(Q.value(y), "a value"),
        low = low and Q.finite(low, "the end of an interval"),
        high = high and Q.finite(high, "the end of an interval"),
    }
end

-- Whether what was used for a point may be off: times of single runs, and noisy ones.
local function is_doubtful(sources)
    for _, source in ipairs(sources) do
        if source.noisy_why or not source.has_interval then
            return true
        end
    end
    return false
end

-- What f(...) gives, and whether it may be off.
local function measure(f, ...)
    local before = #F.sources
    local y = f(...)
    return y, is_doubtful(table.move(F.sources, before + 1, #F.sources, 1, {}))
end

local function single_runs()
    for _, source in ipairs(F.sources) do
        if source.status ~= "ok" then
            return true
        end
    end
    return false
end

-- --- What is on the axes ---

local quantities = {
    wall = "wall time", cpu = "CPU time", speedup = "speed-up", efficiency = "efficiency",
    rss = "memory", outcomes = "different outcomes", correct = "right runs",
}

-- What y= says: its label, and a function of an id and a selection.
local function quantity_of(y)
    local pattern = string.match(y, "^number%s+(.+)")
    if pattern then
        return "printed number", function(id, selection)
            return functions.number(id, pattern, selection)
        end
    elseif quantities[y] then
        return quantities[y], functions[y]
    end
    local names = { "number PATTERN" }
    for name in pairs(quantities) do
        names[#names + 1] = name
    end
    table.sort(names)
    local close = evidence.nearest(y, names)
    error(string.format('y="%s" is nothing that can be shown%s: there are %s', y,
        close and " (did you mean " .. close .. "?)" or "", table.concat(names, ", ")), 0)
end

-- "opt=-O2": the values of a point but for the one that is on the x-axis.
local function other_values(sample, selection, parameter)
    local parts = {}
    for _, name in ipairs(sample.parameters) do
        if name ~= parameter then
            parts[#parts + 1] = name .. "=" .. selection[name]
        end
    end
    return table.concat(parts, ", ")
end

local function series_name(id, others, is_alone)
    if is_alone then
        return others
    end
    return others == "" and id or id .. ", " .. others
end

-- The entry of the list with that name, made when there is none.
local function series_named(list, name)
    for _, series in ipairs(list) do
        if series.name == name then
            return series
        end
    end
    list[#list + 1] = { name = name, points = {} }
    return list[#list]
end

-- What x is, in the order in which it first appears; and where each value stands in it.
local function axis_of(list)
    local texts, places = {}, {}
    local all_numbers = true
    for _, series in ipairs(list) do
        for _, point in ipairs(series.points) do
            local text = tostring(point.text)
            if not places[text] then
                texts[#texts + 1] = text
                places[text] = #texts
            end
            local number = tonumber(point.text)
            all_numbers = all_numbers and number ~= nil and number - number == 0
        end
    end
    return places, #texts, all_numbers
end

-- Choose the kind and put numbers and labels for the points' texts.
local function place_points(figure, chosen)
    local places, count, all_numbers = axis_of(figure.series)
    figure.kind = chosen == "chosen" and (all_numbers and count >= 3 and "line" or "bar") or chosen
    local is_number = all_numbers and figure.kind == "line"
    for _, series in ipairs(figure.series) do
        for _, point in ipairs(series.points) do
            local text = tostring(point.text)
            point.x = is_number and tonumber(text) or places[text]
            point.label = not is_number and text or nil
            point.text = nil
        end
    end
    return figure
end

-- --- Charts of samples ---

local function add_point(figure, series, text, f, id, selection)
    local y, doubtful = measure(f, id, selection)
    local point = make_point(nil, nil, y)
    point.text, point.noisy = text, doubtful
    figure.y_unit = Q.unit(y)
    series.points[#series.points + 1] = point
end

-- A plain sample among sweeps: the same at every x.
local function add_level(figure, id, f, texts)
    local series = series_named(figure.series, id)
    for _, text in ipairs(texts) do
        add_point(figure, series, text, f, id)
    end
end

local function add_sweep(figure, sample, selections, parameter, f, is_alone)
    S.parameter_index(sample, parameter)
    for _, selection in ipairs(selections) do
        local name = series_name(sample.id, other_values(sample, selection, parameter), is_alone)
        add_point(figure, series_named(figure.series, name), selection[parameter], f, sample.id, selection)
    end
end

-- The samples that a block names: a list of { sample =, selections = }.
local function subjects_of(spec)
    local subjects = {}
    for i, id in ipairs(spec.of) do
        if not evidence.sample(id) then
            S.lacks("there is no such sample") -- which is a problem of the chapter's already
        end
        local sample, selections = S.points(id)
        subjects[i] = { sample = sample, selections = selections }
    end
    return subjects
end

-- The parameter on the x-axis, and its values in the order of the sweeps; nil when there is no sweep.
local function parameter_of(spec, subjects)
    local parameter, texts, seen = spec.x, {}, {}
    local is_sweep = false
    for _, subject in ipairs(subjects) do
        if subject.sample.points then
            is_sweep = true
            parameter = parameter or subject.sample.parameters[1]
            S.parameter_index(subject.sample, parameter)
        end
        for _, selection in ipairs(subject.selections) do
            local text = selection[parameter]
            if not seen[text] then
                seen[text] = true
                texts[#texts + 1] = text
            end
        end
    end
    if spec.x and not is_sweep then
        error(string.format('x="%s" is a parameter of a sweep, and none of these samples is one', spec.x), 0)
    end
    return is_sweep and parameter or nil, texts
end

local function measured_figure(spec)
    local label, f = quantity_of(spec.y or "wall")
    local subjects = subjects_of(spec)
    local parameter, texts = parameter_of(spec, subjects)
    local figure = { x_label = parameter or "sample", y_label = label, y_unit = "", series = {} }
    figure.is_ordered = parameter ~= nil
    for _, subject in ipairs(subjects) do
        local id = subject.sample.id
        if subject.sample.points then
            add_sweep(figure, subject.sample, subject.selections, parameter, f, #subjects == 1)
        elseif parameter then
            add_level(figure, id, f, texts)
        else
            add_point(figure, series_named(figure.series, ""), id, f, id)
        end
    end
    if #F.sources > 0 and single_runs() then
        figure.y_label = figure.y_label .. " of single runs"
    end
    return figure
end

-- --- Charts with a body ---

local function check_number(x, what)
    if math.type(x) == nil then
        error(string.format("%s must be a number, not %s", what, Q.kind(x)), 0)
    end
    return Q.finite(x, what)
end

local function read_point(figure, given, doubtful)
    if type(given) ~= "table" or Q.is(given) then
        error("a point is { x, y } or { x, y, low, high }, not " .. Q.kind(given), 0)
    elseif given.text then -- of measured()
        figure.y_unit = figure.y_unit or given.unit
        return given
    end
    local x, y = given[1], given[2]
    if Q.is(x) then
        x = x.number
    end
    if type(x) ~= "number" and type(x) ~= "string" then
        error("x of a point must be a number or a text, not " .. Q.kind(x), 0)
    elseif not Q.value(y) then
        error("y of a point must be a number or a quantity, not " .. Q.kind(y), 0)
    end
    figure.y_unit = figure.y_unit or Q.unit(y)
    if figure.y_unit ~= Q.unit(y) then
        error("all y of a chart must have the same unit", 0)
    end
    local point = make_point(nil, nil, y)
    point.text = type(x) == "number" and (math.tointeger(Q.finite(x, "x of a point")) or x) or x
    point.noisy = doubtful and point.low ~= nil
    if given[3] ~= nil or given[4] ~= nil then
        point.low = check_number(Q.value(given[3]), "low of a point")
        point.high = check_number(Q.value(given[4]), "high of a point")
    end
    return point
end

local function read_series(figure, given, doubtful, count)
    if type(given) ~= "table" or type(given.points) ~= "table" then
        error("a series is { name = , points = { { x, y }, … } }", 0)
    end
    local series = { name = given.name or "", points = {} }
    if type(series.name) ~= "string" then
        error("the name of a series must be a text, not " .. Q.kind(series.name), 0)
    end
    for i, point in ipairs(given.points) do
        if count + i > most_points then
            error("a chart may have " .. most_points .. " points", 0)
        end
        series.points[i] = read_point(figure, point, doubtful)
    end
    if #series.points == 0 then
        error(string.format('the series "%s" has no points', series.name), 0)
    end
    return series, count + #series.points
end

-- What the body says, or the block's attribute, or simply the axis.
local function label_of(given, attribute, axis)
    if type(given) == "string" then
        return given
    end
    return quantities[attribute] or attribute or axis
end

local function is_ordered(series)
    for _, one in ipairs(series) do
        for _, point in ipairs(one.points) do
            if not tonumber(point.text) then
                return false
            end
        end
    end
    return true
end

local function computed_figure(spec, body)
    F.environment.measured = function()
        return measured_figure(spec).series
    end
    local given = body()
    if type(given) ~= "table" then
        error("the chart's Lua must return a list of series, not " .. Q.kind(given), 0)
    end
    local figure = {
        x_label = label_of(given.x_label, spec.x, "x"),
        y_label = label_of(given.y_label, spec.y, "y"),
        series = {},
    }
    local doubtful, count = is_doubtful(F.sources), 0
    for i, series in ipairs(given) do
        figure.series[i], count = read_series(figure, series, doubtful, count)
    end
    if #figure.series == 0 then
        error("the chart's Lua returned no series", 0)
    end
    figure.y_unit = figure.y_unit or ""
    figure.is_ordered = is_ordered(figure.series)
    return figure
end

-- --- Comparing ---

local function compare(spec)
    local times, ratios = { name = "wall time", points = {} }, { name = "", points = {} }
    local first
    for _, subject in ipairs(subjects_of(spec)) do
        local id = subject.sample.id
        local function add(label, selection)
            local wall, doubtful = measure(functions.wall, id, selection)
            local x = #times.points + 1
            times.points[x] = make_point(x, label, wall)
            ratios.points[x] = make_point(x, label, first and wall / first or 1)
            times.points[x].noisy, ratios.points[x].noisy = doubtful, doubtful
            first = first or wall
        end
        for _, selection in ipairs(subject.selections) do
            add(id .. " " .. other_values(subject.sample, selection), selection)
        end
        if not subject.sample.points then
            add(id)
        end
    end
    ratios.name = "ratio to " .. times.points[1].label
    local figure = { kind = "bar", x_label = "", y_unit = "s", series = { times, ratios } }
    figure.y_label = single_runs() and "wall time of single runs" or "wall time"
    figure.story = story.compare(figure)
    return figure
end

-- --- All of them ---

local function draw_histogram(spec)
    if #spec.of ~= 1 then
        error("a histogram shows one sample", 0)
    end
    local sample = subjects_of(spec)[1].sample
    if sample.points then
        error(string.format('"%s" is a sweep: a histogram shows one sample', sample.id), 0)
    end
    return histogram(sample, spec.y, quantities)
end

-- spec: what the block says (see figure.c). `body` is nil or a function.
return function(spec, body)
    if spec.kind == "compare" then
        return compare(spec)
    elseif spec.chart == "histogram" and not body then
        return draw_histogram(spec)
    end
    local figure = body and computed_figure(spec, body) or measured_figure(spec)
    place_points(figure, spec.chart)
    figure.story = story.chart(figure)
    return figure
end
