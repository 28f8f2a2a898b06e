-- What a ```compare or ```chart block shows. Called with the evidence (evidence.h) and the tables of
-- quantity.lua, subject.lua, functions.lua, series.lua and story.lua, and histogram.lua's function; returns
-- `draw`.
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
-- The Lua body of a chart returns a list of series as series.lua says, which may have x_label and y_label.
-- `measured()` is such a list, of what the block would show without a body.

local evidence, Q, S, F, series_of, story, histogram = ...
local functions = F.functions

-- The label of an axis of what was measured.
local function label_of_times(label)
    local are_single = #F.sources > 0 and #story.single_runs(F.sources) == #F.sources
    return are_single and label .. " of single runs" or label
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
            point.x = is_number and tonumber(point.text) or places[text]
            point.label = not is_number and text or nil
            point.text = nil
        end
    end
    return figure
end

-- --- Charts of samples ---

local function add_point(figure, series, text, f, id, selection)
    local point = series_of.point(nil, nil, f(id, selection))
    point.text = text
    figure.y_unit = Q.unit(point.value)
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
        S.check_declared(subject.sample)
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
    local figure = { x_label = parameter or "sample", y_unit = "", series = {} }
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
    figure.y_label = label_of_times(label)
    return figure
end

-- --- Charts with a body ---

-- What the body says, or the block's attribute, or simply the axis.
local function label_of(given, attribute, axis)
    if given ~= nil then
        return series_of.check_text(given, axis .. "_label")
    end
    return quantities[attribute] or attribute or axis
end

-- For authors: see above.
local function measured_list(spec)
    if #spec.of == 0 then
        error("measured() needs samples: write chart {of=id}", 0)
    end
    local list = {}
    for i, series in ipairs(measured_figure(spec).series) do
        list[i] = { name = series.name, points = {} }
        for k, point in ipairs(series.points) do
            list[i].points[k] = { tonumber(point.text) or point.text, point.value }
        end
    end
    return list
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
        return measured_list(spec)
    end
    local given = body()
    if type(given) ~= "table" or Q.is(given) then
        error("the chart's Lua must return a list of series, not " .. Q.kind(given), 0)
    end
    local figure = {
        x_label = label_of(given.x_label, spec.x, "x"),
        y_label = label_of(given.y_label, spec.y, "y"),
    }
    figure.series, figure.y_unit = series_of.read(given)
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
            local wall = functions.wall(id, selection)
            local x = #times.points + 1
            times.points[x] = series_of.point(x, label, wall)
            ratios.points[x] = series_of.point(x, label, first and wall / first or 1)
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
    figure.y_label = label_of_times("wall time")
    figure.story = story.with_single_runs(story.compare(figure), F.sources)
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
    figure.story = story.with_single_runs(story.chart(figure), F.sources)
    return figure
end
